package org.dood.network.host;

import java.util.Set;

/**
 * The networks of the job's runner.
 *
 * @param own the names of those that it is on
 * @param joined the names of those that it joins
 */
public record RunnersNetworks(Set<String> own, Set<String> joined) {

  /** The runner joins none. */
  public static final RunnersNetworks NONE = new RunnersNetworks(Set.of(), Set.of());
}
