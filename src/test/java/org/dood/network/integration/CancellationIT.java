package org.dood.network.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dood.network.integration.support.StageResultAssert.assertThatStage;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.dood.network.integration.support.EchoService;
import org.dood.network.integration.support.EngineProxy;
import org.dood.network.integration.support.OnARealEngine;
import org.dood.network.integration.support.Poll;
import org.dood.network.integration.support.SimulatedRunner;
import org.dood.network.integration.support.StageResult;
import org.dood.network.integration.support.Workbench;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A step that is cancelled ends at once, and leaves nothing that post does not undo. */
@OnARealEngine
class CancellationIT {

  private static final Duration AT_ONCE = Duration.ofSeconds(1);
  private static final Duration UNTIL_THERE = Duration.ofSeconds(20);

  @ParameterizedTest
  @CsvSource({
    "INT, GET, /networks/github_network_.*, before",
    "TERM, GET, /containers/json, before",
    "INT, GET, /containers/.*/top, before",
    "TERM, GET, /containers/.*/json, before",
    "INT, POST, /networks/.*/connect, before",
    "TERM, POST, /networks/.*/connect, after",
    "INT, POST, /networks/.*/connect, after"
  })
  void while_the_engine_does_not_answer(
      String signal, String method, String call, String engineActed, Workbench bench) {
    var reached = new CountDownLatch(1);
    var proxy =
        bench
            .engineProxy()
            .on(
                method,
                call,
                engineActed.equals("after")
                    ? EngineProxy.actAndBeSilent(reached::countDown)
                    : EngineProxy.silence(reached::countDown));
    var runner = bench.runner().behind(proxy).start();
    var job = runner.startJobWithService();
    var step = job.step();

    var stage = CompletableFuture.supplyAsync(step::main);
    Poll.until("the call is made", UNTIL_THERE, () -> reached.getCount() == 0);
    cancelled(runner, stage, signal);

    proxy.passAll();
    assertThatStage(step.post()).succeeded();
    assertThat(runner.networks()).containsOnly(bench.defaultNetwork());
    assertThat(runner.containersOfTheAction()).isEmpty();
    job.end();
  }

  @ParameterizedTest
  @CsvSource({"INT, 0", "TERM, 0", "INT, 40", "TERM, 80", "INT, 120", "TERM, 200"})
  void at_any_other_moment(String signal, long millisAfterStart, Workbench bench)
      throws InterruptedException {
    // Slow enough that the stage still runs then.
    var proxy =
        bench
            .engineProxy()
            .on(
                "GET",
                ".*",
                exchange -> {
                  Poll.pass(Duration.ofMillis(400));
                  exchange.forward();
                });
    var runner = bench.runner().behind(proxy).start();
    var job = runner.startJobWithService();
    var step = job.step();

    var stage = CompletableFuture.supplyAsync(step::main);
    Poll.until("the stage runs", UNTIL_THERE, () -> runner.stageThatRuns().isPresent());
    TimeUnit.MILLISECONDS.sleep(millisAfterStart);
    cancelled(runner, stage, signal);

    proxy.passAll();
    assertThatStage(step.post()).succeeded();
    assertThat(runner.networks()).containsOnly(bench.defaultNetwork());
    assertThat(runner.containersOfTheAction()).isEmpty();
    job.end();
  }

  /** It would leave a container of ours that was made, or one that runs. */
  @ParameterizedTest
  @ValueSource(strings = {"/containers/create", "/containers/.*/start"})
  void while_services_come_to_localhost(String call, Workbench bench) {
    var reached = new CountDownLatch(1);
    var proxy =
        bench.engineProxy().on("POST", call, EngineProxy.actAndBeSilent(reached::countDown));
    var runner = bench.runner().behind(proxy).start();
    var port = Integer.toString(EchoService.PORT);
    var job = runner.startJob(EchoService.service(bench, "-p", port));
    var step = job.step();

    var stage = CompletableFuture.supplyAsync(step::main);
    Poll.until("the call is made", UNTIL_THERE, () -> reached.getCount() == 0);
    cancelled(runner, stage, "INT");

    proxy.passAll();
    assertThatStage(step.post()).succeeded();
    assertThat(runner.networks()).containsOnly(bench.defaultNetwork());
    Poll.until(
        "no container of ours is left",
        UNTIL_THERE,
        () -> runner.containersOfTheAction().isEmpty());
    job.end();
  }

  /**
   * Where the engine knows no priorities, the first two come while a container of ours sets the
   * rules: before it runs, and when it is over.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/containers/.*/start|/networks/.*/connect",
        "/containers/.*/wait|/networks/.*/connect",
        "/networks/.*/connect"
      })
  void while_the_default_route_is_kept(String call, Workbench bench) {
    var reached = new CountDownLatch(1);
    var proxy = bench.engineProxy().on("POST", call, EngineProxy.silence(reached::countDown));
    var runner = bench.runner().onNetwork(bench.network("runners_default")).behind(proxy).start();
    var before = runner.networks();
    var job = runner.startJobWithService();
    var step = job.step();

    var stage = CompletableFuture.supplyAsync(step::main);
    Poll.until("the call is made", UNTIL_THERE, () -> reached.getCount() == 0);
    cancelled(runner, stage, "TERM");

    proxy.passAll();
    assertThatStage(step.post()).succeeded();
    assertThat(runner.networks()).isEqualTo(before);
    assertThat(runner.containersOfTheAction()).isEmpty();
    assertThat(runner.run(Map.of(), "ip", "rule").output()).doesNotContain("7100");
    job.end();
  }

  /**
   * Sends a signal to the stage that runs, which ends at once with the code that a shell expects.
   */
  private static void cancelled(
      SimulatedRunner runner, CompletableFuture<StageResult> stage, String signal) {
    var ended = runner.cancels(signal);
    assertThat(ended).as("the time that the stage took to end").isLessThan(AT_ONCE);
    try {
      assertThat(stage.get(UNTIL_THERE.toSeconds(), TimeUnit.SECONDS).exitCode())
          .isEqualTo(signal.equals("INT") ? 130 : 143);
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      throw new AssertionError(e);
    }
  }
}
