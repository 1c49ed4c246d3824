package org.dood.network.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dood.network.integration.support.StageResultAssert.assertThatStage;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.HostConfig;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.dood.network.engine.model.EngineFamily;
import org.dood.network.integration.support.ComposeProject;
import org.dood.network.integration.support.ExampleJob;
import org.dood.network.integration.support.ExampleRunner;
import org.dood.network.integration.support.NotOn;
import org.dood.network.integration.support.OnARealEngine;
import org.dood.network.integration.support.Postgres;
import org.dood.network.integration.support.SimulatedRunner;
import org.dood.network.integration.support.Workbench;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each workflow of {@code examples/} does what it is for, run from its very file. */
@OnARealEngine
class ExamplesIT {

  /** A runner's image with the tools that the steps of the examples use. */
  private static final String TOOLS = ComposeProject.TOOLS;

  /** Stand-ins for images that are not to be had everywhere, as scripts/images.sh makes them. */
  private static final String REDIS = "dood-network-action/redis";

  private static final String BROWSER = "dood-network-action/browser";

  /** The lines that {@code psql} prints as it applies the project's schema. */
  private static final String[] SCHEMA = {"CREATE TABLE", "INSERT 0 2"};

  @Test
  void tests_use_a_postgresql(Workbench bench) {
    var job = example("postgres.yml", bench).runOn(runner(bench));
    assertThat(job.log()).contains(SCHEMA).contains("\n2\n");
  }

  @Test
  void several_services_are_waited_for(Workbench bench) {
    var job = example("several-services.yml", bench).runOn(runner(bench));
    assertThat(job.log()).contains("Ready after", "PONG").contains(SCHEMA);
  }

  @Test
  void browser_opens_the_app_on_the_runner(Workbench bench) {
    var job =
        example("browser.yml", bench)
            .standIn("selenium/standalone-chrome:4.38.0", BROWSER)
            .runOn(runner(bench));
    assertThat(job.log()).contains("The browser shows: Bookshop");
  }

  @Test
  void compose_project_is_reached_and_removed(Workbench bench) {
    var example = example("compose.yml", bench);
    var project = "ci-%s-1".formatted(example.value("github.run_id"));
    bench.owns("com.docker.compose.project=" + project);

    assertThat(example.runOn(runner(bench)).log()).contains(SCHEMA);

    assertThat(bench.networkNames()).noneMatch(name -> name.startsWith(project));
    assertThat(bench.containerNames()).noneMatch(name -> name.startsWith(project));
  }

  /** With BuildKit, and with the builder of a command line that has no buildx. */
  @ParameterizedTest
  @ValueSource(strings = {"1", "0"})
  @NotOn(
      value = EngineFamily.PODMAN,
      because =
          "`docker build --add-host` does not build on Podman: its API has no BuildKit, and takes that option in another form. Use `podman build`.")
  void docker_build_reaches_a_service(String buildkit, Workbench bench) {
    var example = example("docker-build.yml", bench).variableOfRunner("DOCKER_BUILDKIT", buildkit);
    var job = example.runOn(runner(bench));
    bench.removeImage("bookshop:" + example.value("github.run_id"));
    assertThat(job.log()).contains(SCHEMA);
  }

  @Test
  void one_workflow_runs_on_a_runner_in_a_container_and_on_a_hosted_one(Workbench bench) {
    var runner = runner(bench);
    var selfHosted =
        example("hosted-and-self-hosted.yml", bench)
            .given("matrix.runner", "self-hosted")
            .runOn(runner);
    assertThat(selfHosted.log()).contains("Attached to the network").contains(SCHEMA);

    var hosted = bench.vmRunner();
    var machine = machineOf(hosted, bench);
    assumeTrue(
        bench.run(machine, "bash", "-c", ": < /dev/tcp/localhost/5432").exitCode() != 0,
        "localhost:5432 of the engine's host is in use, as it is on no hosted runner");
    var onMachine =
        example("hosted-and-self-hosted.yml", bench)
            .given("matrix.runner", "ubuntu-latest")
            .runOn(
                hosted,
                (environment, command) -> bench.run(machine, environment, command),
                Map.of("RUNNER_ENVIRONMENT", "github-hosted"));
    assertThat(onMachine.log()).contains("GitHub-hosted runner").contains(SCHEMA);
  }

