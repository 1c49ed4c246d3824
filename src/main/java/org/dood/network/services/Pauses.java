package org.dood.network.services;

import java.time.Duration;

/** Measures time and lets it pass, so that a test needs neither to sleep nor to measure. */
interface Pauses {

  /** The time since some fixed moment. */
  Duration now();

  /** Lets time pass; returns early if this thread is interrupted. */
  void pause(Duration time);

  /** Real time. */
  static Pauses inRealTime() {
    return new Pauses() {
      @Override
      public Duration now() {
        return Duration.ofNanos(System.nanoTime());
      }

      @Override
      public void pause(Duration time) {
        try {
          Thread.sleep(time);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      }
    };
  }
}
