package org.dood.network.report;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dood.network.engine.CallAnswer;
import org.dood.network.engine.EngineFailure;
import org.dood.network.engine.HarmlessCall;
import org.dood.network.engine.model.ContainerId;
import org.dood.network.engine.model.EngineVersion;
import org.dood.network.engine.model.LeftOut;
import org.dood.network.engine.model.NetworkId;
import org.dood.network.host.Diagnosis;
import org.dood.network.host.Diagnosis.TriedCall;
import org.dood.network.host.Finding;
import org.dood.network.host.FixedPort;
import org.dood.network.host.FoundRunner;
import org.dood.network.host.LeftEndpoint;
import org.dood.network.host.Orphan;
import org.dood.network.host.PoolUse;
import org.dood.network.host.Removal;
import org.dood.network.host.RunnerTrace;
import org.dood.network.host.Sweep;
import org.dood.network.host.SweptOrphan;
import org.dood.network.host.UnstartableContainer;
import org.dood.network.runner.JobNetwork;
import org.dood.network.runner.RunnerLabel;
import org.dood.network.testing.Cases;
import org.dood.network.testing.GeneratedBlock;
import org.dood.network.testing.GoldenFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What doctor and sweep print for each result, in one file: {@code host-commands.golden.txt}. */
class HostCommandReportTest {

  private static final EngineFailure REFUSED =
      new EngineFailure.Refused("remove network 0123", 500, "the disk is full");
  private static final EngineVersion ENGINE = new EngineVersion("Engine", "20.10.24", "1.41");
  private static final RunnerLabel LABEL = new RunnerLabel("abc123");
  private static final String NETWORK = "github_network_0123456789abcdef0123456789abcdef";
  private static final Orphan ORPHAN =
      new Orphan(
          new JobNetwork(new NetworkId("0123"), NETWORK, LABEL, Instant.EPOCH),
          Duration.ofHours(75),
          List.of());
  private static final UnstartableContainer UNSTARTABLE =
      new UnstartableContainer(new ContainerId("c0ffee"), "runner-0", NETWORK);

  private static final List<LeftOut> LEFT_OUT =
      List.of(
          new LeftOut(
              "network", Optional.of("fedcba98"), Optional.empty(), "there is no 'Name' in it"));

  private static final Sweep.Detaching DETACHED = new Sweep.Detaching.Detached();

  private static Map<String, Diagnosis> everyDiagnosis() {
    var all = new LinkedHashMap<String, Diagnosis>();
    all.put("doctor: nothing to find", complete(List.of(), List.of(), 2));
    all.put("doctor: everything to find", complete(List.of(ORPHAN), List.of(UNSTARTABLE), 29));
    all.put(
        "doctor: only the version answered",
        new Diagnosis.HostLookFailed(ENGINE, everyAnswer(), REFUSED));
    all.put("doctor: engine failed", new Diagnosis.LookFailed(REFUSED));
    return all;
  }

  private static Diagnosis complete(
      List<Orphan> orphans, List<UnstartableContainer> unstartable, int taken) {
    return new Diagnosis.Complete(
        ENGINE,
        everyAnswer().subList(0, 1),
        new Diagnosis.Host(
            List.of(
                new FoundRunner("runner-1", true, List.of(NETWORK)),
                new FoundRunner("runner-2", false, List.of())),
            orphans.stream().map(_ -> "runner-1").toList(),
            orphans.stream().map(_ -> new LeftEndpoint("runner-2", NETWORK)).toList(),
            List.of(new RunnerTrace(LABEL, 1, 2)),
            orphans,
            unstartable,
            orphans.stream().map(_ -> new FixedPort("5432/tcp", "db")).toList(),
            new PoolUse(31, taken)));
  }

  private static List<TriedCall> everyAnswer() {
    var calls = HarmlessCall.all();
    return List.of(
        new TriedCall(calls.get(0), new CallAnswer.Allowed()),
        new TriedCall(calls.get(1), new CallAnswer.Forbidden(403, "")),
        new TriedCall(calls.get(2), new CallAnswer.Forbidden(403, "::error::no ##[b]")),
        new TriedCall(calls.get(3), new CallAnswer.Failed(REFUSED)));
  }

  private static Map<String, Sweep> everySweep() {
    var all = new LinkedHashMap<String, Sweep>();
    all.put("sweep: planned", new Sweep.Planned(List.of(ORPHAN), List.of(UNSTARTABLE)));
    all.put("sweep: nothing planned", new Sweep.Planned(List.of(), List.of()));
    all.put("sweep: removed", swept(new Removal.Removed(List.of("old-db")), DETACHED));
    all.put("sweep: gone already", swept(new Removal.GoneAlready(), DETACHED));
    all.put("sweep: used", swept(new Removal.StillUsed(List.of("app")), DETACHED));
    all.put(
        "sweep: not removed",
        swept(new Removal.Failed(REFUSED), new Sweep.Detaching.Failed(REFUSED)));
    all.put("sweep: engine failed", new Sweep.LookFailed(REFUSED));
    return all;
  }

