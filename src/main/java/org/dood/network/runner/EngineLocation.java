package org.dood.network.runner;

import java.util.stream.Stream;

/**
 * Where the engine itself runs, recognised by where it keeps this container's files: the kernel
 * shows the path on the engine's disk from which {@code /etc/hostname} is mounted, and if that disk
 * is a volume of another engine, the engine runs in a container.
 */
public enum EngineLocation {
  /** On a host, unless there is a sign of something else. */
  HOST,
  /** In a pod, whose containers share one network namespace. */
  POD,
  /** In a container of another engine. */
  CONTAINER;

  private static final String OWN_HOSTNAME = " /etc/hostname ";

  /**
   * Derives the location from the mounts of this process.
   *
   * @param mountInfo the text of {@code /proc/self/mountinfo} (proc(5)), such as {@code 689 681 8:1
   *     /var/lib/docker/volumes/dind/_data/containers/9f…/hostname /etc/hostname rw,relatime - ext4
   *     /dev/sda1 rw}, the fourth field of which is the path on the disk
   */
  public static EngineLocation from(String mountInfo) {
    return mountInfo
        .lines()
        .filter(line -> line.contains(OWN_HOSTNAME))
        .flatMap(line -> Stream.of(line.split(" ", 5)).skip(3).limit(1))
        .map(EngineLocation::of)
        .findFirst()
        .orElse(HOST);
  }

  private static EngineLocation of(String path) {
    if (path.contains("/pods/") || path.contains("/io.containerd.grpc.v1.cri/")) {
      return POD;
    }
    return path.contains("/volumes/") && path.contains("/_data/") ? CONTAINER : HOST;
  }
}
