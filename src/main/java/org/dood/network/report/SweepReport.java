package org.dood.network.report;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.Stream;
import org.dood.network.engine.EngineFailure;
import org.dood.network.engine.model.LeftOut;
import org.dood.network.github.WorkflowCommand;
import org.dood.network.host.Orphan;
import org.dood.network.host.Removal;
import org.dood.network.host.Sweep;
import org.dood.network.host.Sweep.Detaching;
import org.dood.network.host.Sweep.Done;
import org.dood.network.host.Sweep.LookFailed;
import org.dood.network.host.Sweep.Planned;
import org.dood.network.host.UnstartableContainer;

/** Words what {@code sweep} did or would do: tables for people, or JSON for programs. */
public final class SweepReport {

  private SweepReport() {}

  /**
   * The result for a network or a container.
   *
   * @param outcome one word, for programs
   * @param words the same in words, for people
   */
  private record Result(String outcome, String words) {}

  private record NetworkRow(Orphan orphan, Result result) {}

  private record ContainerRow(UnstartableContainer unstartable, Result result) {}

  private static final Result PLANNED = new Result("planned", "would be removed");
  private static final Result DETACHING_PLANNED =
      new Result("planned", "would be detached from it");

  /**
   * The report of a sweep, as JSON or as text.
   *
   * @param leftOut the elements of the engine's lists that could not be read
   */
  public static CommandReport of(Sweep sweep, List<LeftOut> leftOut, boolean json) {
    return switch (sweep) {
      case Planned(var orphans, var unstartable) ->
          new CommandReport(
              lines(
                  orphans.stream().map(o -> new NetworkRow(o, PLANNED)).toList(),
                  unstartable.stream().map(s -> new ContainerRow(s, DETACHING_PLANNED)).toList(),
                  leftOut,
                  json),
              CommandReport.WELL);
      case Done done ->
          new CommandReport(
              lines(
                  done.orphans().stream()
                      .map(s -> new NetworkRow(s.orphan(), result(s.removal())))
                      .toList(),
                  done.containers().stream()
                      .map(c -> new ContainerRow(c.container(), result(c.detaching())))
                      .toList(),
                  leftOut,
                  json),
              done.isComplete() ? CommandReport.WELL : CommandReport.NOT_WELL);
      case LookFailed(EngineFailure failure) -> {
        var words =
            "Asking the engine failed: %s. %s"
                .formatted(failure.inWords(), EngineRemedies.of(failure).text());
        yield new CommandReport(
            List.of(
                json
                    ? CommandReport.failureAsJson(words)
                    : WorkflowCommand.plainLine("! " + words)),
            CommandReport.NOT_ASKED);
      }
    };
  }

  private static Result result(Removal removal) {
    return switch (removal) {
      case Removal.Removed _ -> new Result("removed", "removed");
      case Removal.GoneAlready() -> new Result("gone", "gone already");
      case Removal.StillUsed(List<String> by) ->
          new Result("used", "left alone, used by " + String.join(" ", by));
      case Removal.Failed(EngineFailure failure) -> failed(failure);
    };
  }

  private static Result result(Detaching detaching) {
    return switch (detaching) {
      // The word "mended" is part of the JSON that docs/hosts.md documents.
      case Detaching.Detached() -> new Result("mended", "detached from it");
      case Detaching.Failed(EngineFailure failure) -> failed(failure);
    };
  }

  private static Result failed(EngineFailure failure) {
    return new Result("failed", failure.inWords());
  }

  private static List<String> lines(
      List<NetworkRow> networks,
      List<ContainerRow> containers,
      List<LeftOut> leftOut,
      boolean json) {
    if (json) {
      var object = json(networks, containers);
      LeftOutReport.put(object, leftOut);
      return List.of(object.toPrettyString());
    }
    var unread =
        leftOut.isEmpty()
            ? Stream.<String>empty()
            : Stream.of(WorkflowCommand.plainLine("! " + LeftOutReport.finding(leftOut)));
    return Stream.concat(text(networks, containers), unread).toList();
  }

  private static Stream<String> text(List<NetworkRow> networks, List<ContainerRow> containers) {
    if (networks.isEmpty() && containers.isEmpty()) {
      return Stream.of("Nothing to sweep.");
    }
    return Stream.of(
            new Table(
                "Networks that were left behind",
                List.of("NETWORK", "RUNNER", "AGE", "CONTAINERS", "RESULT"),
                networks.stream()
                    .map(n ->
                        List.of(
                            n.orphan().network().name(),
                            n.orphan().network().runnerLabel().value(),
                            AgeInWords.of(n.orphan().age()),
                            String.valueOf(n.orphan().containers().size()),
                            n.result().words()))
                    .toList()),
            new Table(
                "Containers that cannot start, since their network is gone",
                List.of("CONTAINER", "NETWORK", "RESULT"),
                containers.stream()
                    .map(c ->
                        List.of(
                            c.unstartable().name(), c.unstartable().network(), c.result().words()))
                    .toList()))
        .flatMap(Table::lines)
        .skip(1);
  }

  private static ObjectNode json(List<NetworkRow> networks, List<ContainerRow> containers) {
    var json = JsonNodeFactory.instance.objectNode();
    var orphans = json.putArray("orphans");
    networks.forEach(n -> put(DoctorReport.put(orphans.addObject(), n.orphan()), n.result()));
    var unstartable = json.putArray("stranded");
    containers.forEach(c ->
        put(
            unstartable
                .addObject()
                .put("container", c.unstartable().name())
                .put("network", c.unstartable().network()),
            c.result()));
    return json;
  }

  private static void put(ObjectNode json, Result result) {
    json.put("outcome", result.outcome()).put("result", result.words());
  }
}
