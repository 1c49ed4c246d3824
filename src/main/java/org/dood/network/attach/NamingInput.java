package org.dood.network.attach;

import java.util.Locale;

/** An input that holds names of the engine's objects. */
public enum NamingInput {
  NETWORK,
  EXTRA_NETWORKS,
  ALIASES,
  RUNNER_CONTAINER;

  /** Its name in {@code action.yml}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
