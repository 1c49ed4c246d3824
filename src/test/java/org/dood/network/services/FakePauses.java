package org.dood.network.services;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** Time that passes only by pauses. */
final class FakePauses implements Pauses {

  private final Map<Duration, Runnable> events = new HashMap<>();
  private Duration now = Duration.ofDays(3);
  private Duration passed = Duration.ZERO;

  /** Runs something once that much time has passed. */
  void after(Duration time, Runnable event) {
    events.put(time, event);
  }

  @Override
  public Duration now() {
    return now;
  }

  @Override
  public void pause(Duration time) {
    now = now.plus(time);
    passed = passed.plus(time);
    var due = events.keySet().stream().filter(at -> at.compareTo(passed) <= 0).toList();
    due.forEach(at -> Objects.requireNonNull(events.remove(at)).run());
  }
}
