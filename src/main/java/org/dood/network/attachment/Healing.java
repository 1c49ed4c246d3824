package org.dood.network.attachment;

import org.dood.network.docker.EngineFailure;
import org.dood.network.upkeep.Removal;

/** One thing that was done about what a killed job left behind. */
public sealed interface Healing {

  /** The runner was to leave the network that it was left on. */
  record Detaching(DetachOutcome.Endpoint endpoint) implements Healing {}

  /** What kept the runner's default route is removed. */
  record RoutesRemoved(String runner) implements Healing {}

  /** A container of ours is gone. */
  record ContainerRemoved(String container) implements Healing {}

  /** The network that the runner was left on was to go. */
  record NetworkRemoval(String network, Removal removal) implements Healing {}

  /** A container of ours could not be removed. */
  record ContainerLeft(String container, EngineFailure failure) implements Healing {}

  /** The engine could not be asked for containers of ours, so some may be left. */
  record NotLookedFor(EngineFailure failure) implements Healing {}
}
