package org.dood.network.engine;

import java.time.Duration;

/**
 * How long a call to the engine may take.
 *
 * @param look for a question about one object
 * @param change for a change, which may wait for the engine's locks
 * @param probe for a question that may hang: {@code archive} can, while it holds a container's lock
 *     (moby/moby#53716)
 */
public record Deadlines(Duration look, Duration change, Duration probe) {

  /** Those of a job, which {@code docs/runners.md} tells. */
  public static final Deadlines STANDARD =
      new Deadlines(Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ofSeconds(3));
}
