package org.dood.network.report;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dood.network.detach.DetachJobOutcome;
import org.dood.network.detach.DetachJobOutcome.LeftNetwork;
import org.dood.network.detach.DetachOutcome.Handled;
import org.dood.network.detach.DetachOutcome.MarkedEndpoint;
import org.dood.network.detach.EndpointOutcome;
import org.dood.network.detach.EndpointOutcome.Detached;
import org.dood.network.detach.EndpointOutcome.LeftToOthers;
import org.dood.network.detach.EndpointOutcome.StillAttached;
import org.dood.network.engine.EngineFailure;
import org.dood.network.github.WorkflowCommand;
import org.dood.network.inputs.InvalidInput;

/** The report of the detach stage. */
public final class DetachJobReport {

  private static final String NOTHING = "Nothing to detach: ";

  private DetachJobReport() {}

  /** The report of an input that cannot be used. */
  public static Report of(InvalidInput reason) {
    return failed(Stream.of(), Remedies.of(reason));
  }

  /** The report of an outcome. */
  public static Report of(DetachJobOutcome outcome) {
    return switch (outcome) {
      case DetachJobOutcome.NothingAttached(List<LeftNetwork> left) ->
          succeeded(
              Stream.concat(
                  Stream.of(
                      NOTHING
                          + "no step of this job has attached a container that is still attached."),
                  // That a network was not joined follows from the first line.
                  left.stream()
                      .filter(LeftNetwork.NoSuchNetwork.class::isInstance)
                      .map(DetachJobReport::warning)));
      case DetachJobOutcome.NoEngine() ->
          succeeded(
              Stream.of(
                  NOTHING
                      + "there is no engine's socket in this step, and so there was none in an earlier step."));
      case DetachJobOutcome.Attached(Handled handled, var forwarders, var left) ->
          attached(
              handled,
              Stream.concat(
                      DetachReport.of(forwarders).lines().stream(),
                      left.stream().map(DetachJobReport::warning))
                  .toList());
      case DetachJobOutcome.OwnerUnknown(List<MarkedEndpoint> endpoints) ->
          failed(
              Stream.of(),
              new ErrorText(
                  ErrorCode.DETACH_UNPROVEN,
                  "Could not tell whether this job or another one attached %s, and this action does not guess. Nothing was changed. If it was this job: %s"
                      .formatted(
                          endpoints.stream()
                              .map(
                                  e -> "%s to the network %s".formatted(e.container(), e.network()))
                              .collect(Collectors.joining(", ")),
                          endpoints.stream()
                              .map(e -> DetachReport.disconnect(e.network(), e.container()))
                              .collect(Collectors.joining(" && ")))));
      case DetachJobOutcome.LookFailed(EngineFailure failure) ->
          failed(
              Stream.of(),
              EngineRemedies.of(failure)
                  .after(
                      "Asking the engine failed: %s. Nothing was changed. "
                          .formatted(failure.inWords())));
    };
  }

  private static Report attached(Handled handled, List<String> further) {
    var lines =
        Stream.of(
                handled.endpoints().stream().flatMap(DetachJobReport::done),
                DetachReport.rulesLeft(handled.runner(), handled.rules()),
                DetachReport.unusedOfCompose(handled),
                further.stream())
            .flatMap(parts -> parts);
    var failures =
        handled.endpoints().stream()
            .filter(StillAttached.class::isInstance)
            .map(StillAttached.class::cast)
            .toList();
    return failures.isEmpty()
        ? succeeded(lines)
        : failed(lines, new ErrorText(ErrorCode.DETACH_FAILED, inWords(failures)));
  }

  private static Stream<String> done(EndpointOutcome endpoint) {
    return switch (endpoint) {
      case Detached _, LeftToOthers _ -> Stream.of(DetachReport.line(endpoint));
      case StillAttached _ -> Stream.of();
    };
  }

  private static String inWords(List<StillAttached> failures) {
    return failures.stream()
        .map(f ->
            "Could not detach the runner's container %s from the network %s: %s. The post step of the step that attached it tries again. To do it by hand on the runner's host: %s"
                .formatted(
                    f.runner(),
                    f.network(),
                    f.failure().reason(),
                    DetachReport.disconnect(f.network(), f.runner())))
        .collect(Collectors.joining(" | "));
  }

  private static String warning(LeftNetwork left) {
    return WorkflowCommand.warning(
        switch (left) {
          case LeftNetwork.NoSuchNetwork(String network) ->
              "There is no network '%s', which the input 'networks' names, on the engine, so there is nothing to detach from it. 'docker network ls' shows which there are."
                  .formatted(network);
          case LeftNetwork.NotAttachedByJob(String network) ->
              "No step of this job attached the runner to the network '%s', which the input 'networks' names, so it was left as it is."
                  .formatted(network);
        });
  }

  private static Report succeeded(Stream<String> lines) {
    return new Report(lines.toList(), Map.of(), false);
  }

  private static Report failed(Stream<String> lines, ErrorText error) {
    return new Report(
        Stream.concat(lines, Stream.of(WorkflowCommand.error(error.inWords()))).toList(),
        Map.of(),
        true);
  }
}
