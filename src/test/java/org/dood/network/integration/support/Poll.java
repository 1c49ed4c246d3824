package org.dood.network.integration.support;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for what the engine brings about by itself. */
public final class Poll {

  private static final Duration INTERVAL = Duration.ofMillis(50);

  private Poll() {}

  /** Waits until a condition holds, or fails after the deadline. */
  public static void until(String condition, Duration deadline, BooleanSupplier holds) {
    var end = System.nanoTime() + deadline.toNanos();
    while (!holds.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("not within " + deadline + ": " + condition);
      }
      try {
        Thread.sleep(INTERVAL);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new AssertionError("interrupted while waiting: " + condition, e);
      }
    }
  }
}
