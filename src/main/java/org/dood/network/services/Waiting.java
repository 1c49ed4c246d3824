package org.dood.network.services;

import java.time.Duration;
import java.util.List;
import org.dood.network.engine.EngineFailure;

/** What waiting for the services came to. */
public sealed interface Waiting {

  /** Nobody asked for it. */
  record NotAsked() implements Waiting {}

  /** All that was waited for can be used. */
  record Ready(List<Awaited> awaited, Duration after) implements Waiting {}

  /**
   * Something that was waited for cannot be used.
   *
   * @param unready what cannot
   * @param after how long was waited: less than was asked for if a container has ended
   */
  record Unready(List<Stuck> unready, Duration after) implements Waiting {}

  /** The engine could not be asked. */
  record Blind(EngineFailure failure) implements Waiting {}

  /** The input names a service that there is not. */
  record NoSuchService(String wish, List<String> services) implements Waiting {}

  /**
   * A service that cannot be used.
   *
   * @param lastLines what it printed last
   */
  record Stuck(Readiness readiness, List<String> lastLines) {}
}
