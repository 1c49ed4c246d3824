package org.dood.network.attach;

import java.util.List;
import java.util.Optional;
import org.dood.network.engine.EngineFailure;
import org.dood.network.engine.ListedContainer;
import org.dood.network.runner.CandidateEvidence;
import org.dood.network.runner.SearchResult;

/** What main came to. */
public sealed interface AttachOutcome {

  /** Whether an engine serves the job, of whom more may be asked. */
  default boolean engineServesJob() {
    return switch (this) {
      case OnNetworks _,
          NothingToDo.InJobContainer _,
          NothingToDo.OnHostNetwork _,
          NothingToDo.RunnerInNoContainer _,
          NothingToDo.BesideEngineInPod _,
          NothingToDo.EngineElsewhere _ ->
          true;
      case NothingToDo.NoNetwork _, NothingToDo.HostedRunner _, NotAttached _ -> false;
    };
  }

  /**
   * The runner is on each network that it should be on.
   *
   * @param memberships the networks, the job's first; one at least
   */
  record OnNetworks(Target target, List<Membership> memberships, List<Notice> notices)
      implements AttachOutcome {

    /** Whether this step attached the runner to any. */
    public boolean attached() {
      return memberships.stream().anyMatch(m -> m.by() == Membership.By.THIS_STEP);
    }
  }

  /** Services are within reach as it is. */
  sealed interface NothingToDo extends AttachOutcome {

    /** The job has no network. */
    record NoNetwork() implements NothingToDo {}

    /** GitHub's own machines run jobs beside the engine, in no container. */
    record HostedRunner() implements NothingToDo {}

    /** The job's steps run in a container of its own, which is on the network. */
    record InJobContainer(String network) implements NothingToDo {}

    /** The runner's container uses the host's network. */
    record OnHostNetwork(String network, Target target, List<Notice> notices)
        implements NothingToDo {}

    /** Every container proved not to be the runner's. */
    record RunnerInNoContainer(String network, int asked) implements NothingToDo {}

    /** The runner is none of the engine's containers, but shares a pod with the engine. */
    record BesideEngineInPod(String network, List<Notice> notices) implements NothingToDo {}

    /**
     * The runner is none of the engine's containers, and the engine is on another host.
     *
     * @param host that host, as far as it is known
     */
    record EngineElsewhere(String network, Optional<String> host, List<Notice> notices)
        implements NothingToDo {}
  }

  /** The runner could not be attached. */
  sealed interface NotAttached extends AttachOutcome {

    /** An input holds a name that the engine cannot have. */
    record BadName(NamingInput input, String given) implements NotAttached {}

    /** The input {@code docker-host} holds no address. */
    record BadDockerHost(String given) implements NotAttached {}

    /** The input {@code docker-host} holds a socket that no container action can see. */
    record DockerHostOutOfSight(String given) implements NotAttached {}

    /** An input holds TLS material that cannot be used. */
    record BadTlsMaterial(String reason) implements NotAttached {}

    /**
     * An input that says what to do with the services holds nothing that it takes.
     *
     * @param input its name in {@code action.yml}
     * @param takes what it takes, in words
     */
    record BadServiceInput(String input, String given, String takes) implements NotAttached {}

    /** The input {@code prune-after} holds no length of time. */
    record BadPruneAfter(String given) implements NotAttached {}

    /** The input {@code default-route} holds no choice that there is. */
    record BadDefaultRoute(String given) implements NotAttached {}

    /** The engine has no such network. */
    record NoSuchNetwork(NamingInput input, String given) implements NotAttached {}

    /**
     * The engine has no such container.
     *
     * @param likely the containers that are likely to be a runner's
     */
    record NoSuchContainer(String given, List<ListedContainer> likely) implements NotAttached {}

    /** Several containers go by what was given. */
    record AmbiguousContainer(String given, List<ListedContainer> meant) implements NotAttached {}

    /**
     * The container to attach does not run, so that it would be attached on paper alone.
     *
     * @param state the engine's word for what it does
     */
    record NotRunning(Target target, String state) implements NotAttached {}

    /** The engine does not know the container that this very process runs in. */
    record OwnContainerUnknown(String hostname) implements NotAttached {}

    /** The proofs left candidates open. */
    record RunnerUnproven(List<CandidateEvidence> open) implements NotAttached {}

    /** The proofs contradict each other. */
    record RunnerContested(List<SearchResult.Proven> proven) implements NotAttached {}

    /**
     * No container proved to be the runner's, but its work directory is not the one mounted here,
     * as it would be for a runner outside any container.
     *
     * @param workDirectory the runner's work directory, as a path of the runner's
     */
    record CommandFilesMissing(String workDirectory) implements NotAttached {}

    /**
     * The runner's default route could not be kept, so the runner was not attached.
     *
     * @param rulesLeft why what was done to keep it could not be undone; empty if it was
     */
    record RouteNotKept(Target target, String reason, Optional<String> rulesLeft)
        implements NotAttached {}

    /**
     * The engine would not attach the runner; what was attached before is detached again.
     *
     * @param namedBy the input that names the network
     * @param rulesLeft why what was done to keep its default route could not be undone; empty if it
     *     was
     */
    record ConnectFailed(
        Target target,
        String network,
        NamingInput namedBy,
        EngineFailure failure,
        Optional<String> rulesLeft)
        implements NotAttached {}

    /** The engine failed while it attached the runner, and the rest is left to post. */
    record ConnectUncertain(Target target, String network, EngineFailure failure)
        implements NotAttached {}

    /** The engine could not be asked. */
    record EngineFailed(EngineFailure failure) implements NotAttached {}
  }
}
