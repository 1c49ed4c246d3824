package org.dood.network.services;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A service as a process in the network namespace of steps sees it.
 *
 * @param nameResolves whether its name resolves there
 * @param accepting those of its ports that accept connections there, by its address
 */
public record ServiceAsSeen(boolean nameResolves, List<Integer> accepting) {

  private static final String SEEN = "seen";
  private static final String BY_NAME = "name";
  private static final String BY_ADDRESS = "address";

  /** The line in which the process tells it, such as {@code seen name 5432}. */
  String line() {
    return Stream.concat(
            Stream.of(SEEN, nameResolves ? BY_NAME : BY_ADDRESS),
            accepting.stream().map(String::valueOf))
        .collect(Collectors.joining(" "));
  }

  /** Parses such a line; empty if it is none. */
  static Optional<ServiceAsSeen> parse(String line) {
    var words = List.of(line.split(" "));
    if (words.size() < 2
        || !words.get(0).equals(SEEN)
        || !(words.get(1).equals(BY_NAME) || words.get(1).equals(BY_ADDRESS))) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new ServiceAsSeen(
              words.get(1).equals(BY_NAME), words.stream().skip(2).map(Integer::valueOf).toList()));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
