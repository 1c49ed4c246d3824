package org.dood.network.inputs;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A service as an input names it, which the job may not have.
 *
 * @param name the service's name
 * @param port a TCP port of the service, 1 to 65535; empty for each port that it exposes
 */
public record RequestedService(String name, Optional<Integer> port) {

  private static final Pattern FORM = Pattern.compile("([^:]+)(?::(\\d{1,5}))?");

  private static final int HIGHEST_PORT = 65_535;

  /**
   * Reads a text such as {@code postgres:5432} or {@code redis}.
   *
   * @return empty if the text has another form
   */
  public static Optional<RequestedService> parse(String text) {
    var parts = FORM.matcher(text);
    if (!parts.matches()) {
      return Optional.empty();
    }
    var port = Optional.ofNullable(parts.group(2)).map(Integer::valueOf);
    return Optional.of(new RequestedService(parts.group(1), port))
        .filter(_ -> port.filter(number -> number < 1 || number > HIGHEST_PORT).isEmpty());
  }

  /** The text that {@link #parse} reads. */
  @Override
  public String toString() {
    return name + port.map(number -> ":" + number).orElse("");
  }
}
