package org.dood.network.report;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dood.network.detach.DetachOutcome;
import org.dood.network.detach.DetachRequest;
import org.dood.network.detach.EndpointOutcome;
import org.dood.network.detach.EndpointOutcome.Detached;
import org.dood.network.detach.EndpointOutcome.LeftToOthers;
import org.dood.network.detach.EndpointOutcome.RoutesLeft;
import org.dood.network.detach.EndpointOutcome.StillAttached;
import org.dood.network.detach.RemoveContainers;
import org.dood.network.engine.EngineFailure;
import org.dood.network.engine.ObjectName;
import org.dood.network.github.WorkflowCommand;
import org.dood.network.runner.JobNetwork;

/** Tells what post came to: log lines, and a warning with what is left to do by hand. */
public final class DetachReport {

  private static final String BY_HAND = "To finish by hand on the runner's host: ";

  private DetachReport() {}

  /** The report of an outcome; it fails no step. */
  public static Report of(DetachOutcome outcome) {
    var lines =
        switch (outcome) {
          case DetachOutcome.NothingAttached() ->
              List.of("Nothing to detach: the main step attached nothing.");
          case DetachOutcome.GoneAlready() ->
              List.of("Nothing to detach: what the main step attached is gone already.");
          case DetachOutcome.NeitherSavedNorFound() ->
              List.of(
                  "Nothing to detach: the main step's saved state did not arrive, if it saved any, and no container bears this step's alias.");
          case DetachOutcome.Handled(var endpoints, var blocking) ->
              Stream.concat(
                      endpoints.stream().map(DetachReport::line),
                      blocking.entrySet().stream()
                          .map(e -> blockedBy(e.getKey(), e.getValue()))
                          .map(WorkflowCommand::warning))
                  .toList();
          case DetachOutcome.EngineFailed(EngineFailure failure, DetachRequest request) ->
              List.of(
                  WorkflowCommand.warning(
                      "The job's network may stay behind, since what the main step attached could not"
                          + " be looked for: "
                          + failure.inWords()
                          + ". "
                          + BY_HAND
                          + byHand(request)));
        };
    return new Report(lines, Map.of(), false);
  }

  private static String byHand(DetachRequest request) {
    return switch (request) {
      case DetachRequest.Saved(var container, var networks, _, _)
          when Stream.concat(Stream.of(container), networks.stream())
              .allMatch(id -> ObjectName.parse(id).isPresent()) ->
          networks.stream()
              .map(network -> disconnect(network, container))
              .collect(Collectors.joining("; "));
      case DetachRequest.Saved _, DetachRequest.Unsaved _, DetachRequest.NothingAttached() ->
          disconnect("<job network>", "<runner's container>");
    };
  }

  private static String disconnect(String network, String container) {
    return "docker network disconnect --force %s %s".formatted(network, container);
  }

  /** The report of containers of ours that could not be removed. */
  public static Report ofLeft(List<RemoveContainers.Left> left) {
    return new Report(left.stream().map(DetachReport::inWords).toList(), Map.of(), false);
  }

  private static String inWords(RemoveContainers.Left left) {
    return WorkflowCommand.warning(
        "Could not remove the container %s, which the main step made: %s. %sdocker rm --force %s"
            .formatted(left.container(), left.failure().reason(), BY_HAND, left.container()));
  }

  static String line(EndpointOutcome endpoint) {
    return switch (endpoint) {
      case Detached(String runner, String network) ->
          WorkflowCommand.plainLine(
              "Detached the runner's container %s from the network %s.".formatted(runner, network));
      case RoutesLeft(String runner, String reason) ->
          WorkflowCommand.warning(
              "Could not remove the rules that kept the default route of the runner's container %s: %s. They do no harm, and go when it is started anew. %s%s"
                  .formatted(runner, reason, BY_HAND, removeRules(runner)));
      case LeftToOthers(String runner, String network) ->
          WorkflowCommand.plainLine(
              "Left the runner's container %s on the network %s for another job that shares its network namespace."
                  .formatted(runner, network));
      // A network that the runner did not make for the job is somebody's, and stays.
      case StillAttached(String runner, String network, EngineFailure failure) ->
          WorkflowCommand.warning(
              JobNetwork.isNamed(network)
                  ? "Could not detach the runner's container %s from the network %s, which stays behind: %s. %s%s && docker network rm %s"
                      .formatted(
                          runner,
                          network,
                          failure.reason(),
                          BY_HAND,
                          disconnect(network, runner),
                          network)
                  : "Could not detach the runner's container %s from the network %s: %s. %s%s"
                      .formatted(
                          runner, network, failure.reason(), BY_HAND, disconnect(network, runner)));
    };
  }

  /** In the runner's network namespace, as root of the host. */
  private static String removeRules(String runner) {
    return "sudo nsenter --net --target $(docker inspect --format '{{.State.Pid}}' %s) sh -c 'for f in -4 -6; do ip $f rule del pref 7100; ip $f rule del pref 7101; ip $f route flush table 171; done'"
        .formatted(runner);
  }

  private static String blockedBy(String network, List<String> containers) {
    var names = String.join(" ", containers);
    return ("The network %s will stay behind, since containers are on it that the runner did not start and so"
            + " will not remove: %s. If a step started them, have it remove them. To finish by hand on the"
            + " runner's host: docker rm --force %s && docker network rm %s")
        .formatted(network, names, names, network);
  }
}
