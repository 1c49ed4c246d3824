package org.dood.network.route;

import static java.util.stream.Collectors.toMap;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.dood.network.engine.model.ContainerId;
import org.dood.network.engine.model.Endpoint;
import org.dood.network.engine.model.ListedContainer;
import org.dood.network.runner.Signature;

/**
 * The default route that a runner had before it was attached, and that routing rules in its network
 * namespace keep, whatever default route the engine sets.
 *
 * <p>No API shows routing rules, so they are marked where an API can show it for as long as they
 * exist: by an alias on the endpoint that they were set for, and, before that endpoint exists and
 * after it is gone, by a label on the container that sets or removes them.
 *
 * @param gateway the IPv4 gateway that the route leads to; empty if the runner has no IPv4 route
 * @param ipv6Gateway the IPv6 gateway that the route leads to; empty if the runner has no IPv6
 *     route
 */
public record KeptRoute(String gateway, String ipv6Gateway) {

  private static final String MARK = Signature.PREFIX + ".kept-route.";
  private static final String IPV6_MARK = Signature.PREFIX + ".kept-route6.";

  /** The program in the image that sets and removes the routing rules. */
  private static final String PROGRAM = "/action/keep-route";

  /** The marks: one for each gateway. An IPv6 address has dashes in place of its colons. */
  public List<String> marks() {
    return Stream.of(
            Optional.of(gateway).filter(g -> !g.isEmpty()).map(MARK::concat),
            Optional.of(ipv6Gateway)
                .filter(g -> !g.isEmpty())
                .map(g -> IPV6_MARK + g.replace(':', '-')))
        .flatMap(Optional::stream)
        .toList();
  }

  /** The route that the aliases of some endpoints mark; empty if they mark none. */
  public static Optional<KeptRoute> markedOn(Collection<Endpoint> endpoints) {
    return fromMarks(endpoints.stream().flatMap(e -> e.aliases().stream()).toList());
  }

  /**
   * The route in a network namespace that the labels of some containers mark; empty if they mark
   * none.
   */
  public static Optional<KeptRoute> markedOn(
      Collection<ListedContainer> containers, ContainerId namespace) {
    return fromMarks(
        containers.stream()
            .flatMap(c -> c.labels().entrySet().stream())
            .filter(label -> label.getValue().equals(namespace.value()))
            .map(Map.Entry::getKey)
            .toList());
  }

  /** Whether the labels of a container mark a route, in any network namespace. */
  public static boolean isMarkedOn(ListedContainer container) {
    return fromMarks(container.labels().keySet()).isPresent();
  }

  /** The route that is marked among some names, of which others are ignored. */
  public static Optional<KeptRoute> fromMarks(Collection<String> names) {
    var route = new KeptRoute(marked(names, MARK), marked(names, IPV6_MARK).replace('-', ':'));
    return Optional.of(route).filter(r -> !r.marks().isEmpty());
  }

  /** The labels of a container that sets or removes the rules in a network namespace. */
  Map<String, String> labels(ContainerId namespace) {
    return marks().stream().collect(toMap(mark -> mark, _ -> namespace.value()));
  }

  List<String> commandToSet() {
    return List.of(PROGRAM, "set", gateway, ipv6Gateway);
  }

  List<String> commandToRemove() {
    return List.of(PROGRAM, "remove", gateway, ipv6Gateway);
  }

  private static String marked(Collection<String> names, String prefix) {
    return names.stream()
        .filter(name -> name.startsWith(prefix))
        .map(name -> name.substring(prefix.length()))
        .findFirst()
        .orElse("");
  }
}
