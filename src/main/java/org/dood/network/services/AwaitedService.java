package org.dood.network.services;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A service that is waited for.
 *
 * @param ports the TCP ports that have to accept connections
 */
public record AwaitedService(Service service, List<Integer> ports) {

  /** The form of the input {@code wait-for}, in words. */
  public static final String GRAMMAR = "names of services, each with a port or without";

  private static final Pattern FORM = Pattern.compile("([^:]+)(?::(\\d{1,5}))?");
  private static final int LAST_PORT = 65_535;

  /** The services to wait for, as the input {@code wait-for} chooses them. */
  public sealed interface Chosen {
    record All(List<AwaitedService> awaited) implements Chosen {}

    /**
     * There is no service of that name.
     *
     * @param request the first request that names none
     */
    record NoSuchService(String request) implements Chosen {}
  }

  /** One word of the input: a service, and the only port to wait for; all its ports without one. */
  private record ServiceRequest(String service, Optional<Integer> port) {}

  /** Whether a text is of the form {@code postgres} or {@code postgres:5432}. */
  public static boolean isRequest(String text) {
    return parsed(text).isPresent();
  }

  /**
   * The requested services, in the order of the requests.
   *
   * @param requests such as {@code postgres:5432} and {@code redis}; an empty list requests all
   *     services
   */
  public static Chosen choose(List<Service> services, List<String> requests) {
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

  private static Optional<AwaitedService> choose(List<Service> services, String text) {
    return parsed(text)
        .flatMap(request ->
            services.stream()
                .filter(s -> s.name().equals(request.service()))
                .findFirst()
                .map(s ->
                    request
                        .port()
                        .map(port -> new AwaitedService(s, List.of(port)))
                        .orElseGet(() -> atAllPorts(s))));
  }

  private static AwaitedService atAllPorts(Service service) {
    return new AwaitedService(service, service.tcpPorts());
  }

  private static Optional<ServiceRequest> parsed(String text) {
    var parts = FORM.matcher(text);
    if (!parts.matches()) {
      return Optional.empty();
    }
    var port = Optional.ofNullable(parts.group(2)).map(Integer::valueOf);
    return port.filter(number -> number < 1 || number > LAST_PORT).isPresent()
        ? Optional.empty()
        : Optional.of(new ServiceRequest(parts.group(1), port));
  }
}
