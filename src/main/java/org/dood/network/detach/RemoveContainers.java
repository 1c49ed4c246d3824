package org.dood.network.detach;

import java.util.List;
import org.dood.network.engine.Engine;
import org.dood.network.engine.EngineException;
import org.dood.network.engine.VerifiedChange;
import org.dood.network.engine.model.ListedContainer;
import org.dood.network.engine.model.ObjectName;
import org.dood.network.runner.Signature;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes the containers that a step made: the forwarder, which listens at {@code localhost}, and
 * those that a main stage that was cut short could not remove itself.
 */
public final class RemoveContainers {

  private static final Logger LOG = LoggerFactory.getLogger(RemoveContainers.class);

  private final Engine engine;

  public RemoveContainers(Engine engine) {
    this.engine = engine;
  }

  /** Looks for the containers that a step made. */
  public StepContainers madeBy(Signature signature) {
    try {
      return StepContainers.of(
          engine.containers().labelled(Signature.LABEL + "=" + signature.alias()));
    } catch (EngineException e) {
      // Not reported here: if the engine is down, DetachRunner reports it.
      LOG.debug("the containers that this step made are not known", e);
      return StepContainers.NONE;
    }
  }

  /** Removes some containers. Returns the result for each. */
  public List<ContainerRemoval> remove(List<ListedContainer> containers) {
    return containers.stream().map(c -> remove(new ObjectName(c.id().value()), c.name())).toList();
  }

  /** Removes the container with a name. */
  public ContainerRemoval remove(ObjectName name) {
    return remove(name, name.value());
  }

  private ContainerRemoval remove(ObjectName container, String name) {
    try {
      return engine.containers().remove(container)
          ? new ContainerRemoval.Removed(name)
          : new ContainerRemoval.GoneAlready(name);
    } catch (EngineException e) {
      return switch (VerifiedChange.afterFailure(
          e, () -> engine.containers().find(container).isEmpty())) {
        case VerifiedChange.Result.Done() -> new ContainerRemoval.Removed(name);
        case VerifiedChange.Result.Failed failed ->
            new ContainerRemoval.Failed(name, failed.failure());
      };
    }
  }
}
