package org.dood.network.integration.support;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * What becomes of a job.
 *
 * @param end how it ends
 * @param stage in which stage, where that can be chosen
 * @param millis how long after the beginning of what is killed
 */
public record Fate(End end, Stage stage, long millis) {

  /** The two stages of a step. */
  public enum Stage {
    MAIN,
    POST
  }

  /** How a job can end. */
  public enum End {
    LIVES,
    ACTION_KILLED,
    RUNNER_KILLED,
    ENGINE_RESTARTED
  }

  private static final int JOBS_TO_A_RESTART = 50;

  /** The fates of a number of jobs, of which a third do not live. */
  public static List<Fate> of(int jobs, Random random) {
    var restarts = Math.max(1, jobs / JOBS_TO_A_RESTART);
    var kills = Math.max(2, jobs / 3 - restarts);
    var fates = new ArrayList<Fate>();
    for (int i = 0; i < jobs; i++) {
      fates.add(of(i, restarts, kills, random));
    }
    Collections.shuffle(fates, random);
    return fates;
  }

  /** The same for another job, for one that was over before it came. */
  Fate sooner() {
    return new Fate(end, stage, millis / 2);
  }

  private static Fate of(int number, int restarts, int kills, Random random) {
    var stage = random.nextBoolean() ? Stage.MAIN : Stage.POST;
    if (number < restarts) {
      return new Fate(End.ENGINE_RESTARTED, stage, random.nextLong(3_000));
    }
    if (number < restarts + kills) {
      return number % 2 == 0
          ? new Fate(End.ACTION_KILLED, stage, random.nextLong(500))
          : new Fate(End.RUNNER_KILLED, stage, random.nextLong(3_000));
    }
    return new Fate(End.LIVES, stage, random.nextLong(500));
  }
}