  /** Each creates the same table, which fails in a database where it is already. */
  @Test
  void many_runners_on_one_host_each_have_their_own_port(Workbench bench) {
    var runners = Stream.generate(() -> runner(bench)).limit(3).toList();
    var jobs =
        runners.stream()
            .map(runner ->
                CompletableFuture.supplyAsync(
                    () -> example("many-runners.yml", bench).runOn(runner),
                    Thread::startVirtualThread))
            .toList();
    assertThat(jobs.stream().map(CompletableFuture::join).map(ExampleJob::log))
        .hasSize(3)
        .allSatisfy(log -> assertThat(log).contains("localhost:5432").contains(SCHEMA));
  }

  @Test
  void container_of_a_composite_action_is_reached_and_removed(Workbench bench) {
    var example = example("services-later.yml", bench);
    var name = "cache-%s-1".formatted(example.value("github.run_id"));
    bench.owns(name);

    assertThat(example.runOn(runner(bench)).log()).contains("PONG").contains(SCHEMA);

    assertThat(List.of(bench.networkNames(), bench.containerNames()))
        .allSatisfy(names -> assertThat(names).doesNotContain(name));
  }

  @Test
  void container_of_docker_run_is_reached_on_the_host_and_at_localhost(Workbench bench) {
    var example = example("docker-run.yml", bench);
    var name = "cache-" + example.value("github.run_id");

    var log = example.runOn(runner(bench)).log();

    assertThat(log.lines().filter("PONG"::equals)).hasSizeGreaterThanOrEqualTo(3);
    assertThat(bench.containerNames()).doesNotContain(name);
  }

  /** From "Dockerfile", "compose.yml" and "start": the agent's user may use the socket. */
  @Test
  void runner_of_the_example_is_attached_and_keeps_its_default_route(Workbench bench) {
    try (var example = ExampleRunner.start(bench, TOOLS)) {
      var runner = example.agent();
      assertThat(runner.run(Map.of(), "id", "-u").output()).isEqualTo("1001");
      assertThat(runner.run(Map.of(), "cat", ".runner").output())
          .contains("--unattended", "--name host1-1", "--work " + runner.workDirectory())
          .doesNotContain("--ephemeral");
      var route = runner.run(Map.of(), "cat", "/proc/net/route").stdout().lines().skip(1);
      var job = runner.startJob(Postgres.service(bench, "secret"));
      var step = job.step();

      assertThatStage(step.main()).succeeded().hasOutput("attached", "true");
      var reach = ": < /dev/tcp/postgres/5432";
      assertThat(runner.run(Map.of(), "bash", "-c", reach).exitCode()).isZero();
      assertThat(runner.run(Map.of(), "cat", "/proc/net/route").output())
          .contains(route.findFirst().orElseThrow());

      assertThatStage(step.post()).succeeded().says("Detached");
      job.end();
    }
  }

  private static ExampleJob example(String file, Workbench bench) {
    return ExampleJob.of(file)
        .standIn("postgres:17", bench.engine().postgresImage())
        .standIn("redis:8", REDIS);
  }

  private static SimulatedRunner runner(Workbench bench) {
    return bench.runner().image(TOOLS).start();
  }

  /** Where the steps of a runner on a machine run: in the network of the engine's host. */
  private static String machineOf(SimulatedRunner runner, Workbench bench) {
    var work = Bind.parse("%1$s:%1$s".formatted(runner.workDirectory()));
    return bench.container(
        HostConfig.newHostConfig().withNetworkMode("host").withBinds(work), _ -> {});
  }
}
