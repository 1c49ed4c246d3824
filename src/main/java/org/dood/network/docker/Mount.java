package org.dood.network.docker;

/**
 * A mount of a container.
 *
 * @param source the path on the engine's host; empty for a tmpfs
 * @param destination the path in the container
 */
public record Mount(String source, String destination) {

  /** Whether a path in the container lies under this mount. */
  public boolean covers(String path) {
    var root = destination.endsWith("/") ? destination : destination + "/";
    return path.equals(destination) || path.startsWith(root);
  }

  /** Whether it is a tmpfs, which has no source. */
  public boolean isTmpfs() {
    return source.isEmpty();
  }
}
