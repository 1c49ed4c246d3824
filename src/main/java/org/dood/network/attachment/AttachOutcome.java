package org.dood.network.attachment;

import java.util.List;
import org.dood.network.docker.EngineFailure;
import org.dood.network.runner.Sighting;
import org.dood.network.runner.Testimony;

/** What main came to. */
public sealed interface AttachOutcome {

  /**
   * This step attached the runner.
   *
   * @param ipAddress the runner's IPv4 address there; empty if the network gives none
   */
  record Attached(Attachment attachment, String ipAddress) implements AttachOutcome {}

  /** The runner was on the network before; it stays, after post too. */
  record AlreadyAttached(Attachment attachment, String ipAddress) implements AttachOutcome {}

  /** Services are within reach as it is. */
  sealed interface NothingToDo extends AttachOutcome {

    /** The job has no network. */
    record NoNetwork() implements NothingToDo {}

    /** GitHub's own machines run jobs beside the engine, in no container. */
    record HostedRunner() implements NothingToDo {}

    /** Every container proved not to be the runner's. */
    record RunnerInNoContainer(String network, int asked) implements NothingToDo {}
  }

  /** The runner could not be attached. */
  sealed interface NotAttached extends AttachOutcome {

    /** The input {@code network} is no name. */
    record BadNetworkName(String given) implements NotAttached {}

    /** The input {@code runner-container} is no name. */
    record BadContainerName(String given) implements NotAttached {}

    /** The engine has no such network. */
    record NoSuchNetwork(String given) implements NotAttached {}

    /** The engine has no such container. */
    record NoSuchContainer(String given) implements NotAttached {}

    /** The engine does not know the container that this very process runs in. */
    record OwnContainerUnknown(String hostname) implements NotAttached {}

    /** The proofs left candidates open. */
    record RunnerUnproven(List<Testimony> open) implements NotAttached {}

    /** The proofs contradict each other. */
    record RunnerContested(List<Sighting.Proven> proven) implements NotAttached {}

    /**
     * No container proved to be the runner's, but its work directory is not the one mounted here,
     * as it would be for a runner outside any container.
     *
     * @param workDirectory the runner's work directory, as a path of the runner's
     */
    record CommandFilesMissing(String workDirectory) implements NotAttached {}

    /** The engine would not attach the runner. */
    record ConnectFailed(Attachment attachment, EngineFailure failure) implements NotAttached {}

    /** The engine failed while it attached the runner, and could not be asked whether it did. */
    record ConnectUncertain(Attachment attachment, EngineFailure failure) implements NotAttached {}

    /** The engine could not be asked. */
    record EngineFailed(EngineFailure failure) implements NotAttached {}
  }
}
