package org.dood.network.detach;

import org.dood.network.engine.EngineFailure;

/** What became of one endpoint. */
public sealed interface EndpointOutcome {

  /** The runner is off the network. */
  record Detached(String runner, String network) implements EndpointOutcome {}

  /** The runner is off the network, but the routes that kept its default route are still set. */
  record RoutesLeft(String runner, String reason) implements EndpointOutcome {}

  /** The runner stays on the network, for another job that shares its network namespace. */
  record LeftToOthers(String runner, String network) implements EndpointOutcome {}

  /** The engine would not detach the runner. */
  record StillAttached(String runner, String network, EngineFailure failure)
      implements EndpointOutcome {}
}
