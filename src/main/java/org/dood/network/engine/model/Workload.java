package org.dood.network.engine.model;

import java.util.List;
import java.util.Set;

/**
 * What runs in a container, and how well.
 *
 * @param state such as {@code running} or {@code exited}
 * @param health what its health check came to, in the engine's word; {@link #UNCHECKED} without one
 * @param ports the ports that it exposes, those published included: TCP first, then by number
 * @param variables the names of the variables that it was started with
 */
public record Workload(String state, String health, List<Port> ports, Set<String> variables) {

  /** The health of a container that has no health check, as some engines call it. */
  public static final String UNCHECKED = "none";

  /** The state of a container that is not there any more; no engine calls one so. */
  public static final String REMOVED = "removed";

  /** What runs in a container that is not there any more. */
  public static Workload removed() {
    return new Workload(REMOVED, UNCHECKED, List.of(), Set.of());
  }

  /** Whether it runs. */
  public boolean runs() {
    return state.equals("running");
  }

  /** Whether no health check says otherwise. */
  public boolean isWell() {
    return health.equals("healthy") || health.equals(UNCHECKED);
  }
}
