package org.dood.network.engine.model;

import java.util.List;
import java.util.stream.Stream;

/**
 * A mount of a container.
 *
 * @param type what is mounted
 * @param source the path on the engine's host; empty for a tmpfs
 * @param destination the path in the container
 */
public record Mount(Type type, String source, String destination) {

  /** What a mount makes visible in a container. */
  public enum Type {
    /** A file or directory of the engine's host. */
    BIND,
    /** Memory. */
    TMPFS,
    /** A volume, or anything else. */
    OTHER;

    /** Parses the word that an engine has for a type. */
    public static Type of(String word) {
      return switch (word) {
        case "bind" -> BIND;
        case "tmpfs" -> TMPFS;
        default -> OTHER;
      };
    }
  }

  private static final List<String> SOCKET_DIRECTORIES = List.of("/run", "/var/run");
  private static final List<String> SOCKET_NAMES = List.of("/docker.sock", "/podman.sock");

  /** Whether a path in the container lies under this mount. */
  public boolean covers(String path) {
    var root = destination.endsWith("/") ? destination : destination + "/";
    return path.equals(destination) || path.startsWith(root);
  }

  /** Whether it is a tmpfs, which has no source. */
  public boolean isTmpfs() {
    return type == Type.TMPFS || source.isEmpty();
  }

  /**
   * Whether an engine's socket on its host, or the directory that holds it, is what is mounted. A
   * volume at such a path, which an image can declare, leads to no socket.
   */
  boolean leadsToEngineSocket() {
    return type == Type.BIND
        && Stream.of(source, destination)
            .anyMatch(path ->
                SOCKET_DIRECTORIES.contains(path)
                    || SOCKET_NAMES.stream().anyMatch(path::endsWith));
  }
}
