package org.dood.network.report;

import java.util.List;
import java.util.stream.Stream;
import org.dood.network.detach.EndpointOutcome;
import org.dood.network.detach.EndpointOutcome.Detached;
import org.dood.network.detach.EndpointOutcome.LeftToOthers;
import org.dood.network.detach.EndpointOutcome.RoutesLeft;
import org.dood.network.detach.EndpointOutcome.StillAttached;
import org.dood.network.engine.EngineFailure;
import org.dood.network.github.WorkflowCommand;
import org.dood.network.host.Removal;
import org.dood.network.recovery.RecoveryStep;

/** Tells what main did about what a killed job left behind. */
public final class RecoveryReport {

  private static final String KILLED = "A job of this runner was killed before its post step: ";

  private RecoveryReport() {}

  /** The lines, in order; none where nothing was left. */
  public static List<String> of(List<RecoveryStep> healings) {
    return healings.stream().flatMap(RecoveryReport::line).toList();
  }

  private static Stream<String> line(RecoveryStep healing) {
    return switch (healing) {
      case RecoveryStep.Detaching(EndpointOutcome endpoint) -> Stream.of(detaching(endpoint));
      case RecoveryStep.RoutesRemoved(String runner) ->
          Stream.of(
              plain(
                  "removed the rules that kept the default route of the runner's container %s."
                      .formatted(runner)));
      case RecoveryStep.ContainerRemoved(String container) ->
          Stream.of(plain("removed its container %s.".formatted(container)));
      case RecoveryStep.NetworkRemoval(String network, Removal removal) -> line(network, removal);
      case RecoveryStep.ContainerLeft(String container, EngineFailure failure) ->
          Stream.of(
              WorkflowCommand.warning(
                  KILLED
                      + "could not remove its container %s: %s. To finish by hand on the runner's host: docker rm --force %s"
                          .formatted(container, failure.reason(), container)));
      case RecoveryStep.LookFailed(EngineFailure failure) ->
          Stream.of(
              WorkflowCommand.warning(
                  "Could not look for containers that killed jobs of this runner left: %s. %s"
                      .formatted(failure.inWords(), Remedies.engineRemedy(failure))));
    };
  }

  private static String detaching(EndpointOutcome endpoint) {
    return switch (endpoint) {
      case Detached(String runner, String network) ->
          plain(
              "detached the runner's container %s from its network %s.".formatted(runner, network));
      case LeftToOthers _, RoutesLeft _, StillAttached _ -> DetachReport.line(endpoint);
    };
  }

  private static Stream<String> line(String network, Removal removal) {
    return switch (removal) {
      case Removal.Removed(List<String> detached) when detached.isEmpty() ->
          Stream.of(plain("removed its network %s.".formatted(network)));
      case Removal.Removed(List<String> detached) ->
          Stream.of(
              plain(
                  "removed its network %s, and took stopped containers off it first, which could not start again else: %s."
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
