package org.dood.network.detach;

import org.dood.network.engine.EngineFailure;

/** The result of removing a container that this action made. */
public sealed interface ContainerRemoval {

  /** The container's name. */
  String container();

  /** The container is removed. */
  record Removed(String container) implements ContainerRemoval {}

  /** There was no such container, or the engine was removing it already. */
  record GoneAlready(String container) implements ContainerRemoval {}

  /** The container could not be removed. */
  record Failed(String container, EngineFailure failure) implements ContainerRemoval {}
}
