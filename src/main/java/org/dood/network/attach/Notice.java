package org.dood.network.attach;

import java.util.List;
import org.dood.network.engine.model.EngineFamily;

/** A finding that the user should know, although the job can go on. */
public sealed interface Notice {

  /**
   * The runner's work directory is not the one that is mounted into this step's own container, so
   * that what container actions write to command files is lost.
   *
   * @param path the work directory, as a path on the runner
   */
  record WorkDirectoryNotShared(String path) implements Notice {}

  /**
   * This container may not use the runner's work directory, and so neither may other container
   * actions.
   *
   * @param path the work directory, as a path on the runner
   */
  record WorkDirectoryDenied(String path) implements Notice {}

  /**
   * The runner's work directory is not shared, for a runner that runs in none of the engine's
   * containers.
   *
   * @param path the work directory, as a path on the runner
   */
  record WorkDirectoryNotWithEngine(String path) implements Notice {}

  /**
   * A name is known on two networks of the runner, for different containers. Either may answer.
   *
   * @param name the name
   * @param network the network whose container is meant
   * @param other the other network that knows the name
   * @param engine the family of the engine, whose name server decides which form of the name is
   *     unambiguous
   */
  record NameCollision(String name, String network, String other, EngineFamily engine)
      implements Notice {}

  /**
   * The runner was on the network before this step, and so keeps the aliases that it has there.
   *
   * @param aliases the aliases that the runner does not have
   * @param by who attached the runner
   */
  record AliasesNotSet(List<String> aliases, String network, Who by) implements Notice {}

  /**
   * Another container answers to the name already, so the runner does not get it.
   *
   * @param holder the name of that container
   */
  record NameInUse(String name, String network, String holder) implements Notice {}

  /** No network is given on which the aliases could be set. */
  record AliasesWithoutNetwork(List<String> aliases) implements Notice {}

  /** Who attached the runner before this step. */
  enum Who {
    /** Another step of this action. */
    ANOTHER_STEP,
    /** A job whose runner shares the network namespace. */
    ANOTHER_JOB,
    /** A person or program other than this action. */
    OTHERS
  }

  /**
   * A Swarm task has its default route by {@code docker_gwbridge}, and loses it, together with its
   * open connections, while it is attached.
   */
  record SwarmTaskLosesGateway() implements Notice {}

  /**
   * A runtime with a network stack of its own, which sees the networks alone that it started with.
   *
   * @param runtime the runtime, as the engine calls it
   */
  record SandboxedRunner(String runtime) implements Notice {}

  /** Another step or runner made the attachment, and may end it before this job ends. */
  record AttachedByAnotherRunner(String network) implements Notice {}
}
