package org.dood.network.report;

import java.util.List;
import java.util.stream.Stream;
import org.dood.network.detach.ContainerRemoval;
import org.dood.network.detach.EndpointOutcome;
import org.dood.network.detach.EndpointOutcome.Detached;
import org.dood.network.detach.EndpointOutcome.LeftToOthers;
import org.dood.network.detach.EndpointOutcome.StillAttached;
import org.dood.network.engine.EngineFailure;
import org.dood.network.github.WorkflowCommand;
import org.dood.network.host.Removal;
import org.dood.network.recovery.RecoveryStep;
import org.dood.network.route.RulesRemoval;

/** The report of undoing what killed jobs of the same runner left behind. */
public final class RecoveryReport {

  private static final String KILLED = "A job of this runner was killed before its post step: ";

  private RecoveryReport() {}

  /** The lines, in order; none if nothing was left behind. */
  public static List<String> of(List<RecoveryStep> steps) {
    return steps.stream().flatMap(RecoveryReport::line).toList();
  }

  private static Stream<String> line(RecoveryStep step) {
    return switch (step) {
      case RecoveryStep.Detaching(EndpointOutcome endpoint) -> Stream.of(line(endpoint));
      case RecoveryStep.RulesRemoving(String runner, RulesRemoval rules) -> line(runner, rules);
      case RecoveryStep.ContainerRemoving(ContainerRemoval container) -> line(container);
      case RecoveryStep.NetworkRemoving(String network, Removal removal) -> line(network, removal);
      case RecoveryStep.LookFailed(EngineFailure failure) ->
          Stream.of(
              WorkflowCommand.warning(
                  "Could not look for containers that killed jobs of this runner left: %s. %s"
                      .formatted(failure.inWords(), EngineRemedies.of(failure).text())));
    };
  }

  private static String line(EndpointOutcome endpoint) {
    return switch (endpoint) {
      case Detached(String runner, String network) ->
          plain(
              "detached the runner's container %s from its network %s.".formatted(runner, network));
      case LeftToOthers _, StillAttached _ -> DetachReport.line(endpoint);
    };
  }

  private static Stream<String> line(String runner, RulesRemoval rules) {
    return switch (rules) {
      case RulesRemoval.Removed() ->
          Stream.of(
              plain(
                  "removed the rules that kept the default route of the runner's container %s."
                      .formatted(runner)));
      case RulesRemoval.NotDue(), RulesRemoval.Failed _ -> DetachReport.rulesLeft(runner, rules);
    };
  }

  private static Stream<String> line(ContainerRemoval removal) {
    return switch (removal) {
      case ContainerRemoval.Removed _, ContainerRemoval.RemovedAfterItsEnd _ ->
          Stream.of(
              WorkflowCommand.plainLine(
                  "A job was killed before its post step: removed its container %s."
                      .formatted(removal.container())));
      case ContainerRemoval.GoneAlready _ -> Stream.empty();
      case ContainerRemoval.Failed(String container, EngineFailure failure) ->
          Stream.of(
              WorkflowCommand.warning(
                  KILLED
                      + "could not remove its container %s: %s. To finish by hand on the runner's host: docker rm --force %s"
                          .formatted(container, failure.reason(), container)));
    };
  }

  private static Stream<String> line(String network, Removal removal) {
    return switch (removal) {
      case Removal.Removed(List<String> detached) when detached.isEmpty() ->
          Stream.of(plain("removed its network %s.".formatted(network)));
      case Removal.Removed(List<String> detached) ->
          Stream.of(
              plain(
                  "removed its network %s, and first detached stopped containers, which could not be started again otherwise: %s."
                      .formatted(network, String.join(", ", detached))));
      case Removal.GoneAlready() -> Stream.empty();
      case Removal.StillUsed(List<String> by) ->
          Stream.of(
              plain(
                  "left its network %s, which is in use by %s."
                      .formatted(network, String.join(", ", by))));
      case Removal.Failed(EngineFailure failure) ->
          Stream.of(
              WorkflowCommand.warning(
                  KILLED
                      + "could not remove its network %s: %s. To finish by hand on the runner's host: docker network rm %s"
                          .formatted(network, failure.reason(), network)));
    };
  }

  private static String plain(String done) {
    return WorkflowCommand.plainLine(KILLED + done);
  }
}
