package org.dood.network.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dood.network.integration.support.StageResultAssert.assertThatStage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.dockerjava.api.model.HostConfig;
import java.io.IOException;
import java.util.Map;
import org.dood.network.integration.support.ActionStep;
import org.dood.network.integration.support.EchoService;
import org.dood.network.integration.support.OnARealEngine;
import org.dood.network.integration.support.Postgres;
import org.dood.network.integration.support.Service;
import org.dood.network.integration.support.StageResult;
import org.dood.network.integration.support.Workbench;
import org.dood.network.integration.support.WorkflowJob;
import org.junit.jupiter.api.Test;

/** One workflow, with a PostgreSQL and a service of another kind, wherever its steps run. */
@OnARealEngine
class SameWorkflowEverywhereIT {

  private static final String PASSWORD = "only-for-this-test";
  private static final int POSTGRES = 0;
  private static final int ECHO = 1;

  /** Runs a step's command where the job's steps run. */
  @FunctionalInterface
  private interface Steps {
    String run(Map<String, String> environment, String... command);
  }

  @Test
  void on_a_runner_in_a_container(Workbench bench) throws IOException {
    var runner = bench.runner().start();
    var job = runner.startJob(Postgres.service(bench, PASSWORD, "-p", "5432"), echo(bench));
    assertThatTheWorkflowWorks(job, job.step(), (e, c) -> runner.run(e, c).output());
    assertThat(bench.forwardersOf(runner)).isEmpty();
  }

  @Test
  void on_a_machine(Workbench bench) throws IOException {
    var runner = bench.vmRunner();
    var job = runner.startJob(Postgres.service(bench, PASSWORD, "-p", "5432"), echo(bench));
    var machine = bench.container(HostConfig.newHostConfig().withNetworkMode("host"), _ -> {});
    assertThatTheWorkflowWorks(job, job.step(), (e, c) -> bench.run(machine, e, c).output());
  }

  @Test
  void on_a_hosted_runner(Workbench bench) throws IOException {
    var runner = bench.vmRunner();
    var job = runner.startJob(Postgres.service(bench, PASSWORD, "-p", "5432"), echo(bench));
    var machine = bench.container(HostConfig.newHostConfig().withNetworkMode("host"), _ -> {});
    var step = job.step().env("RUNNER_ENVIRONMENT", "github-hosted");
    assertThatTheWorkflowWorks(job, step, (e, c) -> bench.run(machine, e, c).output());
  }

  @Test
  void in_a_job_container(Workbench bench) throws IOException {
    var runner = bench.runner().start();
    var job = runner.startJob(Postgres.service(bench, PASSWORD, "-p", "5432"), echo(bench));
    var container =
        bench.container(HostConfig.newHostConfig().withNetworkMode(job.network()), _ -> {});
    var step = job.inContainer(container).step();
    assertThatTheWorkflowWorks(
        job, step, (e, c) -> bench.run(container, e, c).output(), () -> bench.remove(container));
    assertThat(bench.forwardersOf(runner)).isEmpty();
  }

  private static Service echo(Workbench bench) {
    return EchoService.service(bench, "-p", Integer.toString(EchoService.PORT));
  }

  private static void assertThatTheWorkflowWorks(WorkflowJob job, ActionStep step, Steps steps)
      throws IOException {
    assertThatTheWorkflowWorks(job, step, steps, () -> {});
  }

  private static void assertThatTheWorkflowWorks(
      WorkflowJob job, ActionStep step, Steps steps, Runnable before) throws IOException {
    var main = step.with("export-env", "true").with("wait", "1m").main();

    assertThatStage(main).succeeded().says("Ready after");
    assertThatServicesAnswer(
        steps,
        new Place("localhost", job.publishedPort(POSTGRES, 5432)),
        new Place("localhost", job.publishedPort(ECHO, EchoService.PORT)));
    assertThatServicesAnswer(steps, byOutput(main, "postgres"), byOutput(main, "echo"));
    assertThatServicesAnswer(steps, byVariable(main, "POSTGRES"), byVariable(main, "ECHO"));

    assertThatStage(step.post()).succeeded();
    before.run();
    job.end();
  }

  private record Place(String host, String port) {}

  private static Place byOutput(StageResult main, String service) throws IOException {
    JsonNode services = new ObjectMapper().readTree(main.outputs().getOrDefault("services", "{}"));
    var address = services.path(service);
    return new Place(address.path("host").asText(), address.path("port").asText());
  }

  private static Place byVariable(StageResult main, String service) {
    return new Place(
        main.variables().getOrDefault(service + "_HOST", "none"),
        main.variables().getOrDefault(service + "_PORT", "none"));
  }

  private static void assertThatServicesAnswer(Steps steps, Place postgres, Place echo) {
    assertThat(
            steps.run(
                Postgres.environment(PASSWORD), Postgres.query(postgres.host(), postgres.port())))
        .isEqualTo(Postgres.ANSWER);
    assertThat(steps.run(Map.of(), EchoService.say("hello", echo.host(), echo.port())))
        .isEqualTo("hello");
  }
}
