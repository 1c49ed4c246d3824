package org.dood.network.engine.model;

import java.util.List;
import java.util.Set;

/**
 * The program that runs in a container, and its health.
 *
 * @param state what the container is doing
 * @param health the result of its health check, in the engine's word; {@link #UNCHECKED} if it has
 *     no health check
 * @param ports the ports that it exposes or publishes: TCP first, then by number
 * @param variables the names of the variables that it was started with
 */
public record Workload(
    ContainerState state, String health, List<Port> ports, Set<String> variables) {

  /** The health of a container that has no health check, as some engines call it. */
  public static final String UNCHECKED = "none";

  /** The workload of a container that does not exist any more. */
  public static Workload removed() {
    return new Workload(ContainerState.REMOVED, UNCHECKED, List.of(), Set.of());
  }

  /** Whether it runs. */
  public boolean runs() {
    return state.isRunning();
  }

  /** Whether it has no health check, or a health check that says that it is healthy. */
  public boolean isWell() {
    return health.equals("healthy") || health.equals(UNCHECKED);
  }
}
