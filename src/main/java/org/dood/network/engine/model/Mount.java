package org.dood.network.engine.model;

import java.util.List;

/**
 * A mount of a container.
 *
 * @param source the path on the engine's host; empty for a tmpfs
 * @param destination the path in the container
 */
public record Mount(String source, String destination) {

  private static final List<String> SOCKET_DIRECTORIES = List.of("/run", "/var/run");
  private static final List<String> SOCKET_NAMES = List.of("/docker.sock", "/podman.sock");

  /** Whether a path in the container lies under this mount. */
  public boolean covers(String path) {
    var root = destination.endsWith("/") ? destination : destination + "/";
    return path.equals(destination) || path.startsWith(root);
  }

  /** Whether it is a tmpfs, which has no source. */
  public boolean isTmpfs() {
    return source.isEmpty();
  }

  /** Whether an engine's socket, or the directory that holds it, is what is mounted. */
  boolean leadsToEngineSocket() {
    return SOCKET_DIRECTORIES.contains(destination)
        || SOCKET_NAMES.stream().anyMatch(s -> source.endsWith(s) || destination.endsWith(s));
  }
}
