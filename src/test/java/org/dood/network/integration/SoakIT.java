package org.dood.network.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.dood.network.integration.support.Fate;
import org.dood.network.integration.support.HostileNeighbours;
import org.dood.network.integration.support.OnARealEngine;
import org.dood.network.integration.support.Soak;
import org.dood.network.integration.support.Workbench;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * Many jobs on many runners at a time, a third of them killed at a random point: after one more job
 * on each runner nothing is left, and no job that lived lost anything.
 *
 * <p>A small run by default; {@code -Dsoak.runners=8 -Dsoak.jobs=200} makes a long one, and {@code
 * -Dsoak.seed=<number>} kills as an earlier run did.
 */
@OnARealEngine
@Isolated("it keeps the processors busy by itself")
class SoakIT {

  private static final int RUNNERS = Integer.getInteger("soak.runners", 3);
  private static final int JOBS = Integer.getInteger("soak.jobs", 24);
  private static final int HOSTILE_JOBS = Integer.getInteger("soak.hostile", 4);
  private static final long SEED = Long.getLong("soak.seed", System.nanoTime());

  @Test
  @SuppressWarnings("SystemOut") // The seed and the figures are for people.
  void after_killed_jobs_and_one_more_on_each_runner_nothing_is_left(Workbench bench) {
    System.out.printf("soak: %d jobs on %d runners, seed %d%n", JOBS, RUNNERS, SEED);
    var began = System.nanoTime();
    var random = new Random(SEED);
    var engine = bench.nestedEngine();
    try (var inside = engine.bench()) {
      var soak = new Soak(engine, inside, RUNNERS);
      soak.run(Fate.of(JOBS, random), random);
      soak.assertNothingLeft();
      System.out.printf(
          "soak: %s, %d looks, %d s%n",
          soak.ends(), soak.looks(), (System.nanoTime() - began) / 1_000_000_000);
      assertThat(soak.looks()).isPositive();
      assertThat(soak.ends()).containsKeys(Fate.End.values());
      assertThat(soak.killed()).as("jobs that were killed").isGreaterThanOrEqualTo(JOBS / 4);
    }
  }

  /** {@code -Dsoak.hostile=200} makes a long run. */
  @Test
  @SuppressWarnings("SystemOut") // The figures are for people.
  void beside_hostile_neighbours_no_innocent_job_notices(Workbench bench) {
    var began = System.nanoTime();
    var engine = bench.nestedEngine();
    try (var inside = engine.bench()) {
      var neighbours = new HostileNeighbours(inside, HOSTILE_JOBS);
      neighbours.run();
      System.out.printf(
          "soak: %d of %d jobs were innocent, and ended as they would alone, %d s%n",
          neighbours.unharmed(), HOSTILE_JOBS, (System.nanoTime() - began) / 1_000_000_000);
      assertThat(neighbours.unharmed()).isPositive();
    }
  }
}
