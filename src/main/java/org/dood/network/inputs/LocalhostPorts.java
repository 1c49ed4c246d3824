package org.dood.network.inputs;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The ports of the engine's host that steps also reach at {@code localhost}.
 *
 * @param ports each port once, 1 to 65535, in order
 */
public record LocalhostPorts(List<Integer> ports) {

  /** As many as the forwarder can try often enough. */
  static final int MOST = 100;

  /** No port. */
  public static final LocalhostPorts NONE = new LocalhostPorts(List.of());

  private static final Pattern FORM = Pattern.compile("(\\d{1,5})(?:-(\\d{1,5}))?");

  private static final int HIGHEST = 65_535;

  /**
   * The ports that a word means.
   *
   * @param word a port or a range, such as {@code 8080} or {@code 9000-9010}
   * @return empty if it is neither
   */
  static Optional<Stream<Integer>> parse(String word) {
    return Optional.of(FORM.matcher(word))
        .filter(parts -> parts.matches())
        .map(parts -> {
          var first = Integer.parseInt(parts.group(1));
          var last = Optional.ofNullable(parts.group(2)).map(Integer::parseInt).orElse(first);
          return new int[] {first, last};
        })
        .filter(range -> range[0] >= 1 && range[0] <= range[1] && range[1] <= HIGHEST)
        .map(range -> IntStream.rangeClosed(range[0], range[1]).boxed());
  }
}
