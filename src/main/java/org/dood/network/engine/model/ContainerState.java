package org.dood.network.engine.model;

import java.util.Set;

/**
 * What a container is doing.
 *
 * @param word the engine's word for it, such as {@code running} or {@code exited}; empty if the
 *     engine gave none
 */
public record ContainerState(String word) {

  /** The state of a container that runs. */
  public static final ContainerState RUNNING = new ContainerState("running");

  /** The state of a container that does not exist any more; no engine has this word. */
  public static final ContainerState REMOVED = new ContainerState("removed");

  private static final ContainerState PAUSED = new ContainerState("paused");
  private static final ContainerState EXITED = new ContainerState("exited");

  private static final Set<String> CAN_START =
      Set.of("created", "exited", "configured", "initialized", "stopped");
  private static final Set<String> CANNOT_START = Set.of("dead", "removing", REMOVED.word);

  /** What a state means to the container's networks. */
  public enum Phase {
    /** The container runs. */
    RUNNING,
    /** The container does not run, and can be started. */
    STOPPED,
    /** The container will never run again. */
    GOING,
    /** The container is paused, between these, or in a state that is not known here. */
    OTHER
  }

  /** What this state, in the word of Docker or of Podman, means to the container's networks. */
  public Phase phase() {
    if (CAN_START.contains(word)) {
      return Phase.STOPPED;
    }
    if (CANNOT_START.contains(word)) {
      return Phase.GOING;
    }
    return isRunning() ? Phase.RUNNING : Phase.OTHER;
  }

  /** Whether the container runs. */
  public boolean isRunning() {
    return equals(RUNNING);
  }

  /** Whether the container has a network namespace, which an endpoint needs. */
  public boolean hasNetworkNamespace() {
    return isRunning() || equals(PAUSED);
  }

  /** Whether the container's program has ended, and the container is still there. */
  public boolean hasExited() {
    return equals(EXITED);
  }

  /** Whether the container's program has ended, or the container can never run again. */
  public boolean hasEnded() {
    return hasExited() || phase() == Phase.GOING;
  }

  /** The engine's word. */
  @Override
  public String toString() {
    return word;
  }
}
