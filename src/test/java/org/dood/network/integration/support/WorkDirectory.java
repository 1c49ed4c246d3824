package org.dood.network.integration.support;

/** Where the work directory of a runner in a container lies. */
public enum WorkDirectory {
  /** Mounted from the same path on the host, as the documentation asks for. */
  SHARED_WITH_HOST,
  /** In the container's own file system. */
  IN_CONTAINER,
  /** In memory, where the engine cannot look. */
  ON_TMPFS
}
