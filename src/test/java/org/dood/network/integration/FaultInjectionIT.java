package org.dood.network.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dood.network.integration.support.DisturbedRunner;
import org.dood.network.integration.support.DisturbedRunner.Outcome;
import org.dood.network.integration.support.DisturbedRunner.Spot;
import org.dood.network.integration.support.EchoService;
import org.dood.network.integration.support.Fault;
import org.dood.network.integration.support.OnARealEngine;
import org.dood.network.integration.support.SimulatedTrialRunner;
import org.dood.network.integration.support.Workbench;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * Disturbs a call of a stage on a real engine: the stage ends in time and says what is wrong, main
 * fails or has attached the runner as it says, post does not fail the job, and after one more job
 * nothing is left.
 *
 * <p>A run takes a sample of all pairs of call and fault, by a seed that it prints: {@code
 * -Dfaults.seed=<number>} repeats an earlier sample, {@code -Dfaults.trials=<number>} takes another
 * number of pairs, or {@code all} of them.
 */
@OnARealEngine
@Isolated("it keeps the processors busy by itself")
class FaultInjectionIT {

  private static final String TRIALS = System.getProperty("faults.trials", "60");
  private static final long SEED = Long.getLong("faults.seed", System.nanoTime());

  /** Runners for the trials that wait for a deadline, and leave the processors to the others. */
  private static final int PATIENT = 2;

  /** Runners for all other trials, which keep the processors busy. */
  private static final int BUSY = 2;

  /** How many trials pass from one line of news to the next. */
  private static final int PROGRESS = 50;

  private static final Path MATRIX = Path.of("target/fault-matrix.txt");

  private record Trial(Spot spot, Fault fault) {}

  /** Runners that work side by side, each on one trial at a time. */
  private record Crew(BlockingQueue<DisturbedRunner> runners, ExecutorService threads)
      implements AutoCloseable {

    static Crew of(int size, Supplier<DisturbedRunner> start) {
      var runners =
          Stream.generate(start)
              .limit(size)
              .collect(Collectors.toCollection(LinkedBlockingQueue::new));
      return new Crew(runners, Executors.newFixedThreadPool(size));
    }

    List<Spot> spots() {
      return runners.element().spots();
    }

    Future<Outcome> take(Trial trial) {
      return threads.submit(() -> {
        var runner = runners.take();
        try {
          return runner.disturb(trial.spot(), trial.fault());
        } finally {
          runners.add(runner);
        }
      });
    }

    @Override
    public void close() {
      threads.close();
      runners.forEach(DisturbedRunner::end);
    }
  }

  @Test
  @SuppressWarnings("SystemOut") // The matrix is for people.
  void each_fault_of_each_call_is_borne(Workbench bench)
      throws IOException, InterruptedException, ExecutionException {
    var network = bench.network("runners_default");
    // At a port of the host that the engine chooses.
    var service = EchoService.service(bench, "-p", Integer.toString(EchoService.PORT));
    Supplier<DisturbedRunner> runner =
        () -> new DisturbedRunner(SimulatedTrialRunner.start(bench, network, service));

    try (var patient = Crew.of(PATIENT, runner);
        var busy = Crew.of(BUSY, runner)) {
      var spots = busy.spots();

      var trials = sample(trials(spots));

      var outcomes = outcomes(trials, trial -> trial.fault() == Fault.SILENCE ? patient : busy);

      var matrix = matrix(spots, outcomes);
      Files.writeString(MATRIX, matrix + messages(outcomes));
      System.out.println(matrix);
      assertThat(outcomes).hasSameSizeAs(trials).isNotEmpty();
      assertThat(outcomes.stream().flatMap(o -> o.complaint().stream())).isEmpty();
      assertThat(spots).map(Spot::stage).contains(DisturbedRunner.Stage.values());
    }
  }

  /** Call by call. */
  private static List<Trial> trials(List<Spot> spots) {
    return spots.stream()
        .flatMap(spot -> Stream.of(Fault.values()).map(fault -> new Trial(spot, fault)))
        .toList();
  }

  /** Some of them, or all. The order is random, so that runners are not all busy with one call. */
  @SuppressWarnings("SystemOut") // The seed is for people.
  private static List<Trial> sample(List<Trial> all) {
    var wanted = TRIALS.equals("all") ? all.size() : Integer.parseInt(TRIALS);
    var shuffled = new ArrayList<>(all);
    Collections.shuffle(shuffled, new Random(SEED));
    System.out.printf("fault matrix: %d of %d trials, seed %d%n", wanted, all.size(), SEED);
    return shuffled.stream().limit(wanted).toList();
  }

  @SuppressWarnings("SystemOut") // The news is for people.
  private static List<Outcome> outcomes(List<Trial> trials, Function<Trial, Crew> crewFor)
      throws InterruptedException, ExecutionException {
    var outcomes = trials.stream().map(trial -> crewFor.apply(trial).take(trial)).toList();
    var all = new ArrayList<Outcome>();
    for (var outcome : outcomes) {
      all.add(outcome.get());
      if (all.size() % PROGRESS == 0) {
        var wrong = all.stream().filter(o -> o.complaint().isPresent()).count();
        System.out.printf(
            "fault matrix: %d of %d trials, %d wrong%n", all.size(), trials.size(), wrong);
      }
    }
    return all;
  }

  private static String matrix(List<Spot> spots, List<Outcome> outcomes) {
    Map<Trial, String> words =
        outcomes.stream()
            .collect(Collectors.toMap(o -> new Trial(o.spot(), o.fault()), Outcome::inAWord));
    var head = row("", fault -> Optional.of(fault.toString()));
    var rows =
        spots.stream()
            .map(spot ->
                row(
                    spot.toString(),
                    fault -> Optional.ofNullable(words.get(new Trial(spot, fault)))));
    return Stream.concat(Stream.of(head), rows)
        .collect(
            Collectors.joining(
                "\n",
                "",
                "\n* what was left, the next job removed\nlongest beyond a call's deadline: %s ms\ntrials: %d\n"
                    .formatted(longest(outcomes), outcomes.size())));
  }

  private static long longest(List<Outcome> outcomes) {
    return outcomes.stream().mapToLong(o -> o.beyondDeadline().toMillis()).max().orElseThrow();
  }

  /** For whoever wants to read what the stages said. */
  private static String messages(List<Outcome> outcomes) {
    return outcomes.stream()
        .map(o -> "\n%s, %s: %s\n  %s".formatted(o.spot(), o.fault(), o.inAWord(), o.said()))
        .collect(Collectors.joining());
  }

  private static String row(String name, Function<Fault, Optional<String>> cell) {
    return "%-68s".formatted(name)
        + Stream.of(Fault.values())
            .map(fault -> "%-15s".formatted(cell.apply(fault).orElse("")))
            .collect(Collectors.joining())
            .stripTrailing();
  }
}
