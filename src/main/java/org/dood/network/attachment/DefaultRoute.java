package org.dood.network.attachment;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.dood.network.docker.Endpoint;
import org.dood.network.docker.Network;

/**
 * Which of a container's networks gives it its default route: before API 1.48 the one whose name
 * sorts first among those that have a gateway (libnetwork's {@code endpoint.Less}).
 */
final class DefaultRoute {

  private DefaultRoute() {}

  /** What would keep the default route where it is; empty if joining these moves none. */
  static Optional<KeptRoute> keptFrom(List<Endpoint> endpoints, List<Network> joined) {
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
        .min((one, other) -> one.networkName().compareTo(other.networkName()))
        .filter(holder -> joined.stream().anyMatch(n -> goesBefore(n, holder)))
        .map(gateway)
        .orElse("");
  }

  private static boolean goesBefore(Network joined, Endpoint holder) {
    return !joined.internal() && joined.name().compareTo(holder.networkName()) < 0;
  }
}
