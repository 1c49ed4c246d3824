package org.dood.network.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.dood.network.actions.WorkflowCommand;
import org.dood.network.attachment.AttachOutcome;
import org.dood.network.attachment.AttachOutcome.AlreadyAttached;
import org.dood.network.attachment.AttachOutcome.Attached;
import org.dood.network.attachment.AttachOutcome.NotAttached;
import org.dood.network.attachment.AttachOutcome.NothingToDo;
import org.dood.network.attachment.Attachment;

/** Tells what main came to: log lines, an annotation where it failed, and the outputs. */
public final class AttachReport {

  private AttachReport() {}

  /** The report of an outcome. */
  public static Report of(AttachOutcome outcome) {
    return switch (outcome) {
      case Attached(Attachment attachment, String ip) ->
          new Report(
              lines(
                  attachment,
                  plain(
                      ("Attached it to the network %s as %s. Steps now reach each service by its name"
                              + " and container port, such as postgres:5432.")
                          .formatted(attachment.network().name(), ip)),
                  plain("The post step will detach it.")),
              outputs("attached", true, attachment, ip),
              false);
      case AlreadyAttached(Attachment attachment, String ip) ->
          new Report(
              lines(
                  attachment,
                  plain(
                      ("It is on the network %s already, as %s: left as it is, and the post step will"
                              + " leave it too.")
                          .formatted(attachment.network().name(), ip))),
              outputs("already-attached", false, attachment, ip),
              false);
      case NothingToDo nothing ->
          new Report(
              List.of(plain("Nothing to do: " + reason(nothing))),
              outputs("nothing-to-do", false, networkOf(nothing), "", ""),
              false);
      case NotAttached failure ->
          new Report(
              List.of(WorkflowCommand.error(Remedies.of(failure))),
              outputs("failed", false, "", "", ""),
              true);
    };
  }

  private static List<String> lines(Attachment attachment, String... lines) {
    return Stream.of(
            Stream.of(found(attachment)),
            Stream.of(lines),
            attachment.unsharedWorkDirectory().stream().map(AttachReport::filesLost))
        .flatMap(line -> line)
        .toList();
  }

  private static String filesLost(String workDirectory) {
    return WorkflowCommand.warning(
        "What container actions write to GITHUB_OUTPUT, GITHUB_ENV and their kin is lost: "
            + Remedies.workDirectoryRemedy(workDirectory));
  }

  private static String found(Attachment attachment) {
    return plain(
        "The runner's container is %s (%s): %s."
            .formatted(
                attachment.runner().name(),
                attachment.runner().id().shortForm(),
                attachment.evidence()));
  }

  private static String reason(NothingToDo nothing) {
    return switch (nothing) {
      case NothingToDo.NoNetwork() ->
          "no network is given, as in a job that has neither services nor a job container.";
      case NothingToDo.HostedRunner() ->
          "on a GitHub-hosted runner, services answer at localhost:<published port>.";
      case NothingToDo.RunnerInNoContainer(_, int asked) ->
          "the runner lives in no container of this engine (%d asked), so services answer at"
                  .formatted(asked)
              + " localhost:<published port>.";
    };
  }

  private static String networkOf(NothingToDo nothing) {
    return switch (nothing) {
      case NothingToDo.NoNetwork(), NothingToDo.HostedRunner() -> "";
      case NothingToDo.RunnerInNoContainer(String network, _) -> network;
    };
  }

  private static Map<String, String> outputs(
      String outcome, boolean attached, Attachment attachment, String ip) {
    return outputs(
        outcome, attached, attachment.network().name(), attachment.runner().id().value(), ip);
  }

  private static Map<String, String> outputs(
      String outcome, boolean attached, String network, String runner, String ip) {
    var outputs = new LinkedHashMap<String, String>();
    outputs.put("network", network);
    outputs.put("runner-container", runner);
    outputs.put("ip-address", ip);
    outputs.put("attached", Boolean.toString(attached));
    outputs.put("outcome", outcome);
    return outputs;
  }

  private static String plain(String text) {
    return WorkflowCommand.plainLine(text);
  }
}
