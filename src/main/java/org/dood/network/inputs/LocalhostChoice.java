package org.dood.network.inputs;

import java.util.Locale;

/** Which ports of services steps also reach at {@code localhost}. */
public enum LocalhostChoice {
  /** The ports that the workflow publishes, each at the port of the host that it names. */
  PUBLISHED,
  /** Each TCP port that a service exposes, at the same port. */
  EXPOSED,
  /** No port. */
  OFF;

  /** Its name in {@code action.yml}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
