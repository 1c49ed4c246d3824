package org.dood.network.docker;

import java.util.List;
import java.util.Set;

/**
 * A container in the engine's list of those that run.
 *
 * @param id its id
 * @param name its name, without the slash that the API puts before it
 * @param mounts its mounts, as far as the list shows them
 * @param networks the names of the networks that it is on
 */
public record RunningContainer(
    ContainerId id, String name, List<Mount> mounts, Set<String> networks) {

  /** Whether an engine's socket, or the directory that holds it, is mounted into it. */
  public boolean mountsEngineSocket() {
    return mounts.stream().anyMatch(Mount::leadsToEngineSocket);
  }
}
