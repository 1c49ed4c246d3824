package org.dood.network.attach;

import java.util.List;
import java.util.Optional;
import org.dood.network.engine.EngineAddress;
import org.dood.network.engine.EngineFailure;
import org.dood.network.engine.model.ContainerState;
import org.dood.network.engine.model.ListedContainer;
import org.dood.network.inputs.Input;
import org.dood.network.inputs.NamedNetwork;
import org.dood.network.route.RulesFailure;
import org.dood.network.route.RulesRemoval;
import org.dood.network.runner.CandidateEvidence;
import org.dood.network.runner.SearchResult;

/** The outcome of the main stage for the runner. */
public sealed interface AttachOutcome {

  /** Whether an engine serves the job, so that it can be asked for more. */
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
   * @param memberships the networks, the job's own first; at least one
   */
  record OnNetworks(Target target, List<Membership> memberships, List<Notice> notices)
      implements AttachOutcome {

    /** Whether this step attached the runner to any of the networks. */
    public boolean attached() {
      return memberships.stream().anyMatch(m -> m.by() == Membership.By.THIS_STEP);
    }
  }

  /** The job's steps reach its services as it is. */
  sealed interface NothingToDo extends AttachOutcome {

    /**
     * The job has no network.
     *
     * @param runner where its runner is
     */
    record NoNetwork(RunnerPlace runner) implements NothingToDo {}

    /** GitHub hosts the runner, which then runs beside the engine and in no container. */
    record HostedRunner() implements NothingToDo {}

    /** The job's steps run in a container of the job's own, which is on the network. */
    record InJobContainer(String network) implements NothingToDo {}

    /** The runner's container uses the host's network namespace. */
    record OnHostNetwork(String network, Target target, List<Notice> notices)
        implements NothingToDo {}

    /**
     * Every container proved not to be the runner's.
     *
     * @param asked how many containers there are
     */
    record RunnerInNoContainer(String network, int asked) implements NothingToDo {}

    /** The runner runs in none of the engine's containers, but in a pod with the engine. */
    record BesideEngineInPod(String network, List<Notice> notices) implements NothingToDo {}

    /**
     * The runner runs in none of the engine's containers, and the engine runs on another host.
     *
     * @param host the engine's host; empty if it is not known
     */
    record EngineElsewhere(String network, Optional<String> host, List<Notice> notices)
        implements NothingToDo {}
  }

  /** Where the search found the runner of a job without a network. */
  sealed interface RunnerPlace {

    /** In a container of the engine. */
    record InContainer(Target target) implements RunnerPlace {}

    /**
     * In no container of the engine that has a network namespace of its own, or at a place that is
     * not known.
     *
     * @param outcome the outcome that the search would have had in a job with a network, whose name
     *     is empty here
     */
    record Otherwise(AttachOutcome outcome) implements RunnerPlace {}
  }

  /** The runner could not be attached. */
  sealed interface NotAttached extends AttachOutcome {

    /** The engine has no such network. */
    record NoSuchNetwork(NamedNetwork network) implements NotAttached {}

    /**
     * The engine knows neither the job's network nor this step's own container: the runner uses
     * another engine.
     *
     * @param network the job's network
     * @param address where the engine was asked
     */
    record AnotherEngine(String network, EngineAddress address) implements NotAttached {}

    /**
     * The engine runs this step, and does not have the job's network any more.
     *
     * @param network the job's network
     */
    record JobNetworkGone(String network) implements NotAttached {}

    /**
     * The engine has no such container.
     *
     * @param likely the containers that may be the runner's, since they mount an engine's socket
     */
    record NoSuchContainer(String given, List<ListedContainer> likely) implements NotAttached {}

    /** Several containers have the given hostname or start of an id. */
    record AmbiguousContainer(String given, List<ListedContainer> meant) implements NotAttached {}

    /**
     * The container to attach does not run, so that the engine would record the attachment but not
     * make it.
     *
     * @param state the container's state, in the engine's word
     */
    record NotRunning(Target target, ContainerState state) implements NotAttached {}

    /** The engine does not know this step's own container. */
    record OwnContainerUnknown(String hostname) implements NotAttached {}

    /** No container proved to be the runner's, and some could not be excluded. */
    record RunnerUnproven(List<CandidateEvidence> open) implements NotAttached {}

    /** More than one container proved to be the runner's. */
    record RunnerContested(List<SearchResult.Proven> proven) implements NotAttached {}

    /**
     * Every container proved not to be the runner's, but the runner's work directory is not the one
     * that is mounted into this step's own container, as it would be for a runner outside of all
     * containers.
     *
     * @param workDirectory the runner's work directory, as a path on the runner
     */
    record CommandFilesMissing(String workDirectory) implements NotAttached {}

    /**
     * Every container proved not to be the runner's, and whether the runner's work directory is the
     * one that is mounted into this step's own container is not known: it may not be used.
     *
     * @param workDirectory the runner's work directory, as a path on the runner
     */
    record CommandFilesDenied(String workDirectory) implements NotAttached {}

    /**
     * The runner's default route could not be kept, so the runner was not attached.
     *
     * @param failure why the routing rules could not be set
     * @param rules the result of removing rules that may have been set nevertheless
     */
    record RouteNotKept(Target target, RulesFailure failure, RulesRemoval rules)
        implements NotAttached {}

    /**
     * The engine did not attach the runner, which was then detached from the networks that it was
     * attached to before.
     *
     * @param namedBy the input that names the network
     * @param rules the result of removing the routing rules that were set before
     */
    record ConnectFailed(
        Target target, String network, Input namedBy, EngineFailure failure, RulesRemoval rules)
        implements NotAttached {}

    /**
     * A call failed, and it is not known whether the runner is attached. Post detaches it if it is.
     */
    record ConnectUncertain(Target target, String network, EngineFailure failure)
        implements NotAttached {}

    /** The engine could not be asked. */
    record LookFailed(EngineFailure failure) implements NotAttached {}
  }
}
