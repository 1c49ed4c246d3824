package org.dood.network.report;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.Stream;
import org.dood.network.engine.CallAnswer;
import org.dood.network.engine.EngineFailure;
import org.dood.network.engine.model.EngineVersion;
import org.dood.network.engine.model.LeftOut;
import org.dood.network.engine.model.ListedContainer;
import org.dood.network.github.WorkflowCommand;
import org.dood.network.host.Diagnosis;
import org.dood.network.host.Diagnosis.Complete;
import org.dood.network.host.Diagnosis.Host;
import org.dood.network.host.Diagnosis.HostLookFailed;
import org.dood.network.host.Diagnosis.LookFailed;
import org.dood.network.host.Diagnosis.TriedCall;
import org.dood.network.host.Finding;
import org.dood.network.host.FixedPort;
import org.dood.network.host.Orphan;

/** Words what {@code doctor} found: tables and findings for people, or JSON for programs. */
public final class DoctorReport {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private DoctorReport() {}

  /**
   * The report of an examination, as JSON or as text.
   *
   * @param leftOut the elements of the engine's lists that could not be read
   */
  public static CommandReport of(Diagnosis diagnosis, List<LeftOut> leftOut, boolean json) {
    var findings = Finding.of(diagnosis, leftOut).stream().map(FindingInWords::of).toList();
    return new CommandReport(
        json
            ? List.of(json(diagnosis, findings, leftOut).toPrettyString())
            : text(diagnosis, findings),
        exitCode(diagnosis, findings));
  }

  private static int exitCode(Diagnosis diagnosis, List<FindingInWords> findings) {
    return switch (diagnosis) {
      case Complete _ -> findings.isEmpty() ? CommandReport.WELL : CommandReport.NOT_WELL;
      case HostLookFailed _, LookFailed _ -> CommandReport.NOT_ASKED;
    };
  }

  private static List<String> text(Diagnosis diagnosis, List<FindingInWords> findings) {
    var lines = findings.stream().flatMap(FindingInWords::lines).toList();
    var tables =
        switch (diagnosis) {
          case Complete(EngineVersion engine, var calls, Host host) ->
              Stream.of(
                      Stream.of(inWords(engine), inWords(host)),
                      calls(calls),
                      tables(host),
                      Stream.of(""))
                  .flatMap(part -> part);
          case HostLookFailed(EngineVersion engine, var calls, _) ->
              Stream.of(Stream.of(inWords(engine)), calls(calls), Stream.of(""))
                  .flatMap(part -> part);
          case LookFailed _ -> Stream.<String>empty();
        };
    return Stream.concat(tables, lines.isEmpty() ? Stream.of("All is well.") : lines.stream())
        .toList();
  }

  private static String inWords(EngineVersion engine) {
    return WorkflowCommand.plainLine(
        "%s %s, API %s".formatted(engine.name(), engine.version(), engine.api()));
  }

  private static String inWords(Host host) {
    return "Address ranges for %d networks, of which %d are taken"
        .formatted(host.pool().capacity(), host.pool().taken());
  }

  private static Stream<String> calls(List<TriedCall> calls) {
    return new Table(
            "What the socket allows",
            List.of("CALL", "ALLOWED"),
            calls.stream().map(c -> List.of(c.call().toString(), inWords(c.answer()))).toList())
        .lines();
  }

  private static String inWords(CallAnswer answer) {
    return switch (answer) {
      case CallAnswer.Allowed() -> "yes";
      case CallAnswer.Forbidden(int status, String words) ->
          "no: " + status + (words.isEmpty() ? "" : " " + words);
      case CallAnswer.Failed(EngineFailure failure) -> "no: " + failure.reason();
    };
  }

