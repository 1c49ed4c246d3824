package org.dood.network.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dood.network.integration.support.StageResultAssert.assertThatStage;

import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.HostConfig;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.dood.network.integration.support.CommandResult;
import org.dood.network.integration.support.EchoService;
import org.dood.network.integration.support.OnARealEngine;
import org.dood.network.integration.support.Poll;
import org.dood.network.integration.support.Postgres;
import org.dood.network.integration.support.SimulatedRunner;
import org.dood.network.integration.support.Workbench;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Services at {@code localhost}, and what becomes of that. */
@OnARealEngine
class LocalhostIT {

  private static final Duration SOON = Duration.ofSeconds(10);

  /** Two jobs on one engine cannot both publish port 5432 of the host. */
  @Test
  @Tag("core")
  void two_runners_on_one_engine_each_have_a_postgres_of_their_own_at_the_same_port(
      Workbench bench) {
    var one = bench.runner().start();
    var two = bench.runner().start();
    var jobOfOne = one.startJob(Postgres.service(bench, "password-of-one"));
    var jobOfTwo = two.startJob(Postgres.service(bench, "password-of-two"));
    var stepOfOne = jobOfOne.step().with("localhost", "exposed");
    var stepOfTwo = jobOfTwo.step().with("localhost", "exposed");

    assertThatStage(stepOfOne.main()).succeeded().says("localhost:5432");
    assertThatStage(stepOfTwo.main()).succeeded().says("localhost:5432");

    assertThat(Postgres.ask(one, "localhost", "5432", "password-of-one").output()).isEqualTo("42");
    assertThat(Postgres.ask(two, "localhost", "5432", "password-of-two").output()).isEqualTo("42");
    assertThat(Postgres.ask(two, "localhost", "5432", "password-of-one").exitCode()).isNotZero();
    assertThatStage(stepOfOne.post()).succeeded();
    assertThatStage(stepOfTwo.post()).succeeded();
    jobOfOne.end();
    jobOfTwo.end();
  }

  @Test
  void on_a_machine_too_every_exposed_port_is_at_localhost(Workbench bench) {
    var runner = bench.vmRunner();
    var job = runner.startJob(EchoService.service(bench));
    var machine = bench.container(HostConfig.newHostConfig().withNetworkMode("host"), _ -> {});
    var step = job.step().with("localhost", "exposed");

    assertThatStage(step.main()).succeeded().says("localhost:" + EchoService.PORT);
    var port = Integer.toString(EchoService.PORT);
    assertThat(bench.run(machine, EchoService.say("hello", "localhost", port)).output())
        .isEqualTo("hello");

    assertThatStage(step.post()).succeeded();
    assertThat(bench.forwardersOf(runner)).isEmpty();
    job.end();
  }

  /** Two uses in one composite action have the composite step's id, and so the same one. */
  @ParameterizedTest
  @CsvSource({"two, true", "two, false", "one, true", "one, false"})
  void two_steps_of_a_job_share_one_forwarder_until_the_last_of_them(
      String idOfSecond, boolean lastFirst, Workbench bench) {
    var runner = bench.runner().start();
    var job = runner.startJob(Postgres.service(bench, "secret"));
    var one = job.step("one").with("localhost", "exposed");
    var two = job.step(idOfSecond).with("localhost", "exposed");
    assertThatStage(one.main()).succeeded().says("localhost:5432");
    assertThatStage(two.main()).succeeded().says("localhost:5432");
    assertThat(bench.forwardersOf(runner)).hasSize(1);

    assertThatStage((lastFirst ? two : one).post()).succeeded();
    assertThat(bench.forwardersOf(runner)).hasSize(1);
    assertThat(Postgres.ask(runner, "localhost", "5432", "secret").output()).isEqualTo("42");

    assertThatStage((lastFirst ? one : two).post()).succeeded().says("Detached");
    assertThat(bench.forwardersOf(runner)).isEmpty();
    assertThat(runner.networks()).containsOnly(bench.defaultNetwork());
    assertThat(runner.containersOfTheAction()).isEmpty();
    job.end();
  }

