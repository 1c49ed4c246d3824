package org.dood.network.detach;

import java.util.List;
import java.util.Optional;
import org.dood.network.engine.EngineFailure;

/** The result of removing a container that this action made. */
public sealed interface ContainerRemoval {

  /** The container's name. */
  String container();

  /** The container is removed. */
  record Removed(String container) implements ContainerRemoval {}

  /**
   * The forwarder's container is removed. The forwarder was to run until now, and had ended before.
   *
   * @param exitCode its exit code; empty if it could not be read
   * @param lastLines the last lines that it printed; none if they could not be read
   */
  record RemovedAfterItsEnd(String container, Optional<Integer> exitCode, List<String> lastLines)
      implements ContainerRemoval {}

  /** There was no such container, or the engine was removing it already. */
  record GoneAlready(String container) implements ContainerRemoval {}

  /** The container could not be removed. */
  record Failed(String container, EngineFailure failure) implements ContainerRemoval {}
}
