package org.dood.network.services;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dood.network.inputs.RequestedService;

/**
 * A service that is waited for.
 *
 * @param ports the TCP ports that have to accept connections
 */
public record AwaitedService(Service service, List<Integer> ports) {

  /** The services to wait for, as the input {@code wait-for} chooses them. */
  public sealed interface Chosen {
    record All(List<AwaitedService> awaited) implements Chosen {}

    /**
     * There is no service of that name.
     *
     * @param request the first request that names none
     */
    record NoSuchService(RequestedService request) implements Chosen {}
  }

  /**
   * The requested services, in the order of the requests.
   *
   * @param requests an empty list requests all services
   */
  public static Chosen choose(List<Service> services, List<RequestedService> requests) {
    if (requests.isEmpty()) {
      return new Chosen.All(services.stream().map(AwaitedService::atAllPorts).toList());
    }
    var awaited = new ArrayList<AwaitedService>();
    for (var request : requests) {
      var found = choose(services, request);
      if (found.isEmpty()) {
        return new Chosen.NoSuchService(request);
      }
      awaited.add(found.get());
    }
    return new Chosen.All(List.copyOf(awaited));
  }

  private static Optional<AwaitedService> choose(List<Service> services, RequestedService request) {
    return services.stream()
        .filter(service -> service.name().equals(request.name()))
        .findFirst()
        .map(service ->
            request
                .port()
                .map(port -> new AwaitedService(service, List.of(port)))
                .orElseGet(() -> atAllPorts(service)));
  }

  private static AwaitedService atAllPorts(Service service) {
    return new AwaitedService(service, service.tcpPorts());
  }
}
