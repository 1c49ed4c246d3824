package org.dood.network.stage;

import java.util.Optional;
import org.dood.network.attach.AttachOutcome;
import org.dood.network.attach.AttachOutcome.NotAttached;
import org.dood.network.attach.AttachOutcome.NothingToDo;
import org.dood.network.attach.AttachOutcome.OnNetworks;
import org.dood.network.attach.AttachOutcome.RunnerPlace;
import org.dood.network.attach.AttachPlan;
import org.dood.network.attach.Target;
import org.dood.network.engine.model.ContainerId;
import org.dood.network.services.StepsLocation;

/** Finds where the job's steps run, from the plan for the runner. */
final class WhereStepsRun {

  private WhereStepsRun() {}

  /**
   * The location.
   *
   * @param jobContainer the id of the job's own container; empty if it has none
   * @return empty if the location is not known
   */
  static Optional<StepsLocation> by(AttachPlan plan, Optional<ContainerId> jobContainer) {
    return switch (plan) {
      case AttachPlan.Connect connect -> Optional.of(at(connect.target()));
      case AttachPlan.Settled(AttachOutcome outcome, _) -> by(outcome, jobContainer);
    };
  }

  private static Optional<StepsLocation> by(
      AttachOutcome outcome, Optional<ContainerId> jobContainer) {
    return switch (outcome) {
      case OnNetworks on -> Optional.of(at(on.target()));
      case NotAttached _ -> Optional.empty();
      case NothingToDo.NoNetwork(RunnerPlace.InContainer(Target target)) -> Optional.of(at(target));
      case NothingToDo.NoNetwork(RunnerPlace.Otherwise(AttachOutcome other)) ->
          by(other, jobContainer);
      case NothingToDo.InJobContainer(_) ->
          jobContainer.map(container -> new StepsLocation.OnJobNetwork(container, container));
      case NothingToDo.HostedRunner(),
          NothingToDo.OnHostNetwork(_, _, _),
          NothingToDo.RunnerInNoContainer(_, _),
          NothingToDo.BesideEngineInPod(_, _) ->
          Optional.of(new StepsLocation.OnEngineHost());
      case NothingToDo.EngineElsewhere(_, Optional<String> host, _) ->
          Optional.of(new StepsLocation.AwayFromEngine(host));
    };
  }

  /**
   * The container to whose network namespace steps belong; empty if it is not known, or steps run
   * in no container but a job container, of which the runner knows the network.
   */
  static Optional<Target> target(AttachPlan plan) {
    return switch (plan) {
      case AttachPlan.Connect connect -> Optional.of(connect.target());
      case AttachPlan.Settled(OnNetworks on, _) -> Optional.of(on.target());
      case AttachPlan.Settled(NothingToDo.NoNetwork(RunnerPlace.InContainer(Target target)), _) ->
          Optional.of(target);
      case AttachPlan.Settled _ -> Optional.empty();
    };
  }

  static StepsLocation.OnJobNetwork at(Target target) {
    return new StepsLocation.OnJobNetwork(target.runner().id(), target.namespace().id());
  }
}
