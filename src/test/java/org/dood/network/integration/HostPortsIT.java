package org.dood.network.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dood.network.integration.support.StageResultAssert.assertThatStage;

import com.github.dockerjava.api.model.HostConfig;
import java.time.Duration;
import java.util.Map;
import org.dood.network.integration.support.CommandResult;
import org.dood.network.integration.support.EchoService;
import org.dood.network.integration.support.OnARealEngine;
import org.dood.network.integration.support.Poll;
import org.dood.network.integration.support.PublishedEcho;
import org.dood.network.integration.support.SimulatedRunner;
import org.dood.network.integration.support.Workbench;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Ports of the engine's host at {@code localhost}, as long as a container publishes them. */
@OnARealEngine
class HostPortsIT {

  private static final Duration SOON = Duration.ofSeconds(10);

  /** Ports that the tests publish; other tests, and engines, choose higher ones. */
  private static final int PORT = 18_080;

  private static CommandResult say(SimulatedRunner runner, int port) {
    return runner.run(Map.of(), EchoService.say("hello", "localhost", Integer.toString(port)));
  }

  /** By IPv4, which each network namespace has. */
  private static String refusal(SimulatedRunner runner, int port) {
    return runner
        .run(Map.of(), EchoService.say("hello", "127.0.0.1", Integer.toString(port)))
        .stderr();
  }

  private static boolean isRefused(SimulatedRunner runner, int port) {
    return refusal(runner, port).contains("Connection refused");
  }

  private static void awaitAnswer(SimulatedRunner runner, int port) {
    Poll.until("localhost answers", SOON, () -> say(runner, port).stdout().strip().equals("hello"));
  }

  @Test
  @Tag("core")
  void port_is_refused_before_a_container_publishes_it_and_after_that(Workbench bench) {
    var runner = bench.runner().start();
    var job = runner.startJob(EchoService.service(bench));
    var step = job.step().with("localhost-ports", PORT + " 18090-18099");

    assertThatStage(step.main()).succeeded().says("as long as a container publishes it");

    assertThat(refusal(runner, PORT)).contains("Connection refused");
    var published = PublishedEcho.startAt(PORT, bench);
    awaitAnswer(runner, PORT);
    assertThat(refusal(runner, 18_090)).contains("Connection refused");
    bench.remove(published.container());
    Poll.until("localhost refuses", SOON, () -> isRefused(runner, PORT));
    PublishedEcho.startAt(PORT, bench);
    awaitAnswer(runner, PORT);

    assertThatStage(step.post()).succeeded();
    assertThat(bench.forwardersOf(runner)).isEmpty();
    assertThat(refusal(runner, PORT)).contains("Connection refused");
    job.end();
  }

  @Test
  @Tag("core")
  void job_without_a_network_is_served_too(Workbench bench) {
    var runner = bench.runner().onNetwork(bench.network("a_runners")).start();
    var job = runner.startJob();
    var step = job.step().with("localhost-ports", Integer.toString(PORT + 1));

    assertThatStage(step.main()).succeeded();

    PublishedEcho.startAt(PORT + 1, bench);
    awaitAnswer(runner, PORT + 1);
    assertThatStage(step.post()).succeeded();
    assertThat(bench.forwardersOf(runner)).isEmpty();
    job.end();
  }

  @Test
  void steps_in_a_job_container_are_served_too(Workbench bench) {
    var runner = bench.runner().start();
    var job = runner.startJob(EchoService.service(bench));
    var container =
        bench.container(HostConfig.newHostConfig().withNetworkMode(job.network()), _ -> {});
    var port = Integer.toString(PORT + 2);
    var step = job.inContainer(container).step().with("localhost-ports", port);

    assertThatStage(step.main()).succeeded();

    PublishedEcho.startAt(PORT + 2, bench);
    Poll.until(
        "localhost answers",
        SOON,
        () ->
            bench
                .run(container, EchoService.say("hello", "localhost", port))
                .stdout()
                .strip()
                .equals("hello"));
    assertThatStage(step.post()).succeeded();
    bench.remove(container);
    job.end();
  }

  @Test
  void port_that_a_process_of_the_steps_has_stays_its_own(Workbench bench) {
    var runner = bench.runner().start();
    runner.listenAt(PORT + 3);
    var job = runner.startJob(EchoService.service(bench));
    var step = job.step().with("localhost-ports", Integer.toString(PORT + 3));

    assertThatStage(step.main())
        .succeededWithAWarning("localhost:18083 does not lead to the engine's host now");

    assertThat(say(runner, PORT + 3).output()).isEqualTo("hello");
    assertThatStage(step.post()).succeeded();
    job.end();
  }

  @Test
  void on_a_machine_no_forwarder_is_needed(Workbench bench) {
    var runner = bench.vmRunner();
    var job = runner.startJob(EchoService.service(bench));
    var step = job.step().with("localhost-ports", Integer.toString(PORT + 4));
    assertThatStage(step.main()).succeeded();
    assertThat(bench.forwardersOf(runner)).isEmpty();
    assertThatStage(step.post()).succeeded();
    job.end();
  }
}
