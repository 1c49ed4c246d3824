package org.dood.network.route;

import static java.util.stream.Collectors.toMap;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.dood.network.engine.ContainerId;
import org.dood.network.engine.Endpoint;
import org.dood.network.engine.ListedContainer;
import org.dood.network.runner.Signature;

/**
 * The default route of a runner as it was before it was attached, kept by rules in its network
 * namespace, whatever default route the engine sets. No API shows such rules, so something that an
 * API does show tells of them as long as they are there: an alias on the endpoint that they were
 * set for, and before and after it, a label of the container that sets or removes them.
 *
 * @param gateway the IPv4 gateway that it leads to; empty if there is none
 * @param ipv6Gateway the IPv6 gateway that it leads to; empty if there is none
 */
public record KeptRoute(String gateway, String ipv6Gateway) {

  private static final String RECORD = Signature.PREFIX + ".kept-route.";
  private static final String IPV6_RECORD = Signature.PREFIX + ".kept-route6.";

  /** The program in the image that sets and removes the rules. */
  private static final String PROGRAM = "/action/keep-route";

  /** The aliases that record it; an IPv6 address with dashes for its colons. */
  public List<String> records() {
    return Stream.of(
            Optional.of(gateway).filter(g -> !g.isEmpty()).map(RECORD::concat),
            Optional.of(ipv6Gateway)
                .filter(g -> !g.isEmpty())
                .map(g -> IPV6_RECORD + g.replace(':', '-')))
        .flatMap(Optional::stream)
        .toList();
  }

  /** What is on record on a container's endpoints. */
  public static Optional<KeptRoute> recordedOn(Collection<Endpoint> endpoints) {
    return recordedIn(endpoints.stream().flatMap(e -> e.aliases().stream()).toList());
  }

  /** What is on record on containers that set or remove rules in a network namespace. */
  public static Optional<KeptRoute> recordedOn(
      Collection<ListedContainer> containers, ContainerId namespace) {
    return recordedIn(
        containers.stream()
            .flatMap(c -> c.labels().entrySet().stream())
            .filter(label -> label.getValue().equals(namespace.value()))
            .map(Map.Entry::getKey)
            .toList());
  }

  /** Whether a container has any on record. */
  public static boolean isRecordedOn(ListedContainer container) {
    return recordedIn(container.labels().keySet()).isPresent();
  }

  /** The labels of a container that sets or removes them in a network namespace. */
  public Map<String, String> labels(ContainerId namespace) {
    return records().stream().collect(toMap(record -> record, _ -> namespace.value()));
  }

  /** What is on record among names. */
  public static Optional<KeptRoute> recordedIn(Collection<String> names) {
    var routes =
        new KeptRoute(recorded(names, RECORD), recorded(names, IPV6_RECORD).replace('-', ':'));
    return Optional.of(routes).filter(r -> !r.records().isEmpty());
  }

  public List<String> commandToSet() {
    return List.of(PROGRAM, "set", gateway, ipv6Gateway);
  }

  public List<String> commandToRemove() {
    return List.of(PROGRAM, "remove", gateway, ipv6Gateway);
  }

  private static String recorded(Collection<String> names, String prefix) {
    return names.stream()
        .filter(a -> a.startsWith(prefix))
        .map(a -> a.substring(prefix.length()))
        .findFirst()
        .orElse("");
  }
}
