package org.dood.network.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;
import org.dood.network.integration.support.DisturbedRunner;
import org.dood.network.integration.support.DisturbedRunner.Outcome;
import org.dood.network.integration.support.DisturbedRunner.Spot;
import org.dood.network.integration.support.Fault;
import org.dood.network.testing.GoldenFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Each fault of each call that main, main after a killed job, detach and post make, on a fake
 * engine. Of each pair the golden file {@code fault-matrix.golden.txt} says what the stage comes
 * to: {@code ok}, {@code ok, warned}, {@code warned} or {@code failed}; a star marks what the next
 * job has to undo. What holds for every pair, {@link DisturbedRunner} asserts.
 *
 * <p>{@code FaultInjectionIT} does the same on real engines.
 */
class FaultMatrixTest {

  private static final GoldenFile GOLDEN = GoldenFile.at("faults/fault-matrix.golden.txt");

  /** More than there are processors, since slow answers are waited for. */
  private static final int TRIALS_AT_A_TIME = 4;

  private record Trial(Spot spot, Fault fault) {

    @Override
    public String toString() {
      return "%s, %s".formatted(spot, fault);
    }
  }

  @TempDir private Path directory;
  private final AtomicInteger runners = new AtomicInteger();

  @Test
  void each_fault_of_each_call_has_its_expected_outcome()
      throws IOException, InterruptedException, ExecutionException {
    var trials = trials(onNewRunner(DisturbedRunner::spots));

    var outcomes = outcomes(trials);

    assertThat(outcomes.values().stream().flatMap(o -> o.complaint().stream())).isEmpty();
    GOLDEN.assertHolds(String.join("\n", lines(outcomes)) + "\n");
    assertThat(trials).map(t -> t.spot().stage()).contains(DisturbedRunner.Stage.values());
  }

  /** Call by call. */
  private static List<Trial> trials(List<Spot> spots) {
    return spots.stream()
        .flatMap(spot -> Stream.of(Fault.values()).map(fault -> new Trial(spot, fault)))
        .toList();
  }

  private Map<Trial, Outcome> outcomes(List<Trial> trials)
      throws InterruptedException, ExecutionException {
    var outcomes = new LinkedHashMap<Trial, Outcome>();
    try (var threads = Executors.newFixedThreadPool(TRIALS_AT_A_TIME)) {
      var running = new LinkedHashMap<Trial, Future<Outcome>>();
      for (var trial : trials) {
        running.put(trial, threads.submit(() -> outcome(trial)));
      }
      for (var trial : running.entrySet()) {
        outcomes.put(trial.getKey(), trial.getValue().get());
      }
    }
    return outcomes;
  }

  private Outcome outcome(Trial trial) throws IOException {
    return onNewRunner(runner -> runner.disturb(trial.spot(), trial.fault()));
  }

  /** On a runner and an engine of its own, so that trials cannot disturb each other. */
  private <T> T onNewRunner(Function<DisturbedRunner, T> use) throws IOException {
    var own = Files.createDirectory(directory.resolve(Integer.toString(runners.incrementAndGet())));
    try (var runner = new FakeTrialRunner(own)) {
      return use.apply(new DisturbedRunner(runner));
    }
  }

  /**
   * One line for each trial, so that a difference shows which one it is. They are sorted, because
   * calls that a stage makes at a time come in any order.
   */
  private static List<String> lines(Map<Trial, Outcome> outcomes) {
    return outcomes.entrySet().stream()
        .map(o -> o.getKey() + ": " + o.getValue().inAWord())
        .sorted()
        .toList();
  }
}
