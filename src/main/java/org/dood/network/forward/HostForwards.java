package org.dood.network.forward;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The ports of {@code localhost} that lead to the same ports of the engine's host, each as long as
 * a container publishes it.
 *
 * @param host the IPv4 address at which the host answers
 * @param ports the ports, 1 to 65535; at least one
 */
public record HostForwards(String host, List<Integer> ports) {

  private static final Pattern FORM =
      Pattern.compile("host=(\\d{1,3}(?:\\.\\d{1,3}){3}):(\\d{1,5}(?:,\\d{1,5})*)");

  private static final int HIGHEST = 65_535;

  /** The ports as an argument of the command, such as {@code host=172.18.0.1:8080,9000}. */
  public String argument() {
    return "host="
        + host
        + ":"
        + ports.stream().map(String::valueOf).collect(Collectors.joining(","));
  }

  /** Parses an argument of the command; empty if it is not of that form. */
  public static Optional<HostForwards> parse(String argument) {
    return Optional.of(FORM.matcher(argument))
        .filter(parts -> parts.matches())
        .map(parts ->
            new HostForwards(
                parts.group(1),
                Stream.of(parts.group(2).split(",")).map(Integer::valueOf).toList()))
        .filter(forwards -> forwards.ports().stream().allMatch(p -> p >= 1 && p <= HIGHEST));
  }

  /** The same without some ports; empty if none is left. */
  public Optional<HostForwards> without(List<Integer> some) {
    var left = ports.stream().filter(port -> !some.contains(port)).toList();
    return left.isEmpty() ? Optional.empty() : Optional.of(new HostForwards(host, left));
  }
}