  private static Sweep swept(Removal removal, Sweep.Detaching detaching) {
    return new Sweep.Done(
        List.of(new SweptOrphan(ORPHAN, List.of("db"), removal)),
        List.of(new Sweep.SweptContainer(UNSTARTABLE, detaching)));
  }

  @Test
  void people_read_what_the_golden_file_says() {
    var texts = new LinkedHashMap<String, String>();
    for (var json : List.of(false, true)) {
      var suffix = json ? ", as JSON" : "";
      everyDiagnosis()
          .forEach(
              (name, d) -> texts.put(name + suffix, text(DoctorReport.of(d, List.of(), json))));
      texts.put(
          "doctor: an entry could not be read" + suffix,
          text(DoctorReport.of(complete(List.of(), List.of(), 2), LEFT_OUT, json)));
      everySweep()
          .forEach((name, s) -> texts.put(name + suffix, text(SweepReport.of(s, List.of(), json))));
    }
    GoldenFile.named("host-commands.golden.txt").assertHolds(texts);
  }

  @Test
  void each_result_has_an_example() {
    Cases.assertEachOccursIn(everyDiagnosis().values(), Diagnosis.class, CallAnswer.class);
    Cases.assertEachOccursIn(
        everyDiagnosis().values().stream().flatMap(d -> Finding.of(d, LEFT_OUT).stream()).toList(),
        Finding.class);
    Cases.assertEachOccursIn(
        everySweep().values(), Sweep.class, Sweep.Detaching.class, Removal.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"doctor", "sweep"})
  void json_is_of_the_form_that_the_schema_describes(String command) {
    var schema = schema(command);
    var reports =
        command.equals("doctor")
            ? everyDiagnosis().values().stream().map(d -> DoctorReport.of(d, LEFT_OUT, true))
            : everySweep().values().stream().map(s -> SweepReport.of(s, LEFT_OUT, true));
    assertThat(reports.map(report -> String.join("\n", report.lines())))
        .isNotEmpty()
        .allSatisfy(json -> assertThat(schema.validate(json, InputFormat.JSON)).isEmpty());
    assertThat(schema.validate(CommandReport.failureAsJson("no"), InputFormat.JSON)).isEmpty();
    assertThat(schema.validate("{\"healthy\": true}", InputFormat.JSON)).isNotEmpty();
  }

  private static JsonSchema schema(String command) {
    return JsonSchemaFactory.getInstance(VersionFlag.V202012)
        .getSchema(Path.of("docs/schema/%s.json".formatted(command)).toUri());
  }

  @Test
  void document_lists_the_findings_by_weight() {
    var findings =
        everyDiagnosis().values().stream()
            .flatMap(d -> Finding.of(d, LEFT_OUT).stream())
            .collect(toMap(Finding::getClass, FindingInWords::of, (first, _) -> first));
    var rows =
        Arrays.stream(Finding.class.getPermittedSubclasses())
            .map(findings::get)
            .map(f -> "| `%s` | %s | %s |%n".formatted(f.code(), f.problem(), f.remedy()))
            .collect(joining());
    GeneratedBlock.in("docs/hosts.md", "findings")
        .assertHolds("\n| code | such as | what to do |\n| --- | --- | --- |\n" + rows + "\n");
  }

  @Test
  void each_exit_code_says_whether_all_is_well() {
    assertThat(
            everyDiagnosis().values().stream()
                .map(d -> DoctorReport.of(d, List.of(), false).exitCode()))
        .containsExactly(0, 1, 3, 3);
    assertThat(
            everySweep().values().stream().map(s -> SweepReport.of(s, List.of(), false).exitCode()))
        .containsExactly(0, 0, 0, 0, 0, 1, 3);
  }

  @Test
  void name_without_end_does_not_widen_every_row() {
    var stuck = new UnstartableContainer(new ContainerId("0123"), "x".repeat(3000), NETWORK);
    var lines =
        SweepReport.of(new Sweep.Planned(List.of(), List.of(stuck)), List.of(), false).lines();
    assertThat(lines).allMatch(line -> line.length() < 250).anyMatch(line -> line.contains("x…"));
  }

  private static String text(CommandReport report) {
    return String.join("\n", report.lines()) + "\nexit code " + report.exitCode() + "\n";
  }
}
