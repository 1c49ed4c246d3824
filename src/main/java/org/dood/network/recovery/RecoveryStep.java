package org.dood.network.recovery;

import org.dood.network.detach.ContainerRemoval;
import org.dood.network.detach.EndpointOutcome;
import org.dood.network.engine.EngineFailure;
import org.dood.network.host.Removal;
import org.dood.network.route.RulesRemoval;

/** The result of undoing one of the things that killed jobs left behind. */
public sealed interface RecoveryStep {

  /** The runner was to be detached from a killed job's network. */
  record Detaching(EndpointOutcome endpoint) implements RecoveryStep {}

  /**
   * The routing rules that kept the default route for a killed job were to be removed.
   *
   * @param runner the container in whose network namespace the rules are
   */
  record RulesRemoving(String runner, RulesRemoval rules) implements RecoveryStep {}

  /** A container that this action made for a killed job was to be removed. */
  record ContainerRemoving(ContainerRemoval container) implements RecoveryStep {}

  /** The network of a killed job was to be removed. */
  record NetworkRemoving(String network, Removal removal) implements RecoveryStep {}

  /** The engine could not be asked for the containers of killed jobs, so some may be left. */
  record LookFailed(EngineFailure failure) implements RecoveryStep {}
}
