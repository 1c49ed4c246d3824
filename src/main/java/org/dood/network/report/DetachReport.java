package org.dood.network.report;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dood.network.detach.ContainerRemoval;
import org.dood.network.detach.DetachOutcome;
import org.dood.network.detach.DetachRequest;
import org.dood.network.detach.EndpointOutcome;
import org.dood.network.detach.EndpointOutcome.Detached;
import org.dood.network.detach.EndpointOutcome.LeftToOthers;
import org.dood.network.detach.EndpointOutcome.StillAttached;
import org.dood.network.engine.EngineFailure;
import org.dood.network.engine.model.ObjectName;
import org.dood.network.forward.Announcement;
import org.dood.network.github.WorkflowCommand;
import org.dood.network.route.RulesFailure;
import org.dood.network.route.RulesRemoval;
import org.dood.network.runner.JobNetwork;

/** The report of the post stage: log lines, and warnings with what is left to do by hand. */
public final class DetachReport {

  private static final String BY_HAND = "To finish by hand on the runner's host: ";

  /** What engines report of a container whose process was ended by signal 9. */
  private static final int KILLED = 137;

  private DetachReport() {}

  /** The report of an outcome, which never fails the step. */
  public static Report of(DetachOutcome outcome) {
    var lines =
        switch (outcome) {
          case DetachOutcome.NothingAttached() ->
              List.of("Nothing to detach: the main step attached nothing.");
          case DetachOutcome.GoneAlready() ->
              List.of(
                  "Nothing to detach: what the main step attached is gone already, as after a step that detached it.");
          case DetachOutcome.NeitherSavedNorFound() ->
              List.of(
                  "Nothing to detach: the main step's saved state did not arrive, if it saved any, and no container bears this step's alias.");
          case DetachOutcome.NoEngine() ->
              List.of(
                  "Nothing to detach: there is no engine's socket in this step, and so there was none in the main step.");
          case DetachOutcome.OwnerUnknown(var endpoints) ->
              endpoints.stream().map(DetachReport::ownerUnknown).toList();
          case DetachOutcome.Handled handled ->
              Stream.of(
                      handled.endpoints().stream().map(DetachReport::line),
                      rulesLeft(handled.runner(), handled.rules()),
                      // The JVM generates comparators for a stream of a sorted map's entries.
                      handled.blocking().keySet().stream()
                          .map(network ->
                              blockedBy(
                                  network, handled.blocking().getOrDefault(network, List.of())))
                          .map(WorkflowCommand::warning),
                      unusedOfCompose(handled))
                  .flatMap(texts -> texts)
                  .toList();
          case DetachOutcome.LookFailed(EngineFailure failure, DetachRequest request) ->
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

  private static String ownerUnknown(DetachOutcome.MarkedEndpoint endpoint) {
    return WorkflowCommand.warning(
        "The container %s may still be attached to the network %s by this step: the main step's saved state did not arrive, and the attachment may as well be that of another job that uses this network, so it was left. If %s is this runner's container: %s"
            .formatted(
                endpoint.container(),
                endpoint.network(),
                endpoint.container(),
                disconnect(endpoint.network(), endpoint.container())));
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

  static String disconnect(String network, String container) {
    return "docker network disconnect --force %s %s".formatted(network, container);
  }

  /** The report of removing the containers that main made. */
  public static Report of(List<ContainerRemoval> removals) {
    return new Report(removals.stream().flatMap(DetachReport::line).toList(), Map.of(), false);
  }

  private static Stream<String> line(ContainerRemoval removal) {
    return switch (removal) {
      case ContainerRemoval.Removed _, ContainerRemoval.GoneAlready _ -> Stream.empty();
      case ContainerRemoval.RemovedAfterItsEnd(_, Optional<Integer> exitCode, var lastLines) ->
          Stream.of(
              WorkflowCommand.warning(
                  "The forwarder ended before the job did, so steps that ran later did not find services at localhost%s%s. If this happens again, use the addresses of the output 'services'."
                      .formatted(
                          exitCode.map(DetachReport::exitCode).orElse(""), lastWords(lastLines))));
      case ContainerRemoval.Failed(String container, EngineFailure failure) ->
          Stream.of(
              WorkflowCommand.warning(
                  "Could not remove the container %s, which the main step made: %s. %sdocker rm --force %s"
                      .formatted(container, failure.reason(), BY_HAND, container)));
    };
  }

  private static String exitCode(int code) {
    return ": exit code " + code + (code == KILLED ? " (killed)" : "");
  }

  /** What it printed beside the announcements that main reads. */
  private static String lastWords(List<String> lines) {
    var words = lines.stream().filter(line -> Announcement.parse(line).isEmpty()).toList();
    return words.isEmpty() ? "" : "; it printed last " + Excerpt.quoted(words);
  }

  static String line(EndpointOutcome endpoint) {
    return switch (endpoint) {
      case Detached(String runner, String network) ->
          WorkflowCommand.plainLine(
              "Detached the runner's container %s from the network %s.".formatted(runner, network));
      case LeftToOthers(String runner, String network) ->
          WorkflowCommand.plainLine(
              "Left the runner's container %s on the network %s for another step or job that still uses it."
                  .formatted(runner, network));
      // Only a network that the runner made for the job has to be removed.
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

  /** The warning about routing rules that could not be removed; none if they could. */
  static Stream<String> rulesLeft(String runner, RulesRemoval rules) {
    return switch (rules) {
      case RulesRemoval.Removed(), RulesRemoval.NotDue() -> Stream.empty();
      case RulesRemoval.Failed(RulesFailure cause) ->
          Stream.of(
              WorkflowCommand.warning(
                  "Could not remove the rules that kept the default route of the runner's container %s: %s. They do no harm, and are gone once the container is restarted. %s%s"
                      .formatted(runner, RulesInWords.of(cause), BY_HAND, removeRules(runner))));
    };
  }

  /** A command for root of the host, which runs in the runner's network namespace. */
  private static String removeRules(String runner) {
    return "sudo nsenter --net --target $(docker inspect --format '{{.State.Pid}}' %s) sh -c 'for f in -4 -6; do ip $f rule del pref 7100; ip $f rule del pref 7101; ip $f route flush table 171; done'"
        .formatted(runner);
  }

  /** The warnings about networks that Compose tried in vain to remove. */
  static Stream<String> unusedOfCompose(DetachOutcome.Handled handled) {
    return handled.unusedOfCompose().stream()
        .map(network ->
            WorkflowCommand.warning(
                "The network %s of a Compose project stays behind, since 'docker compose down' cannot remove it while the runner is on it. In a step before that, detach the runner: uses: org/dood-network-action/detach@v1. To finish by hand on the runner's host: docker network rm %s"
                    .formatted(network, network)));
  }

  private static String blockedBy(String network, List<String> containers) {
    var names = String.join(" ", containers);
    return ("The network %s will stay behind, since containers are on it that the runner did not start and so"
            + " does not remove: %s. If a step started them, have it remove them. To finish by hand on the"
            + " runner's host: docker rm --force %s && docker network rm %s")
        .formatted(network, names, names, network);
  }
}
