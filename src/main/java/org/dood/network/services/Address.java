package org.dood.network.services;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToIntFunction;
import org.dood.network.engine.model.Port;

/**
 * The address at which steps reach a service.
 *
 * @param host a name, an IPv4 or an IPv6 address; empty if it is unknown
 * @param ports the ports to use on that host, in order, by the container's port, such as {@code
 *     5432/tcp}
 */
public record Address(String host, Map<String, Integer> ports) {

  /** The address of a service, for steps that run at a location. */
  public static Address of(Service service, StepsLocation steps) {
    return switch (steps) {
      case StepsLocation.OnJobNetwork _ -> direct(service.host(), service);
      // The engine's host has a route to the addresses of the engine's containers.
      case StepsLocation.OnEngineHost() when service.publishedPorts().isEmpty() ->
          direct(service.ip(), service);
      case StepsLocation.OnEngineHost() -> published("localhost", service);
      case StepsLocation.AwayFromEngine(Optional<String> engineHost) ->
          published(engineHost.orElse(""), service);
    };
  }

  /** The first port: the lowest published one, or the lowest one if none is; TCP comes first. */
  public Optional<Integer> port() {
    return ports.values().stream().findFirst();
  }

  private static Address direct(String host, Service service) {
    return address(host, service.ports(), Port::number);
  }

  private static Address published(String host, Service service) {
    return address(host, service.publishedPorts(), port -> port.published().getFirst());
  }

  private static Address address(String host, List<Port> ports, ToIntFunction<Port> toUse) {
    var byContainerPort = new LinkedHashMap<String, Integer>();
    ports.forEach(port -> byContainerPort.put(port.toString(), toUse.applyAsInt(port)));
    return new Address(host, byContainerPort);
  }
}
