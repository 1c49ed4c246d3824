package org.dood.network.runner;

import org.dood.network.engine.EngineFailure;

/** The result of a proof for one candidate. */
public sealed interface ProofResult {

  /** The candidate is the runner's container. */
  record Yes(Sighting seen) implements ProofResult {}

  /** The candidate is not the runner's container. */
  record No() implements ProofResult {}

  /** The proof cannot tell. */
  record Unknown(Doubt doubt) implements ProofResult {}

  /** What a proof saw at the runner's container. */
  sealed interface Sighting {

    /**
     * The process runs in it that started this step's own container.
     *
     * @param ownContainer the own container's name, which that process has as an argument
     */
    record OwnContainersProcess(String ownContainer) implements Sighting {}

    /** It holds the step's state file, whose name is new for each step. */
    record StateFile(String path) implements Sighting {}
  }

  /** Why a proof cannot tell. */
  sealed interface Doubt {

    /** The engine could not be asked. */
    record CallFailed(EngineFailure failure) implements Doubt {}

    /** The engine lists no processes of the container, though it runs. */
    record NoProcessesListed() implements Doubt {}

    /** The engine lists processes of other containers for it. */
    record ProcessesOfOthers() implements Doubt {}

    /**
     * The engine's list of containers does not show the container.
     *
     * @param reason why not
     */
    record NotListed(String reason) implements Doubt {}

    /** The step's state file is in it, but from a mount that other containers can have too. */
    record FileUnderMount() implements Doubt {}

    /** The step's state file would be in a tmpfs, which the engine cannot look into. */
    record FileInTmpfs() implements Doubt {}
  }
}
