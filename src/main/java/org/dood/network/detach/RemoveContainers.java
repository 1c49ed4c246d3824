package org.dood.network.detach;

import java.util.List;
import java.util.Optional;
import org.dood.network.engine.Engine;
import org.dood.network.engine.EngineException;
import org.dood.network.engine.VerifiedChange;
import org.dood.network.engine.model.Container;
import org.dood.network.engine.model.ContainerId;
import org.dood.network.engine.model.ListedContainer;
import org.dood.network.engine.model.ObjectName;
import org.dood.network.runner.OwnMarks;
import org.dood.network.runner.Signature;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes the containers that a step made: the forwarder, which listens at {@code localhost}, and
 * those that a main stage that was cut short could not remove itself.
 */
public final class RemoveContainers {

  private static final Logger LOG = LoggerFactory.getLogger(RemoveContainers.class);

  private static final int LAST_LINES = 5;

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

  /** Looks for the forwarders that have one of some marks; none if the engine cannot be asked. */
  public List<ListedContainer> forwardersOf(OwnMarks own) {
    try {
      return engine
          .containers()
          .labelled(Signature.PURPOSE_LABEL + "=" + Signature.FORWARDER)
          .stream()
          .filter(c -> Signature.on(c).filter(own::include).isPresent())
          .toList();
    } catch (EngineException e) {
      LOG.debug("the forwarders of this job are not known", e);
      return List.of();
    }
  }

  /** Without the secret, the mark is not known as a whole. */
  private static String labelOf(Signature signature) {
    return signature.secret().isPresent()
        ? Signature.LABEL + "=" + signature.alias()
        : Signature.LABEL;
  }

  /** Removes some containers of this step, as {@link #removeForwarder} does it if one is. */
  public List<ContainerRemoval> removeAtEndOfJob(List<ListedContainer> containers) {
    return containers.stream().map(this::removeAtEndOfJob).toList();
  }

  private ContainerRemoval removeAtEndOfJob(ListedContainer container) {
    return StepContainers.isForwarder(container) && container.state().hasEnded()
        ? removeEnded(container.id(), container.name())
        : remove(new ObjectName(container.id().value()), container.name());
  }

  /** Removes some containers. Returns the result for each. */
  public List<ContainerRemoval> remove(List<ListedContainer> containers) {
    return containers.stream().map(c -> remove(new ObjectName(c.id().value()), c.name())).toList();
  }

  /** Removes the forwarder of that name, unless it does not have the mark of the step. */
  public ContainerRemoval removeForwarder(Signature signature, ObjectName name) {
    try {
      return engine
          .containers()
          .find(name)
          .filter(c -> Signature.on(c).filter(signature::covers).isPresent())
          .map(this::removeForwarder)
          .orElseGet(() -> new ContainerRemoval.GoneAlready(name.value()));
    } catch (EngineException e) {
      return new ContainerRemoval.Failed(name.value(), e.failure());
    }
  }

  private ContainerRemoval removeForwarder(Container forwarder) {
    return forwarder.workload().state().hasEnded()
        ? removeEnded(forwarder.id(), forwarder.name())
        : remove(new ObjectName(forwarder.id().value()), forwarder.name());
  }

  private ContainerRemoval removeEnded(ContainerId forwarder, String name) {
    // Read first, since the log goes with the container.
    var end =
        new ContainerRemoval.RemovedAfterItsEnd(name, exitCode(forwarder), lastLines(forwarder));
    return switch (remove(new ObjectName(forwarder.value()), name)) {
      case ContainerRemoval.Removed _, ContainerRemoval.GoneAlready _ -> end;
      case ContainerRemoval other -> other;
    };
  }

  private Optional<Integer> exitCode(ContainerId container) {
    try {
      return Optional.of(engine.containers().exitCode(container));
    } catch (EngineException e) {
      LOG.debug("the exit code of the forwarder is not known", e);
      return Optional.empty();
    }
  }

  private List<String> lastLines(ContainerId container) {
    try {
      return engine.containers().lastLines(LAST_LINES, container);
    } catch (EngineException e) {
      LOG.debug("the last lines of the forwarder's log are not known", e);
      return List.of();
    }
  }

  private ContainerRemoval remove(ObjectName container, String name) {
    try {
      return VerifiedChange.requireRemoval(
              () -> engine.containers().remove(container),
              () -> engine.containers().find(container).isEmpty())
          ? new ContainerRemoval.Removed(name)
          : new ContainerRemoval.GoneAlready(name);
    } catch (EngineException e) {
      return new ContainerRemoval.Failed(name, e.failure());
    }
  }
}
