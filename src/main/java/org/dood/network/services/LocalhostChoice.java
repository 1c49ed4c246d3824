package org.dood.network.services;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Which ports of services are to be at {@code localhost}. */
public enum LocalhostChoice {
  /** Those that the workflow publishes, at the port that it publishes them at. */
  PUBLISHED,
  /** Each TCP port that a service exposes, at that port. */
  EXPOSED,
  /** None. */
  OFF;

  /** The choices in words. */
  public static final String CHOICES =
      Arrays.stream(values()).map(c -> "'" + c + "'").collect(Collectors.joining(", "));

  /** The choice of that name; empty if there is none. */
  public static Optional<LocalhostChoice> parse(String text) {
    return Arrays.stream(values()).filter(c -> c.toString().equals(text)).findFirst();
  }

  /** Its name in {@code action.yml}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
