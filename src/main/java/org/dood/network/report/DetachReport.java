package org.dood.network.report;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.dood.network.actions.WorkflowCommand;
import org.dood.network.attachment.DetachOutcome;
import org.dood.network.attachment.DetachOutcome.Endpoint.Detached;
import org.dood.network.attachment.DetachOutcome.Endpoint.LeftToOthers;
import org.dood.network.attachment.DetachOutcome.Endpoint.RoutesLeft;
import org.dood.network.attachment.DetachOutcome.Endpoint.StillAttached;
import org.dood.network.docker.EngineFailure;

/** Tells what post came to: log lines, and a warning with what is left to do by hand. */
public final class DetachReport {

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
          case DetachOutcome.EngineFailed(EngineFailure failure) ->
              List.of(
                  WorkflowCommand.warning(
                      "The job's network may stay behind, since what the main step attached could not"
                          + " be looked for: "
                          + failure.inWords()
                          + ". To finish by hand on the runner's host: docker network disconnect"
                          + " --force <job network> <runner's container>"));
        };
    return new Report(lines, Map.of(), false);
  }

  static String line(DetachOutcome.Endpoint endpoint) {
    return switch (endpoint) {
      case Detached(String runner, String network) ->
          WorkflowCommand.plainLine(
              "Detached the runner's container %s from the network %s.".formatted(runner, network));
      case RoutesLeft(String runner, String reason) ->
          WorkflowCommand.warning(
              "Could not remove the rules that kept the default route of the runner's container %s: %s. They do no harm. To finish by hand: run 'ip rule del pref 7100', 'ip rule del pref 7101' and 'ip route flush table 171' in its network namespace, or start the container anew."
                  .formatted(runner, reason));
      case LeftToOthers(String runner, String network) ->
          WorkflowCommand.plainLine(
              "Left the runner's container %s on the network %s for another job that shares its network namespace."
                  .formatted(runner, network));
      case StillAttached(String runner, String network, EngineFailure failure) ->
          WorkflowCommand.warning(
              "Could not detach the runner's container %s from the network %s, which stays behind: "
                      .formatted(runner, network)
                  + failure.reason()
                  + ". To finish by hand on the runner's host: docker network disconnect --force "
                  + network
                  + " "
                  + runner
                  + " && docker network rm "
                  + network);
    };
  }

  private static String blockedBy(String network, List<String> containers) {
    var names = String.join(" ", containers);
    return ("The network %s will stay behind, since containers are on it that the runner did not start and so"
            + " will not remove: %s. If a step started them, have it remove them. To finish by hand on the"
            + " runner's host: docker rm --force %s && docker network rm %s")
        .formatted(network, names, names, network);
  }
}
