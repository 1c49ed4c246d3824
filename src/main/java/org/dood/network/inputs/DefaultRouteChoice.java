package org.dood.network.inputs;

import java.util.Locale;

/** What becomes of the runner's default route. */
public enum DefaultRouteChoice {
  /** The runner keeps the default route that it had before it was attached. */
  KEEP,
  /** The runner gets the default route that the engine chooses. */
  ENGINE;

  /** Its name in {@code action.yml}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
