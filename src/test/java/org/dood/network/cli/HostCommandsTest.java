package org.dood.network.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.dood.network.DocumentedCalls;
import org.dood.network.engine.EngineAddress;
import org.dood.network.engine.HarmlessCall;
import org.dood.network.testing.GoldenFile;
import org.dood.network.testing.engine.FakeContainer;
import org.dood.network.testing.engine.FakeEngine;
import org.dood.network.testing.engine.FakeNetwork;
import org.dood.network.testing.engine.Labels;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The commands for people who look after hosts, whole, against an engine behind docker-java's
 * transport. What they print is in {@code commands.golden.txt}.
 */
class HostCommandsTest {

  private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");
  private static final DocumentedCalls DOCUMENTED = DocumentedCalls.read();

  private static final Pattern TRIED_OUT =
      Pattern.compile("dood-network-action.doctor|POST /containers/create");

  private final FakeEngine engine = new FakeEngine();
  private final List<String> addresses = new ArrayList<>();
  private int callsTold;

  private record Run(int exitCode, String output) {

    JsonNode json() {
      try {
        return new ObjectMapper().readTree(output);
      } catch (JsonProcessingException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public String toString() {
      return output + "exit code " + exitCode + "\n";
    }
  }

  private Run run(String... arguments) {
    var output = new ByteArrayOutputStream();
    var out = new PrintStream(output, true, StandardCharsets.UTF_8);
    var exitCode =
        new HostCommands(new CommandContext(this::engineAt, InstantSource.fixed(NOW), out))
            .run(arguments);
    engine.calls().stream()
        .skip(callsTold)
        .filter(call -> !TRIED_OUT.matcher(call).find())
        .forEach(call -> assertDocumented(call, arguments[0]));
    callsTold = engine.calls().size();
    return new Run(exitCode, output.toString(StandardCharsets.UTF_8));
  }

  private FakeEngine engineAt(EngineAddress address) {
    addresses.add(address.uri());
    return engine;
  }

  private static void assertDocumented(String call, String command) {
    assertThat(DOCUMENTED.rowOf(call))
        .as("a row of docs/api-calls.md for %s in %s", call, command)
        .hasValueSatisfying(row -> assertThat(row.stages()).contains(command));
  }

  /** A host that two runners share; a third died three days ago, and left all there is to leave. */
  private FakeContainer aHostWithEverything() {
    engine.network("bridge");
    var alive = jobNetwork(1, "abc123", Duration.ofHours(1));
    service(1, "abc123").withPublishedPort("5432/tcp", 5432).onNetwork(alive);
    engine
        .container("runner-1")
        .withMount("/var/run/docker.sock", "/var/run/docker.sock")
        .withProcess("/home/runner/bin/Runner.Listener run")
        .withProcess("/home/runner/bin/Runner.Worker spawnclient 1 2")
        .onNetwork(alive, "dood-network-action.abc123.__self.x");
    engine
        .container("runner-2")
        .withMount("/var/run/docker.sock", "/var/run/docker.sock")
        .withProcess("/home/runner/bin/Runner.Listener run");
    var orphan = jobNetwork(2, "def456", Duration.ofHours(75));
    service(2, "def456").onNetwork(orphan);
    service(3, "def456").onNetwork(orphan).inState("exited");
    return strandedOn(jobNetwork(3, "fed321", Duration.ofDays(9)));
  }

  private FakeContainer strandedOn(FakeNetwork network) {
    var stranded = engine.container("runner-0").onNetwork(network).inState("exited");
    engine.remove(network);
    return stranded;
  }

  private FakeNetwork jobNetwork(int number, String label, Duration age) {
    return engine
        .network("github_network_%032x".formatted(number))
        .withLabel(label)
        .createdAt(NOW.minus(age));
  }

  private FakeContainer service(int number, String label) {
    return engine.container("%032x_postgres17_%06x".formatted(number, number)).withLabel(label);
  }

  @Test
  void people_read_what_the_golden_file_says() {
    var told = new LinkedHashMap<String, Run>();
    told.put("(no arguments)", run());
    told.put("doctor --help", run("doctor", "--help"));
    told.put("sweep --help", run("sweep", "--help"));
    told.put("sweep", run("sweep"));
    told.put("sweep --older-than soon", run("sweep", "--older-than", "soon"));
    told.put("main", run("main"));
    told.put("doctor, nothing there", run("doctor"));
    told.put("sweep --older-than 24h, nothing there", run("sweep", "--older-than", "24h"));
    aHostWithEverything();
    told.put("doctor", run("doctor"));
    told.put("doctor --json", run("doctor", "--json"));
    told.put("sweep --older-than 24h --dry-run", run("sweep", "--older-than", "24h", "--dry-run"));
    told.put(
        "sweep --older-than 24h --dry-run --json",
        run("sweep", "--older-than", "24h", "--dry-run", "--json"));
    told.put("sweep --older-than 24h", run("sweep", "--older-than", "24h"));
    engine.onCall("POST").answer(403, "Forbidden by administrative rules");
    engine.onCall("GET /networks$").answer(403, "<html>\n##[error]no\u001b[0m</html>");
    told.put("doctor, behind a proxy", run("doctor"));
    told.put("sweep --older-than 24h, behind a proxy", run("sweep", "--older-than", "24h"));
    engine.onCall("GET").answer(200, "<html>It works!</html>");
    told.put("doctor, something else answers", run("doctor"));
    told.put("doctor --json, something else answers", run("doctor", "--json"));
    var texts = new LinkedHashMap<String, String>();
    told.forEach((command, run) -> texts.put(command, run.toString()));
    GoldenFile.named("commands.golden.txt").assertHolds(texts);
  }

  @Test
  void containers_with_large_labels_change_nothing_for_a_host() {
    aHostWithEverything();
    var before = run("doctor", "--json");
    engine.container("large").withLabels(Labels.many(9 << 20));
    engine.container("larger").withLabels(Labels.one(9 << 20)).inState("exited");
    assertThat(run("doctor", "--json")).isEqualTo(before);
    assertThat(run("sweep", "--older-than", "24h", "--json").json().path("leftOut")).isEmpty();
  }

  @Test
  void container_that_cannot_be_read_is_told_and_the_rest_of_the_host_looked_after() {
    aHostWithEverything();
    engine.container("large").withLabels(Labels.manyLikeThoseOfRunners(9 << 20));
    assertThat(run("doctor").output()).contains("! Entries", "the container large with the id");
    assertThat(run("doctor", "--json").json().path("leftOut").path(0).path("name").asText())
        .isEqualTo("large");
    var swept = run("sweep", "--older-than", "24h");
    assertThat(swept.output()).contains("removed", "the container large with the id");
    assertThat(swept.exitCode()).isZero();
  }

  @Test
  void orphan_with_a_container_that_cannot_be_read_stays() {
    var orphan = jobNetwork(2, "def456", Duration.ofHours(75));
    engine
        .container("large")
        .withLabels(Labels.manyLikeThoseOfRunners(9 << 20))
        .inState("exited")
        .onNetwork(orphan);
    var swept = run("sweep", "--older-than", "24h");
    assertThat(swept.output()).contains("left alone, used by large");
    assertThat(engine.has(orphan)).isTrue();
  }

  @Test
  void the_doctor_changes_nothing() {
    aHostWithEverything();
    var before = engine.contents();
    assertThat(run("doctor").exitCode()).isEqualTo(1);
    assertThat(engine.contents()).isEqualTo(before);
  }

  @Test
  void the_doctor_tries_out_every_call_that_a_job_makes() {
    var tried = HarmlessCall.all().stream().map(HarmlessCall::toString).toList();
    var made =
        DOCUMENTED.calls().stream()
            .filter(row -> row.stages().contains("main") || row.stages().contains("post"))
            .map(DocumentedCalls.Call::text)
            .toList();
    assertThat(tried).containsAll(made);
  }

  @Test
  void the_engine_is_behind_the_mounted_socket_unless_it_is_said_to_be_elsewhere() {
    run("doctor");
    run("sweep", "--older-than", "24h", "--docker-host", "tcp://socket-proxy:2375");
    assertThat(addresses).containsExactly("unix:///var/run/docker.sock", "tcp://socket-proxy:2375");
  }

  @Test
  void age_of_a_network_of_a_remote_engine_is_by_that_engines_clock() {
    var network = jobNetwork(1, "def456", Duration.ofHours(30));
    engine.clockShows(NOW.minus(Duration.ofHours(10)));
    run("sweep", "--older-than", "24h", "--docker-host", "tcp://10.0.0.5:2375");
    assertThat(engine.has(network)).isTrue();
    engine.clockShows(NOW.minus(Duration.ofHours(5)));
    run("sweep", "--older-than", "24h", "--docker-host", "tcp://10.0.0.5:2375");
    assertThat(engine.has(network)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"unix:///var/run/docker.sock", "tcp://10.0.0.5:2375"})
  void age_of_a_network_is_by_this_hosts_clock_where_no_other_is_known(String engineAddress) {
    var network = jobNetwork(1, "def456", Duration.ofHours(30));
    run("sweep", "--older-than", "24h", "--docker-host", engineAddress);
    assertThat(engine.has(network)).isFalse();
  }

  @Test
  void a_dry_run_changes_nothing() {
    aHostWithEverything();
    assertThat(run("sweep", "--older-than", "24h", "--dry-run").exitCode()).isZero();
    assertThat(engine.isUnchanged()).isTrue();
  }

  @Test
  void a_sweep_leaves_a_host_that_the_doctor_finds_well() {
    var stranded = aHostWithEverything();
    var network = engine.networkNames();
    var sweep = run("sweep", "--older-than", "24h", "--json");
    assertThat(sweep.exitCode()).isZero();
    assertThat(sweep.json().path("orphans").path(0).path("outcome").asText()).isEqualTo("removed");
    assertThat(engine.networkNames()).hasSize(network.size() - 1);
    assertThat(stranded.networks()).isEmpty();
    var findings = run("doctor", "--json").json().path("findings");
    assertThat(findings).singleElement().asString().contains("ask for by number");
  }

  @Test
  void a_sweep_that_could_not_remove_all_says_so() {
    aHostWithEverything();
    engine.onCall("DELETE /networks").refuse(500, "the disk is full");
    var sweep = run("sweep", "--older-than", "24h");
    assertThat(sweep.exitCode()).isEqualTo(1);
    assertThat(sweep.output()).contains("the disk is full");
  }

  @Test
  void a_running_container_that_is_on_a_gone_network_on_paper_alone_is_mended() {
    var network = jobNetwork(1, "abc123", Duration.ofHours(1));
    var runner =
        engine
            .container("runner-1")
            .withMount("/var/run/docker.sock", "/var/run/docker.sock")
            .withStaleEndpointOn(network);
    engine.remove(network);
    assertThat(run("sweep", "--older-than", "24h").exitCode()).isZero();
    assertThat(runner.aliasesOn(network)).isEmpty();
  }

  @Test
  void a_container_whose_network_is_there_after_all_is_left_alone() {
    var network = jobNetwork(1, "abc123", Duration.ofHours(1));
    var runner =
        engine
            .container("runner-1")
            .withMount("/var/run/docker.sock", "/var/run/docker.sock")
            .onNetwork(network, "dood-network-action.abc123.__self.x");
    engine.onCall("GET /networks$").answer(200, "[]");
    assertThat(run("sweep", "--older-than", "24h").output()).isEqualTo("Nothing to sweep.\n");
    assertThat(runner.aliasesOn(network)).isPresent();
  }

  @Test
  void a_stopped_container_whose_network_is_gone_but_no_jobs_is_left_alone() {
    var network = engine.network("runners_default");
    var stopped = strandedOn(network);
    assertThat(run("sweep", "--older-than", "24h").output()).isEqualTo("Nothing to sweep.\n");
    assertThat(stopped.aliasesOn(network)).isPresent();
  }

  @Test
  void addresses_that_run_out_are_a_finding() {
    IntStream.range(0, 29).forEach(n -> engine.network("some_" + n));
    var doctor = run("doctor", "--json");
    assertThat(doctor.exitCode()).isEqualTo(1);
    assertThat(doctor.json().path("addresses"))
        .isEqualTo(json(Map.of("networks", 31, "taken", 29, "left", 2)));
    assertThat(doctor.json().path("findings")).hasSize(1);
  }

  @Test
  void an_engine_that_cannot_be_reached_is_no_finding_but_a_failure() {
    engine.onCall("GET").fail("Permission denied");
    assertThat(List.of(run("doctor"), run("sweep", "--older-than", "24h")))
        .allSatisfy(run -> {
          assertThat(run.exitCode()).isEqualTo(3);
          assertThat(run.output()).startsWith("! ").contains("Permission denied");
        });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sweep",
        "doctor",
        "sweep --older-than",
        "post",
        "--nonsense",
        "doctor --docker-host unix:///elsewhere"
      })
  void wrong_arguments_are_told_with_the_usage_and_reach_no_engine(String line) {
    var arguments = List.of((line + " --older-than soon").split(" ")).toArray(String[]::new);
    var run = run(arguments);
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.output()).contains("Usage:").doesNotContain("\tat ");
    assertThat(engine.calls()).isEmpty();
  }

  private static JsonNode json(Map<String, Integer> values) {
    return new ObjectMapper().valueToTree(values);
  }

  @Test
  void wrong_arguments_are_told_as_json_to_who_asks_for_json() {
    var run = run("sweep", "--json", "--older-than", "soon");
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.json().path("failure").asText()).contains("'soon' is not");
  }
}
