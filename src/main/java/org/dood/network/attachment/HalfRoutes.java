package org.dood.network.attachment;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.dood.network.docker.Endpoint;
import org.dood.network.runner.Signature;

/**
 * Two routes to one half of the address space each, which go before a default route whatever the
 * engine makes of that. No API shows them, so an alias on the endpoint that they were set for
 * records them.
 *
 * @param gateway the IPv4 gateway that they lead to; empty if there is none
 * @param ipv6Gateway the IPv6 gateway that they lead to; empty if there is none
 */
public record HalfRoutes(String gateway, String ipv6Gateway) {

  private static final String RECORD = Signature.PREFIX + ".half-routes.";
  private static final String IPV6_RECORD = Signature.PREFIX + ".half-routes6.";

  /** The program in the image that sets and removes them. */
  private static final String PROGRAM = "/action/half-routes";

  /** The aliases that record them; an IPv6 address with dashes for its colons. */
  List<String> records() {
    return Stream.of(
            Optional.of(gateway).filter(g -> !g.isEmpty()).map(RECORD::concat),
            Optional.of(ipv6Gateway)
                .filter(g -> !g.isEmpty())
                .map(g -> IPV6_RECORD + g.replace(':', '-')))
        .flatMap(Optional::stream)
        .toList();
  }

  /** What is on record on a container's endpoints. */
  static Optional<HalfRoutes> recordedOn(Collection<Endpoint> endpoints) {
    var routes =
        new HalfRoutes(
            recorded(endpoints, RECORD), recorded(endpoints, IPV6_RECORD).replace('-', ':'));
    return Optional.of(routes).filter(r -> !r.records().isEmpty());
  }

  List<String> commandToSet() {
    return List.of(PROGRAM, "set", gateway, ipv6Gateway);
  }

  List<String> commandToRemove() {
    return List.of(PROGRAM, "remove", gateway, ipv6Gateway);
  }

  private static String recorded(Collection<Endpoint> endpoints, String prefix) {
    return endpoints.stream()
        .flatMap(e -> e.aliases().stream())
        .filter(a -> a.startsWith(prefix))
        .map(a -> a.substring(prefix.length()))
        .findFirst()
        .orElse("");
  }
}
