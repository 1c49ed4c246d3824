package org.dood.network.detach;

import org.dood.network.engine.EngineFailure;

/**
 * The result of detaching the runner from one network. Each variant names the attached container
 * and the network.
 */
public sealed interface EndpointOutcome {

  /** The runner is not on the network any more. */
  record Detached(String runner, String network) implements EndpointOutcome {}

  /**
   * The runner stays on the network, for another step of the job, or for another job that shares
   * its network namespace.
   */
  record LeftToOthers(String runner, String network) implements EndpointOutcome {}

  /** The runner could not be detached. */
  record StillAttached(String runner, String network, EngineFailure failure)
      implements EndpointOutcome {}
}
