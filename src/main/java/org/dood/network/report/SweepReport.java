package org.dood.network.report;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.Stream;
import org.dood.network.actions.WorkflowCommand;
import org.dood.network.docker.EngineFailure;
import org.dood.network.upkeep.Orphan;
import org.dood.network.upkeep.Removal;
import org.dood.network.upkeep.Stranded;
import org.dood.network.upkeep.Sweep;
import org.dood.network.upkeep.Sweep.Done;
import org.dood.network.upkeep.Sweep.EngineFailed;
import org.dood.network.upkeep.Sweep.Planned;

/** Tells what {@code sweep} did, or would do: tables for people, or JSON for programs. */
public final class SweepReport {

  private static final String WOULD_BE_REMOVED = "would be removed";
  private static final String WOULD_BE_MENDED = "would be mended";

  private SweepReport() {}

  private record NetworkRow(Orphan orphan, String result) {}

  private record ContainerRow(Stranded stranded, String result) {}

  /** The report of a sweep, as JSON or as text. */
  public static CommandReport of(Sweep sweep, boolean json) {
    return switch (sweep) {
      case Planned(var orphans, var stranded) ->
          new CommandReport(
              told(
                  orphans.stream().map(o -> new NetworkRow(o, WOULD_BE_REMOVED)).toList(),
                  stranded.stream().map(s -> new ContainerRow(s, WOULD_BE_MENDED)).toList(),
                  json),
              CommandReport.WELL);
      case Done done ->
          new CommandReport(
              told(
                  done.orphans().stream()
                      .map(s -> new NetworkRow(s.orphan(), inWords(s.removal())))
                      .toList(),
                  done.mended().stream()
                      .map(m ->
                          new ContainerRow(
                              m.container(),
                              m.failure().map(EngineFailure::inWords).orElse("mended")))
                      .toList(),
                  json),
              done.isComplete() ? CommandReport.WELL : CommandReport.NOT_WELL);
      case EngineFailed(EngineFailure failure) -> {
        var words =
            "Asking the engine failed: %s. %s"
                .formatted(failure.inWords(), Remedies.engineRemedy(failure));
        yield new CommandReport(
            List.of(
                json
                    ? JsonNodeFactory.instance.objectNode().put("failure", words).toPrettyString()
                    : WorkflowCommand.plainLine("! " + words)),
            CommandReport.NOT_ASKED);
      }
    };
  }

  private static String inWords(Removal removal) {
    return switch (removal) {
      case Removal.Removed _ -> "removed";
      case Removal.GoneAlready() -> "gone already";
      case Removal.StillUsed(List<String> by) -> "left alone, used by " + String.join(" ", by);
      case Removal.Failed(EngineFailure failure) -> failure.inWords();
    };
  }

  private static List<String> told(
      List<NetworkRow> networks, List<ContainerRow> containers, boolean json) {
    return json
        ? List.of(json(networks, containers).toPrettyString())
        : text(networks, containers).toList();
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
                            n.result()))
                    .toList()),
            new Table(
                "Containers that cannot start, since their network is gone",
                List.of("CONTAINER", "NETWORK", "RESULT"),
                containers.stream()
                    .map(c -> List.of(c.stranded().name(), c.stranded().network(), c.result()))
                    .toList()))
        .flatMap(Table::lines)
        .skip(1);
  }

  private static ObjectNode json(List<NetworkRow> networks, List<ContainerRow> containers) {
    var json = JsonNodeFactory.instance.objectNode();
    var orphans = json.putArray("orphans");
    networks.forEach(
        n -> DoctorReport.put(orphans.addObject(), n.orphan()).put("result", n.result()));
    var stranded = json.putArray("stranded");
    containers.forEach(c ->
        stranded
            .addObject()
            .put("container", c.stranded().name())
            .put("network", c.stranded().network())
            .put("result", c.result()));
    return json;
  }
}
