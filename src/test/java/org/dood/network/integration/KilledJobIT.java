package org.dood.network.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dood.network.integration.support.StageResultAssert.assertThatStage;

import com.github.dockerjava.api.model.HostConfig;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.dood.network.integration.support.ActionStep;
import org.dood.network.integration.support.EchoService;
import org.dood.network.integration.support.EngineProxy;
import org.dood.network.integration.support.OnARealEngine;
import org.dood.network.integration.support.Poll;
import org.dood.network.integration.support.SimulatedRunner;
import org.dood.network.integration.support.Workbench;
import org.dood.network.integration.support.WorkflowJob;
import org.junit.jupiter.api.Test;

/** The next job of a runner clears away what a killed one left behind. */
@OnARealEngine
class KilledJobIT {

  private static final Duration SOON = Duration.ofSeconds(10);

  @Test
  void the_killed_jobs_attachment_and_network_are_removed(Workbench bench) {
    var runner = bench.runner().onNetwork(bench.network("runners_default")).start();
    var before = runner.networks();
    var killed = runner.startJobWithService();
    assertThatStage(killed.step().main()).succeeded();
    var stopped = bench.stopped("left-by-somebody");
    bench.connect(stopped, killed.network());

    var job = runner.startJobWithService();
    assertThat(runner.networks()).contains(killed.network());
    var step = job.step();
    assertThatStage(step.main())
        .succeeded()
        .says("detached the runner's container", "removed its network", "left-by-somebody");
    assertThat(bench.networkNames()).doesNotContain(killed.network());

    assertThatStage(step.post()).succeeded().says("Detached");
    assertThat(runner.networks()).isEqualTo(before);
    assertThat(hasRules(runner)).isFalse();
    bench.start(stopped);
    job.end();
  }

  @Test
  void the_network_stays_if_a_container_that_the_runner_did_not_start_is_on_it(Workbench bench) {
    var runner = bench.runner().start();
    var killed = runner.startJobWithService();
    assertThatStage(killed.step().main()).succeeded();
    bench.container(HostConfig.newHostConfig().withNetworkMode(killed.network()), _ -> {});

    var job = runner.startJobWithService();
    var step = job.step();
    assertThatStage(step.main()).succeeded().says("left its network " + killed.network());
    assertThat(bench.networkNames()).contains(killed.network());

    assertThatStage(step.post()).succeeded();
    job.end();
  }

  /** The runner removes it itself before a job, as it does all that bears its label. */
  @Test
  void the_killed_jobs_forwarder_makes_room_for_the_next(Workbench bench) {
    var runner = bench.runner().start();
    var killed = runner.startJob(EchoService.service(bench));
    assertThatStage(killed.step().with("localhost", "exposed").main()).succeeded();
    assertThat(bench.forwardersOf(runner)).hasSize(1);

    var job = runner.startJob(EchoService.service(bench));
    Poll.until("its forwarder is gone", SOON, () -> bench.forwardersOf(runner).isEmpty());
    var step = job.step().with("localhost", "exposed");
    assertThatStage(step.main()).succeeded().says("localhost:" + EchoService.PORT);
    var port = Integer.toString(EchoService.PORT);
    assertThat(runner.run(Map.of(), EchoService.say("hello", "localhost", port)).output())
        .isEqualTo("hello");

    assertThatStage(step.post()).succeeded();
    assertThat(bench.forwardersOf(runner)).isEmpty();
    job.end();
  }

  /** One that came when the runner had cleaned up, and whose endpoint is gone. */
  @Test
  void a_container_of_the_killed_job_makes_room_without_an_endpoint_beside_it(Workbench bench) {
    var runner = bench.runner().start();
    var killed = runner.startJob(EchoService.service(bench));
    assertThatStage(killed.step().with("localhost", "exposed").main()).succeeded();
    var labels = bench.inspect(bench.forwardersOf(runner).getFirst()).getConfig().getLabels();
    bench.disconnect(runner.container(), killed.network());
    var job = runner.startJob(EchoService.service(bench));
    var left =
        bench.container(
            HostConfig.newHostConfig().withNetworkMode("container:" + runner.container()),
            c -> c.withLabels(labels));
    bench.run(left, EchoService.listenAt(EchoService.PORT)).output();

    var step = job.step().with("localhost", "exposed");
    assertThatStage(step.main())
        .succeeded()
        .says("removed its container", "localhost:" + EchoService.PORT);
    assertThatStage(step.post()).succeeded();
    assertThat(runner.containersOfTheAction()).isEmpty();
    job.end();
  }

  @Test
  void a_job_without_services_clears_away_too(Workbench bench) {
    var runner = bench.runner().start();
    var killed = killedWithItsServices(runner, bench);

    clearsAway(killed, runner.startJob().step(), bench);
  }

  @Test
  void a_job_whose_steps_run_in_a_job_container_clears_away_too(Workbench bench) {
    var runner = bench.runner().start();
    var killed = killedWithItsServices(runner, bench);

    var job = runner.startJobWithService();
    var jobContainer =
        bench.container(HostConfig.newHostConfig().withNetworkMode(job.network()), _ -> {});
    clearsAway(killed, job.inContainer(jobContainer).step(), bench);
    bench.remove(jobContainer);
    job.end();
  }

  /** As by a restart of their host. */
  private static WorkflowJob killedWithItsServices(SimulatedRunner runner, Workbench bench) {
    var job = runner.startJobWithService();
    assertThatStage(job.step().main()).succeeded();
    assertThat(runner.networks()).contains(job.network());
    job.serviceContainers().forEach(bench::remove);
    return job;
  }

  private static void clearsAway(WorkflowJob killed, ActionStep step, Workbench bench) {
    assertThatStage(step.main())
        .succeeded()
        .says("removed its network " + killed.network())
        .hasOutput("outcome", "nothing-to-do");
    assertThat(bench.networkNames()).doesNotContain(killed.network());
    assertThatStage(step.post()).succeeded();
  }

  /** There are rules where the engine knows no priorities. */
  @Test
  void rules_of_a_main_that_was_killed_before_it_attached_are_removed(Workbench bench) {
    var reached = new CountDownLatch(1);
    var proxy = bench.engineProxy();
    var runner = bench.runner().onNetwork(bench.network("runners_default")).behind(proxy).start();
    var killed = runner.startJobWithService();
    proxy.on("POST", "/networks/.*/connect", EngineProxy.silence(reached::countDown));
    var main = CompletableFuture.supplyAsync(killed.step()::main);
    Poll.until("it is about to attach", SOON, () -> reached.getCount() == 0);
    assertThat(runner.cancels("KILL")).isLessThan(SOON);
    assertThat(main.join().exitCode()).isNotZero();
    proxy.passAll();

    var job = runner.startJobWithService();
    assertThat(runner.containersOfTheAction()).hasSize(hasRules(runner) ? 1 : 0);
    var step = job.step().with("default-route", "engine");
    assertThatStage(step.main()).succeeded();
    assertThat(hasRules(runner)).isFalse();
    assertThat(runner.containersOfTheAction()).isEmpty();

    assertThatStage(step.post()).succeeded();
    job.end();
  }

  private static boolean hasRules(SimulatedRunner runner) {
    return runner.run(Map.of(), "ip", "rule").output().contains("7100");
  }
}
