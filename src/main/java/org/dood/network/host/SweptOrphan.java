package org.dood.network.host;

import java.util.List;

/**
 * An orphan that was to be removed, and the result.
 *
 * @param removed the names of the containers that were removed from it
 * @param removal the result for the network itself
 */
public record SweptOrphan(Orphan orphan, List<String> removed, Removal removal) {

  /** Whether a call failed before all containers were removed. */
  boolean isStuckAtContainer() {
    return removal instanceof Removal.Failed && removed.size() < orphan.containers().size();
  }
}
