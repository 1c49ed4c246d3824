package org.dood.network.route;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.dood.network.engine.Endpoint;
import org.dood.network.engine.Network;

/**
 * Which of a container's networks gives it its default route, if priorities do not tell: one with a
 * gateway for IPv4 and one for IPv6 before one with either, and then the one whose name sorts first
 * (libnetwork's {@code Endpoint.Less}).
 */
public final class DefaultRoute {

  private DefaultRoute() {}

  /** What would keep the default route where it is; empty if joining these moves none. */
  public static Optional<KeptRoute> keptFrom(List<Endpoint> endpoints, List<Network> joined) {
    var recorded = KeptRoute.recordedOn(endpoints);
    if (recorded.isPresent()) {
      return recorded;
    }
    var kept =
        new KeptRoute(
            lost(endpoints, joined, Endpoint::gateway),
            lost(endpoints, joined, Endpoint::ipv6Gateway));
    return Optional.of(kept).filter(k -> !k.records().isEmpty());
  }

  private static String lost(
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

  /** What the engine compares networks by. */
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
