package org.dood.network.recovery;

import org.dood.network.detach.EndpointOutcome;
import org.dood.network.engine.EngineFailure;
import org.dood.network.host.Removal;

/** One thing that was done about what a killed job left behind. */
public sealed interface RecoveryStep {

  /** The runner was to leave the network that it was left on. */
  record Detaching(EndpointOutcome endpoint) implements RecoveryStep {}

  /** What kept the runner's default route is removed. */
  record RoutesRemoved(String runner) implements RecoveryStep {}

  /** A container of ours is gone. */
  record ContainerRemoved(String container) implements RecoveryStep {}

  /** The network that the runner was left on was to go. */
  record NetworkRemoval(String network, Removal removal) implements RecoveryStep {}

  /** A container of ours could not be removed. */
  record ContainerLeft(String container, EngineFailure failure) implements RecoveryStep {}

  /** The engine could not be asked for containers of ours, so some may be left. */
  record LookFailed(EngineFailure failure) implements RecoveryStep {}
}