  @Test
  void the_forwarder_is_removed_by_post_with_saved_state_and_without(Workbench bench) {
    var runner = bench.runner().start();
    for (var stateIsLost : List.of(false, true)) {
      var job = runner.startJob(Postgres.service(bench, "secret"));
      var step = job.step().with("localhost", "exposed");
      assertThatStage(step.main()).succeeded().says("localhost:5432");
      assertThat(bench.forwardersOf(runner)).hasSize(1);

      assertThatStage(stateIsLost ? step.losesItsState().post() : step.post()).succeeded();

      assertThat(bench.forwardersOf(runner)).isEmpty();
      job.end();
    }
  }

  @Test
  void the_forwarder_ends_by_itself_when_the_runner_is_taken_from_the_network(Workbench bench) {
    var runner = bench.runner().start();
    var job = runner.startJob(Postgres.service(bench, "secret"));
    assertThatStage(job.step().with("localhost", "exposed").main()).succeeded();
    var forwarder = bench.forwardersOf(runner).getFirst();

    bench.disconnect(runner.container(), job.network());

    Poll.until(
        "the forwarder has ended",
        SOON,
        () -> !Boolean.TRUE.equals(bench.inspect(forwarder).getState().getRunning()));
    job.end();
  }

  @Test
  void a_forwarder_that_was_killed_is_told_by_post_and_removed(Workbench bench) {
    var runner = bench.runner().start();
    var job = runner.startJob(Postgres.service(bench, "secret"));
    var step = job.step().with("localhost", "exposed");
    assertThatStage(step.main()).succeeded();

    bench.kill(bench.forwardersOf(runner).getFirst());

    assertThatStage(step.post())
        .succeededWithAWarning("The forwarder ended before the job did", "exit code 137 (killed)");
    assertThat(bench.forwardersOf(runner)).isEmpty();
    job.end();
  }

  @Test
  void the_forwarder_has_no_way_to_harm_anything(Workbench bench) {
    var runner = bench.runner().start();
    var job = runner.startJob(Postgres.service(bench, "secret"));
    var step = job.step().with("localhost", "exposed");
    assertThatStage(step.main()).succeeded();

    var forwarder = bench.inspect(bench.forwardersOf(runner).getFirst());

    assertThat(forwarder.getMounts()).isEmpty();
    assertThat(forwarder.getConfig().getUser()).isEqualTo("65534:65534");
    var host = forwarder.getHostConfig();
    assertThat(host.getCapDrop())
        // Podman lists each of them.
        .containsAnyOf(Capability.ALL, Capability.DAC_OVERRIDE);
    assertThat(host.getCapAdd()).isNull();
    assertThat(host.getReadonlyRootfs()).isTrue();
    assertThat(host.getSecurityOpts()).contains("no-new-privileges");
    assertThat(host.getMemory()).isPositive();
    assertThatStage(step.post()).succeeded();
    job.end();
  }

  @Test
  void a_port_that_is_taken_is_warned_of_and_the_others_work(Workbench bench) {
    var runner = bench.runner().start();
    runner.listenAt(5432);
    var job = runner.startJob(Postgres.service(bench, "secret"), EchoService.service(bench));
    var step = job.step().with("localhost", "exposed");

    assertThatStage(step.main())
        .succeededWithAWarning("localhost:5432 does not lead", "Address already in use")
        .says("localhost:" + EchoService.PORT);
    assertThat(sayTo("localhost", runner).output()).isEqualTo("hello");

    assertThatStage(step.post()).succeeded();
    job.end();
  }

