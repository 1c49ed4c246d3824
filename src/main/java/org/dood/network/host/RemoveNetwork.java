package org.dood.network.host;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.dood.network.engine.Engine;
import org.dood.network.engine.EngineException;
import org.dood.network.engine.VerifiedChange;
import org.dood.network.engine.model.ContainerId;
import org.dood.network.engine.model.ContainerState.Phase;
import org.dood.network.engine.model.LeftOut;
import org.dood.network.engine.model.ListedContainer;
import org.dood.network.engine.model.LiveEndpoint;
import org.dood.network.engine.model.NetworkId;
import org.dood.network.host.Removal.Failed;
import org.dood.network.host.Removal.GoneAlready;
import org.dood.network.host.Removal.Removed;
import org.dood.network.host.Removal.StillUsed;

/**
 * Removes a network that nothing uses, without harm to any container.
 *
 * <p>An engine removes a network even if stopped containers refer to it, and those can then never
 * start again. So this class detaches stopped containers first.
 */
public final class RemoveNetwork {

  private final Engine engine;

  public RemoveNetwork(Engine engine) {
    this.engine = engine;
  }

  /**
   * Removes a network, unless a container uses it.
   *
   * @param name its name, by which a container refers to it that never started
   */
  public Removal remove(NetworkId network, String name) {
    try {
      return engine
          .networks()
          .liveEndpoints(network)
          .map(live -> live.isEmpty() ? removeIfFree(network, name) : usedBy(live))
          .orElseGet(GoneAlready::new);
    } catch (EngineException e) {
      return new Failed(e.failure());
    }
  }

  private Removal removeIfFree(NetworkId network, String name) {
    var referring = engine.containers().referringTo(network, name);
    var inBetween =
        Stream.concat(
                referring.stream()
                    .filter(c -> c.state().phase() == Phase.OTHER)
                    .map(ListedContainer::name),
                referring.leftOut().stream().map(LeftOut::called))
            .toList();
    if (!inBetween.isEmpty()) {
      return new StillUsed(inBetween);
    }
    var detached = new ArrayList<String>();
    for (var container : referring.elements()) {
      if (container.state().phase() == Phase.STOPPED && detach(network, name, container.id())) {
        detached.add(container.name());
      }
    }
    var removal = removeNow(network, detached);
    if (removal instanceof Removed) {
      // The engine lists these on the network but has no live endpoint for them: detaching them is
      // refused until the network is gone.
      referring.stream()
          .filter(c -> c.state().phase() == Phase.RUNNING)
          .forEach(c -> detachFromGone(name, c.id()));
    }
    return removal;
  }

  /** Returns whether the container still exists: somebody may remove it at the same time. */
  private boolean detach(NetworkId network, String name, ContainerId container) {
    try {
      engine.networks().disconnect(network, container);
      return true;
    } catch (EngineException e) {
      if (VerifiedChange.afterFailure(e, () -> !refersTo(name, container))
          instanceof VerifiedChange.Result.Failed) {
        throw e;
      }
      return engine.containers().find(container).isPresent();
    }
  }

  private boolean refersTo(String network, ContainerId container) {
    return engine.containers().find(container).stream()
        .flatMap(c -> c.endpoints().stream())
        .anyMatch(e -> e.networkName().equals(network));
  }

  private Removal removeNow(NetworkId network, List<String> detached) {
    try {
      return VerifiedChange.requireRemoval(
              () -> engine.networks().remove(network),
              () -> engine.networks().liveEndpoints(network).isEmpty())
          ? new Removed(List.copyOf(detached))
          : new GoneAlready();
    } catch (EngineException e) {
      return usedMeanwhile(network).orElseGet(() -> new Failed(e.failure()));
    }
  }

  /** The containers that joined the network before it could be removed; empty if none did. */
  private Optional<Removal> usedMeanwhile(NetworkId network) {
    return engine
        .networks()
        .liveEndpoints(network)
        .filter(Predicate.not(List::isEmpty))
        .map(RemoveNetwork::usedBy);
  }

  private void detachFromGone(String goneNetwork, ContainerId container) {
    try {
      engine.networks().forget(goneNetwork, container);
    } catch (EngineException _) {
      // Best effort: the engine already treats the container as detached.
    }
  }

  private static StillUsed usedBy(List<LiveEndpoint> endpoints) {
    return new StillUsed(endpoints.stream().map(LiveEndpoint::name).toList());
  }
}
