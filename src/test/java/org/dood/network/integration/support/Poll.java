package org.dood.network.integration.support;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for what the engine brings about by itself. */
public final class Poll {

  private static final Duration INTERVAL = Duration.ofMillis(50);

  private Poll() {}

  /** Lets time pass. */
  public static void pass(Duration time) {
    try {
      Thread.sleep(time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  /** Waits until a condition holds, or fails after the deadline. */
  public static void until(String condition, Duration deadline, BooleanSupplier holds) {
    var end = System.nanoTime() + deadline.toNanos();
    while (!holds.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("not within " + deadline + ": " + condition);
      }
      pass(INTERVAL);
    }
  }
}
