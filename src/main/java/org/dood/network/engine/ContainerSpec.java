package org.dood.network.engine;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dood.network.engine.model.ContainerId;
import org.dood.network.engine.model.ObjectName;

/** A container that this action creates. */
public sealed interface ContainerSpec {

  /** The container's name. */
  ObjectName name();

  /** The id of the container's image. */
  String image();

  /** The container's labels. */
  Map<String, String> labels();

  /**
   * A container that is never started: it exists for its labels alone.
   *
   * @param network the name of the network that it refers to; empty if it refers to none
   */
  record Unstarted(
      ObjectName name, String image, Map<String, String> labels, Optional<String> network)
      implements ContainerSpec {}

  /**
   * A container that changes another container's network namespace and ends: no capability but
   * {@code NET_ADMIN}, nothing mounted, its root read-only.
   *
   * @param networkOf the container whose network namespace it shares
   * @param command its program with arguments
   */
  record OneShot(
      ObjectName name,
      String image,
      Map<String, String> labels,
      ContainerId networkOf,
      List<String> command)
      implements ContainerSpec {}

  /**
   * A container that stays in the network namespace of another container or of the host, and that
   * is still there when it has ended, so that its last words can be read: no capability and no way
   * to gain one, a user that owns nothing, nothing mounted, its root read-only, its memory and its
   * processes limited.
   *
   * @param networkMode whose network namespace it shares: {@code container:<id>} or {@code host}
   * @param command its program with arguments
   * @param memory the limit of its memory, in bytes
   * @param processes the limit of its processes and threads
   */
  record Background(
      ObjectName name,
      String image,
      Map<String, String> labels,
      String networkMode,
      List<String> command,
      long memory,
      int processes)
      implements ContainerSpec {}
}
