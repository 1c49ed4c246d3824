package org.dood.network.attach;

import static java.util.stream.Collectors.partitioningBy;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.dood.network.engine.model.Container;
import org.dood.network.engine.model.Endpoint;
import org.dood.network.engine.model.Network;
import org.dood.network.engine.model.ObjectName;

/**
 * The names of the input {@code aliases} that the runner can have on a network. A name to which
 * another container answers there stays with that one: the engine would give it to both, and
 * clients of the one would reach now and then the other.
 *
 * @param free the names that no other container has
 * @param inUse the other names
 */
record FreeNames(List<String> free, List<Notice.NameInUse> inUse) {

  static final FreeNames NONE = new FreeNames(List.of(), List.of());

  /**
   * Decides which names are free.
   *
   * @param others the other containers on the network
   */
  static FreeNames of(List<ObjectName> wanted, Network network, List<Container> others) {
    var names =
        wanted.stream()
            .map(ObjectName::value)
            .collect(partitioningBy(name -> holder(name, network, others).isEmpty()));
    return new FreeNames(
        names.getOrDefault(true, List.of()),
        names.getOrDefault(false, List.of()).stream()
            .flatMap(name ->
                holder(name, network, others).stream()
                    .map(holder -> new Notice.NameInUse(name, network.name(), holder.name())))
            .toList());
  }

  private static Optional<Container> holder(
      String name, Network network, List<Container> containers) {
    return containers.stream()
        .filter(container -> namesOf(container, network).anyMatch(name::equalsIgnoreCase))
        .findFirst();
  }

  /**
   * The names that the engine resolves to a container. Current engines also resolve the hostname of
   * a container.
   */
  private static Stream<String> namesOf(Container container, Network network) {
    var aliases =
        container.endpointOn(network.id()).map(Endpoint::aliases).orElseGet(List::of).stream();
    return Stream.concat(Stream.of(container.name(), container.hostname()), aliases);
  }
}