  @Test
  void steps_reach_a_service_at_the_ipv6_localhost_too_where_their_namespace_has_one(
      Workbench bench) {
    var runner = bench.runner().start();
    var job = runner.startJob(EchoService.service(bench));
    var step = job.step().with("localhost", "exposed");
    assertThatStage(step.main()).succeeded();

    assertThat(sayTo("localhost", runner).output()).isEqualTo("hello");
    assertThat(sayTo("::1", runner).stdout().contains("hello")).isEqualTo(hasIpv6Localhost(runner));

    assertThatStage(step.post()).succeeded();
    job.end();
  }

  private static CommandResult sayTo(String host, SimulatedRunner runner) {
    return runner.run(Map.of(), EchoService.say("hello", host, Integer.toString(EchoService.PORT)));
  }

  private static boolean hasIpv6Localhost(SimulatedRunner runner) {
    return runner.run(Map.of(), "grep", "-q", "^0*1 ", "/proc/net/if_inet6").exitCode() == 0;
  }

  @Test
  void a_service_that_is_started_anew_is_found_again(Workbench bench) {
    var runner = bench.runner().start();
    var job = runner.startJob(Postgres.service(bench, "secret"));
    var step = job.step().with("localhost", "exposed");
    assertThatStage(step.main()).succeeded();

    job.moveService(0, "postgres");

    Poll.until("PostgreSQL answers again", Duration.ofSeconds(30), () -> isAt(runner, "secret"));
    assertThatStage(step.post()).succeeded();
    job.end();
  }

  /** As a Compose project's may be, which has a service of the same name. */
  @Test
  void nobody_on_another_network_answers_for_a_service_that_is_down(Workbench bench) {
    var runner = bench.runner().start();
    var job = runner.startJob(EchoService.service(bench));
    var other = bench.runner().start().startJob(EchoService.service(bench));
    var step = job.step().with("localhost", "exposed");
    assertThatStage(step.main()).succeeded();
    bench.connect(runner.container(), other.network());
    assertThat(echoAt(bench, runner, "localhost")).isEqualTo("hello");

    bench.kill(job.serviceContainers().getFirst());

    assertThat(echoAt(bench, runner, "echo")).as("the other one's answer").isEqualTo("hello");
    assertThat(echoAt(bench, runner, "localhost")).isEmpty();
    bench.disconnect(runner.container(), other.network());
    assertThatStage(step.post()).succeeded();
    job.end();
    other.end();
  }

  private static String echoAt(Workbench bench, SimulatedRunner runner, String host) {
    var port = Integer.toString(EchoService.PORT);
    return bench.run(runner.container(), EchoService.say("hello", host, port)).stdout().strip();
  }

  private static boolean isAt(SimulatedRunner runner, String password) {
    return Postgres.ask(runner, "localhost", "5432", password).exitCode() == 0;
  }

  @Test
  @Tag("core")
  void waiting_in_vain_fails_with_what_the_service_printed(Workbench bench) {
    var runner = bench.runner().start();
    var job = runner.startJob(Postgres.service(bench, "secret"));
    var step = job.step().with("wait", "1s").with("wait-for", "postgres:1");

    var main = step.main();

    assertThat(main.exitCode()).isEqualTo(1);
    assertThat(main.stdout())
        .contains(
            "::error",
            "Not ready after",
            "no answer at port 1",
            "The service postgres printed last:",
            "  postgres | ");
    assertThatStage(step.post()).succeeded();
    job.end();
  }

  @Test
  @Tag("core")
  void waiting_ends_as_soon_as_the_services_can_be_used(Workbench bench) {
    var runner = bench.runner().start();
    var job = runner.startJob(Postgres.unchecked(bench, "secret"));
    var step = job.step().with("wait", "1m");

    assertThatStage(step.main()).succeeded().says("Ready after");

    Poll.until(
        "PostgreSQL answers",
        SOON,
        () -> Postgres.ask(runner, "postgres", "5432", "secret").exitCode() == 0);
    assertThatStage(step.post()).succeeded();
    job.end();
  }
}
