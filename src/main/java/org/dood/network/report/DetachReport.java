package org.dood.network.report;

import java.util.List;
import java.util.Map;
import org.dood.network.actions.WorkflowCommand;
import org.dood.network.attachment.DetachOutcome;
import org.dood.network.attachment.DetachOutcome.Endpoint.Detached;
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
          case DetachOutcome.Handled(List<DetachOutcome.Endpoint> endpoints) ->
              endpoints.stream().map(DetachReport::line).toList();
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

  private static String line(DetachOutcome.Endpoint endpoint) {
    return switch (endpoint) {
      case Detached(String runner, String network) ->
          WorkflowCommand.plainLine(
              "Detached the runner's container %s from the network %s.".formatted(runner, network));
      case RoutesLeft(String runner, String reason) ->
          WorkflowCommand.warning(
              "Could not remove the routes that kept the default route of the runner's container %s: %s. To finish by hand: run 'ip route del 0.0.0.0/1' and 'ip route del 128.0.0.0/1' in its network namespace, or start the container anew."
                  .formatted(runner, reason));
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
}
