package org.dood.network.services;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Which ports of services the workflow wants at {@code localhost}. */
public enum LocalhostChoice {
  /** The ports that the workflow publishes, each at the port of the host that it names. */
  PUBLISHED,
  /** Each TCP port that a service exposes, at the same port. */
  EXPOSED,
  /** No port. */
  OFF;

  /** The choices, as an error lists them. */
  public static final String CHOICES =
      Arrays.stream(values()).map(c -> "'" + c + "'").collect(Collectors.joining(", "));

  /** Parses a choice; empty if there is none of that name. */
  public static Optional<LocalhostChoice> parse(String text) {
    return Arrays.stream(values()).filter(c -> c.toString().equals(text)).findFirst();
  }

  /** The choice as {@code action.yml} names it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
