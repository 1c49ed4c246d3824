package org.dood.network.attachment;

/** What the user should know though nothing stands in the way. */
public sealed interface Notice {

  /**
   * The runner's work directory is not the one mounted here, so that command files get lost.
   *
   * @param path the work directory, as a path of the runner's
   */
  record WorkDirectoryNotShared(String path) implements Notice {}

  /**
   * The same, where the runner lives in no container of the engine's.
   *
   * @param path the work directory, as a path of the runner's
   */
  record WorkDirectoryNotWithEngine(String path) implements Notice {}

  /**
   * Another network of the runner's knows a service's name too, and may answer for it.
   *
   * @param name the name
   * @param network the network whose service is meant
   * @param other the network that knows it too
   */
  record NameCollision(String name, String network, String other) implements Notice {}

  /** A Swarm task loses its way out, and with it its open connections, while it is attached. */
  record SwarmTaskLosesGateway() implements Notice {}

  /** The attachment is another runner's, which may end before this job does. */
  record AttachedByAnotherRunner(String network) implements Notice {}
}