  private static Stream<String> tables(Host host) {
    return Stream.of(
            new Table(
                "Runners in containers",
                List.of("CONTAINER", "JOB", "ATTACHED TO"),
                host.runners().stream()
                    .map(r ->
                        List.of(
                            r.name(),
                            r.working() ? "working" : "none",
                            String.join(" ", r.jobNetworks())))
                    .toList()),
            new Table(
                "What runners made, by their label",
                List.of("LABEL", "NETWORKS", "CONTAINERS"),
                host.traces().stream()
                    .map(t ->
                        List.of(
                            t.label().value(),
                            String.valueOf(t.networks()),
                            String.valueOf(t.containers())))
                    .toList()),
            orphans(host.orphans()),
            new Table(
                "Containers that cannot start, since their network is gone",
                List.of("CONTAINER", "NETWORK"),
                host.unstartable().stream().map(s -> List.of(s.name(), s.network())).toList()),
            new Table(
                "Ports of this host that services ask for by number",
                List.of("PORT", "SERVICE"),
                host.fixedPorts().stream().map(p -> List.of(p.port(), p.container())).toList()))
        .flatMap(Table::lines);
  }

  private static Table orphans(List<Orphan> orphans) {
    return new Table(
        "Networks that look left behind",
        List.of("NETWORK", "RUNNER", "AGE", "CONTAINERS"),
        orphans.stream()
            .map(o ->
                List.of(
                    o.network().name(),
                    o.network().runnerLabel().value(),
                    AgeInWords.of(o.age()),
                    String.valueOf(o.containers().size())))
            .toList());
  }

  private static ObjectNode json(
      Diagnosis diagnosis, List<FindingInWords> findings, List<LeftOut> leftOut) {
    var json = JSON.objectNode();
    switch (diagnosis) {
      case Complete(EngineVersion engine, var calls, Host host) -> {
        put(json, engine, calls);
        put(json, host);
      }
      case HostLookFailed(EngineVersion engine, var calls, _) -> put(json, engine, calls);
      case LookFailed _ -> {}
    }
    LeftOutReport.put(json, leftOut);
    json.put("healthy", findings.isEmpty());
    var array = json.putArray("findings");
    findings.forEach(finding -> finding.putInto(array.addObject()));
    return json;
  }

  private static void put(ObjectNode json, EngineVersion engine, List<TriedCall> calls) {
    json.putObject("engine")
        .put("name", engine.name())
        .put("version", engine.version())
        .put("api", engine.api());
    var tried = json.putArray("calls");
    calls.forEach(c ->
        tried
            .addObject()
            .put("call", c.call().toString())
            .put("allowed", c.isAllowed())
            .put("answer", inWords(c.answer())));
  }

  private static void put(ObjectNode json, Host host) {
    json.putObject("addresses")
        .put("networks", host.pool().capacity())
        .put("taken", host.pool().taken())
        .put("left", host.pool().left());
    var runners = json.putArray("runners");
    host.runners()
        .forEach(r -> {
          var runner = runners.addObject().put("container", r.name()).put("working", r.working());
          r.jobNetworks().forEach(runner.putArray("jobNetworks")::add);
        });
    var left = json.putArray("leftEndpoints");
    host.leftEndpoints()
        .forEach(e -> left.addObject().put("container", e.container()).put("network", e.network()));
    var labels = json.putArray("runnerLabels");
    host.traces()
        .forEach(t ->
            labels
                .addObject()
                .put("label", t.label().value())
                .put("networks", t.networks())
                .put("containers", t.containers()));
    var orphans = json.putArray("orphans");
    host.orphans().forEach(o -> put(orphans.addObject(), o));
    var stranded = json.putArray("stranded");
    host.unstartable()
        .forEach(s -> stranded.addObject().put("container", s.name()).put("network", s.network()));
    var ports = json.putArray("fixedPorts");
    host.fixedPorts()
        .forEach((FixedPort p) ->
            ports.addObject().put("port", p.port()).put("container", p.container()));
  }

  static ObjectNode put(ObjectNode json, Orphan orphan) {
    json.put("network", orphan.network().name())
        .put("runnerLabel", orphan.network().runnerLabel().value())
        .put("ageSeconds", orphan.age().toSeconds());
    var containers = json.putArray("containers");
    orphan.containers().stream().map(ListedContainer::name).forEach(containers::add);
    return json;
  }
}
