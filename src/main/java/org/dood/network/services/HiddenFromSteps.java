package org.dood.network.services;

import java.util.List;

/**
 * What steps do not see of a service, though it is on the job's network.
 *
 * @param name whether it is its name
 * @param ports its ports that accept connections, but not from where steps run
 */
public record HiddenFromSteps(boolean name, List<Integer> ports) {

  static final HiddenFromSteps NOTHING = new HiddenFromSteps(false, List.of());

  /**
   * Compares what steps see with what this process sees.
   *
   * @param accepting the ports that accept this process's connections
   */
  static HiddenFromSteps of(ServiceAsSeen bySteps, List<Integer> accepting) {
    return new HiddenFromSteps(
        !bySteps.nameResolves(),
        accepting.stream().filter(port -> !bySteps.accepting().contains(port)).toList());
  }

  /** Whether there is anything. */
  public boolean isAny() {
    return name || !ports.isEmpty();
  }
}
