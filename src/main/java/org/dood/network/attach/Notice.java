package org.dood.network.attach;

import java.util.List;

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

  /**
   * The runner was on the network before, and so keeps the names that it has there.
   *
   * @param aliases the names that it does not have
   * @param by who attached it
   */
  record AliasesNotSet(List<String> aliases, String network, Who by) implements Notice {}

  /** Who attached the runner before this step. */
  enum Who {
    /** An earlier run of this step. */
    THIS_STEP,
    /** Another step of this action. */
    ANOTHER_STEP,
    /** A job whose runner shares the network namespace. */
    ANOTHER_JOB,
    /** Somebody else. */
    SOMEBODY
  }

  /** A Swarm task loses its way out, and with it its open connections, while it is attached. */
  record SwarmTaskLosesGateway() implements Notice {}

  /** The attachment is another runner's, which may end before this job does. */
  record AttachedByAnotherRunner(String network) implements Notice {}
}
