package org.dood.network.route;

import org.dood.network.engine.ContainerSpec.OneShot;
import org.dood.network.engine.EngineFailure;
import org.dood.network.engine.model.ContainerId;

/**
 * A change of the routing rules for which everything is prepared that can be prepared: the
 * container that is to make it exists, but was not started.
 */
public sealed interface RulesChange {

  /** The container exists. */
  record Ready(OneShot by, ContainerId id) implements RulesChange {}

  /** The container could not be created. It may exist nevertheless, so it is to be removed. */
  record NotCreated(OneShot by, EngineFailure failure) implements RulesChange {}

  /** It is not known from which image to create the container. */
  record NotPossible(RulesFailure failure) implements RulesChange {}
}
