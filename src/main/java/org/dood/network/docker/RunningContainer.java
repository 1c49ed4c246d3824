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

  private static final List<String> SOCKET_DIRECTORIES = List.of("/run", "/var/run");
  private static final List<String> SOCKET_NAMES = List.of("/docker.sock", "/podman.sock");

  /** Whether an engine's socket, or the directory that holds it, is mounted into it. */
  public boolean mountsEngineSocket() {
    return mounts.stream()
        .anyMatch(m ->
            SOCKET_DIRECTORIES.contains(m.destination())
                || SOCKET_NAMES.stream()
                    .anyMatch(s -> m.source().endsWith(s) || m.destination().endsWith(s)));
  }
}
