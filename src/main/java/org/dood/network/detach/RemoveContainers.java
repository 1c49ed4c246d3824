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

  /** Looks for the containers that a step made, which are those that bear its mark. */
  public StepContainers madeBy(Signature signature) {
    try {
      return StepContainers.of(
          engine.containers().labelled(labelOf(signature)).stream()
              .filter(c -> Signature.on(c).filter(signature::covers).isPresent())
              .toList());
    } catch (EngineException e) {
      // Not reported here: if the engine is down, DetachRunner reports it.
      LOG.debug("the containers that this step made are not known", e);
      return StepContainers.NONE;
    }
  }

  /** Without the secret, the mark is not known as a whole. */
  private static String labelOf(Signature signature) {
    return signature.secret().isPresent()
        ? Signature.LABEL + "=" + signature.alias()
        : Signature.LABEL;
  }

  /** Removes some containers. Returns the result for each. */
  public List<ContainerRemoval> remove(List<ListedContainer> containers) {
    return containers.stream().map(c -> remove(new ObjectName(c.id().value()), c.name())).toList();
  }

  /** Removes the container of that name, unless it does not have the mark of the step. */
  public ContainerRemoval removeIfMadeBy(Signature signature, ObjectName name) {
    try {
      return engine
          .containers()
          .find(name)
          .filter(c -> Signature.on(c).filter(signature::covers).isPresent())
          .map(c -> remove(new ObjectName(c.id().value()), c.name()))
          .orElseGet(() -> new ContainerRemoval.GoneAlready(name.value()));
    } catch (EngineException e) {
      return new ContainerRemoval.Failed(name.value(), e.failure());
    }
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
