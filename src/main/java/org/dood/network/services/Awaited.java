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
public record Awaited(Service service, List<Integer> ports) {

  /** What the input takes, in words. */
  public static final String GRAMMAR = "names of services, each with a port or without";

  private static final Pattern WISH = Pattern.compile("([^:]+)(?::(\\d{1,5}))?");

  /** What is to be waited for, or the first wish that cannot be met. */
  public sealed interface Chosen {
    record All(List<Awaited> awaited) implements Chosen {}

    /** There is no such service. */
    record Unknown(String wish) implements Chosen {}
  }

  /** Whether a wish is of the form {@code postgres} or {@code postgres:5432}. */
  public static boolean isWish(String text) {
    return parsed(text).isPresent();
  }

  /**
   * The services of these wishes, in their order.
   *
   * @param wishes such as {@code postgres:5432} and {@code redis}; none stands for all services
   */
  public static Chosen choose(List<Service> services, List<String> wishes) {
    if (wishes.isEmpty()) {
      return new Chosen.All(services.stream().map(s -> new Awaited(s, s.tcpPorts())).toList());
    }
    var awaited = new ArrayList<Awaited>();
    for (var wish : wishes) {
      var found = choose(services, wish);
      if (found.isEmpty()) {
        return new Chosen.Unknown(wish);
      }
      awaited.add(found.get());
    }
    return new Chosen.All(List.copyOf(awaited));
  }

  private static Optional<Awaited> choose(List<Service> services, String wish) {
    return parsed(wish)
        .flatMap(wanted ->
            services.stream()
                .filter(s -> s.name().equals(wanted.service()))
                .findFirst()
                .map(s -> new Awaited(s, wanted.port().map(List::of).orElseGet(s::tcpPorts))));
  }

  private record Wish(String service, Optional<Integer> port) {}

  private static Optional<Wish> parsed(String wish) {
    var parts = WISH.matcher(wish);
    if (!parts.matches()) {
      return Optional.empty();
    }
    var port = Optional.ofNullable(parts.group(2)).map(Integer::valueOf);
    return Optional.of(new Wish(parts.group(1), port))
        .filter(_ -> port.filter(number -> number < 1 || number > 65_535).isEmpty());
  }
}
