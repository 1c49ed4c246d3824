package org.dood.network.attach;

import java.util.Locale;

/** The inputs that hold names of networks or containers. */
public enum NamingInput {
  NETWORK,
  EXTRA_NETWORKS,
  ALIASES,
  RUNNER_CONTAINER;

  /** The input's name in {@code action.yml}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
