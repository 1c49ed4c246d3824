package org.dood.network.inputs;

import java.time.Duration;
import java.util.List;

/** Whether main waits for services. */
public sealed interface WaitChoice {

  /** Main does not wait. */
  record NoWait() implements WaitChoice {}

  /**
   * Main waits.
   *
   * @param limit how long at most
   * @param services which services to wait for; empty for all
   */
  record UpTo(Duration limit, List<RequestedService> services) implements WaitChoice {}
}
