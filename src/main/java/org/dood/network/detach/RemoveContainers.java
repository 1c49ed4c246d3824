package org.dood.network.detach;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.dood.network.engine.Engine;
import org.dood.network.engine.EngineException;
import org.dood.network.engine.EngineFailure;
import org.dood.network.engine.ListedContainer;
import org.dood.network.engine.ObjectName;
import org.dood.network.runner.Signature;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes the containers that a step made: the one that listens at {@code localhost}, and what a
 * main that was cut short had no time to remove itself.
 */
public final class RemoveContainers {

  private static final Logger LOG = LoggerFactory.getLogger(RemoveContainers.class);

  private final Engine engine;

  public RemoveContainers(Engine engine) {
    this.engine = engine;
  }

  /** What could not be removed. */
  public record Left(String container, EngineFailure failure) {}

  /** Looks for what a step made. */
  public StepContainers madeBy(Signature signature) {
    try {
      var all = engine.containersLabelled(Signature.LABEL + "=" + signature.alias());
      return StepContainers.of(all);
    } catch (EngineException e) {
      // If more is amiss than this call, post says so of the endpoint that it looks for in vain.
      LOG.debug("what this step made is not known", e);
      return StepContainers.NONE;
    }
  }

  /** Removes some. Returns those that it could not. */
  public Stream<Left> remove(List<ListedContainer> containers) {
    return containers.stream()
        .flatMap(c -> remove(new ObjectName(c.id().value()), c.name()).stream());
  }

  /** Removes the container of a name. Returns it if it could not. */
  public Optional<Left> remove(ObjectName name) {
    return remove(name, name.value());
  }

  private Optional<Left> remove(ObjectName container, String name) {
    try {
      var _ = engine.removeContainer(container);
      return Optional.empty();
    } catch (EngineException e) {
      return Optional.of(new Left(name, e.failure()));
    }
  }
}
