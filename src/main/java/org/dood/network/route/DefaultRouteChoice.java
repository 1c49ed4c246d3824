package org.dood.network.route;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The choices of the input {@code default-route}. */
public enum DefaultRouteChoice {
  /** The runner keeps the default route that it had before it was attached. */
  KEEP,
  /** The runner gets the default route that the engine chooses. */
  ENGINE;

  /** The choices, quoted, for an error message. */
  public static final String CHOICES =
      Arrays.stream(values()).map(c -> "'" + c + "'").collect(Collectors.joining(" or "));

  /** The choice with a name; empty if there is no such choice. */
  public static Optional<DefaultRouteChoice> parse(String text) {
    return Arrays.stream(values()).filter(c -> c.toString().equals(text)).findFirst();
  }

  /** The name in {@code action.yml}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
