package org.dood.network.route;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.dood.network.engine.model.Endpoint;
import org.dood.network.engine.model.EngineFamily;
import org.dood.network.engine.model.Network;

/**
 * Predicts which of a container's networks gives it its default route where no priorities are set.
 * Docker prefers a network with a gateway for both IPv4 and IPv6 to one with a gateway for either,
 * and among those the network whose name sorts first (libnetwork's {@code Endpoint.Less}). On
 * Podman, it is the network that was joined last. Podman does not say which one of several that
 * was; then the one is kept that Docker would prefer.
 */
public final class DefaultRoute {

  private DefaultRoute() {}

  /**
   * The default route that has to be kept if a container is to join some networks.
   *
   * @param endpoints the endpoints that the container has and keeps
   * @param joined the networks that it is to join
   * @param engine the family of the engine
   * @return empty if none of those networks would take the default route over
   */
  public static Optional<KeptRoute> toKeep(
      List<Endpoint> endpoints, List<Network> joined, EngineFamily engine) {
    var marked = KeptRoute.markedOn(endpoints);
    if (marked.isPresent()) {
      return marked;
    }
    var kept =
        new KeptRoute(
            gatewayToKeep(endpoints, joined, engine, Endpoint::gateway),
            gatewayToKeep(endpoints, joined, engine, Endpoint::ipv6Gateway));
    return Optional.of(kept).filter(k -> !k.marks().isEmpty());
  }

  private static String gatewayToKeep(
      List<Endpoint> endpoints,
      List<Network> joined,
      EngineFamily engine,
      Function<Endpoint, String> gateway) {
    return endpoints.stream()
        .filter(e -> !gateway.apply(e).isEmpty())
        .reduce((one, other) -> Rank.of(other).isBefore(Rank.of(one)) ? other : one)
        .filter(holder -> joined.stream().anyMatch(n -> takesOver(n, holder, engine)))
        .map(gateway)
        .orElse("");
  }

  private static boolean takesOver(Network joined, Endpoint holder, EngineFamily engine) {
    return !joined.internal()
        && switch (engine) {
          case DOCKER -> Rank.of(joined).isBefore(Rank.of(holder));
          case PODMAN -> true;
        };
  }

  /** The properties by which Docker orders networks. */
  private record Rank(boolean dualStack, String name) {

    static Rank of(Network network) {
      return new Rank(network.ipv6(), network.name());
    }

    static Rank of(Endpoint endpoint) {
      return new Rank(
          !endpoint.gateway().isEmpty() && !endpoint.ipv6Gateway().isEmpty(),
          endpoint.networkName());
    }

    boolean isBefore(Rank other) {
      return dualStack == other.dualStack ? name.compareTo(other.name) < 0 : dualStack;
    }
  }
}
