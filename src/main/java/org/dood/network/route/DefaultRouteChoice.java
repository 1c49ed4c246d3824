package org.dood.network.route;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What becomes of the runner's default route. */
public enum DefaultRouteChoice {
  /** It stays where it is. */
  KEEP,
  /** It goes where the engine puts it. */
  ENGINE;

  /** The choices in words. */
  public static final String CHOICES =
      Arrays.stream(values()).map(c -> "'" + c + "'").collect(Collectors.joining(" or "));

  /** The choice of that name; empty if there is none. */
  public static Optional<DefaultRouteChoice> parse(String text) {
    return Arrays.stream(values()).filter(c -> c.toString().equals(text)).findFirst();
  }

  /** Its name in {@code action.yml}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
