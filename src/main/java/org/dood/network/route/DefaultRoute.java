package org.dood.network.route;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.dood.network.engine.model.Endpoint;
import org.dood.network.engine.model.Network;

/**
 * Predicts which of a container's networks gives it its default route where no priorities are set.
 * The engine prefers a network with a gateway for both IPv4 and IPv6 to one with a gateway for
 * either, and among those the network whose name sorts first (libnetwork's {@code Endpoint.Less}).
 */
public final class DefaultRoute {

  private DefaultRoute() {}

  /**
   * The default route that has to be kept if a container is to join some networks.
   *
   * @param endpoints the endpoints that the container has and keeps
   * @param joined the networks that it is to join
   * @return empty if none of those networks would take the default route over
   */
  public static Optional<KeptRoute> toKeep(List<Endpoint> endpoints, List<Network> joined) {
    var marked = KeptRoute.markedOn(endpoints);
    if (marked.isPresent()) {
      return marked;
    }
    var kept =
        new KeptRoute(
            gatewayToKeep(endpoints, joined, Endpoint::gateway),
            gatewayToKeep(endpoints, joined, Endpoint::ipv6Gateway));
    return Optional.of(kept).filter(k -> !k.marks().isEmpty());
  }

  private static String gatewayToKeep(
      List<Endpoint> endpoints, List<Network> joined, Function<Endpoint, String> gateway) {
    return endpoints.stream()
        .filter(e -> !gateway.apply(e).isEmpty())
        .reduce((one, other) -> Rank.of(other).isBefore(Rank.of(one)) ? other : one)
        .filter(holder -> joined.stream().anyMatch(n -> takesOver(n, holder)))
        .map(gateway)
        .orElse("");
  }

  private static boolean takesOver(Network joined, Endpoint holder) {
    return !joined.internal() && Rank.of(joined).isBefore(Rank.of(holder));
  }

  /** The properties by which the engine orders networks. */
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
