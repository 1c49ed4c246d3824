package org.dood.network.services;

import java.util.List;
import java.util.Optional;
import org.dood.network.docker.ContainerId;
import org.dood.network.docker.Engine;
import org.dood.network.docker.EngineException;
import org.dood.network.docker.EngineFailure;
import org.dood.network.docker.ListedContainer;
import org.dood.network.docker.ObjectName;

/** Removes the container that main started to listen at {@code localhost}. */
public final class RemoveForwarder {

  private final Engine engine;

  public RemoveForwarder(Engine engine) {
    this.engine = engine;
  }

  /** What could not be removed. */
  public record Left(String container, EngineFailure failure) {}

  /** By the name that main saved. */
  public Optional<Left> named(ObjectName name) {
    try {
      var _ = engine.removeContainer(name);
      return Optional.empty();
    } catch (EngineException e) {
      return Optional.of(new Left(name.value(), e.failure()));
    }
  }

  /**
   * By its labels, where what main saved is lost.
   *
   * @param labels each as {@code name=value}
   */
  public List<Left> labelled(String... labels) {
    try {
      return engine.containersLabelled(labels).stream()
          .map(ListedContainer::id)
          .map(ContainerId::value)
          .flatMap(id -> named(new ObjectName(id)).stream())
          .toList();
    } catch (EngineException e) {
      // Post says so of the endpoint that it then looks for in vain.
      return List.of();
    }
  }
}
