package org.dood.network.testing.engine;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The containers and networks of the fake engine. */
final class EngineState {

  private final List<FakeContainer> containers = new ArrayList<>();
  private final List<FakeNetwork> networks = new ArrayList<>();
  private final Set<String> images = new HashSet<>();
  private int containersMade;
  private int networksMade;

  /** Adds a container whose id starts as given. */
  FakeContainer addContainer(String name, String startOfId) {
    var container = new FakeContainer(id(name, startOfId, containersMade), name);
    containersMade++;
    containers.add(container);
    return container;
  }

  /** Adds a network whose id starts as given. */
  FakeNetwork addNetwork(String name, String startOfId) {
    var network =
        new FakeNetwork(id("network " + name, startOfId, networksMade), name, networksMade);
    networksMade++;
    networks.add(network);
    return network;
  }

  Stream<FakeContainer> containers() {
    return List.copyOf(containers).stream();
  }

  Stream<FakeNetwork> networks() {
    return List.copyOf(networks).stream();
  }

  boolean has(FakeContainer container) {
    return containers.contains(container);
  }

  boolean has(FakeNetwork network) {
    return networks.contains(network);
  }

  void remove(FakeContainer container) {
    containers.remove(container);
  }

  void remove(FakeNetwork network) {
    networks.remove(network);
  }

  /** The containers that a name, an id or the start of an id means. */
  List<FakeContainer> containersMeantBy(String name) {
    var exactly = containers().filter(c -> c.name.equals(name) || c.id.equals(name)).findFirst();
    return exactly
        .map(List::of)
        .orElseGet(() -> containers().filter(c -> c.id.startsWith(name)).toList());
  }

  /** The network that a name, an id or the start of an id means. */
  Optional<FakeNetwork> networkMeantBy(String name) {
    return networks().filter(n -> n.isNamed(name) || n.hasIdStartingWith(name)).findFirst();
  }

  void addImage(String image) {
    images.add(image);
  }

  /** Whether an image was added, or a container has been started from it. */
  boolean hasImage(String image) {
    return images.contains(image) || containers().anyMatch(c -> c.image().equals(image));
  }

  private static String id(String name, String startOfId, int number) {
    return startOfId + "%08x%056x".formatted(name.hashCode(), number).substring(startOfId.length());
  }
}
