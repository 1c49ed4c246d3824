package org.dood.network.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.dood.network.DocumentedCalls;
import org.dood.network.runner.RunnerNames;
import org.dood.network.testing.EngineValues;
import org.dood.network.testing.Job;
import org.dood.network.testing.StageRun;
import org.dood.network.testing.engine.FakeEngine;
import org.dood.network.testing.engine.FakeNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The calls that the stages make. That each of them is in {@code docs/api-calls.md} is checked
 * wherever a test runs a stage; that the stages make each call of the table is checked here.
 */
class ApiCallsTest {

  private static final DocumentedCalls DOCUMENTED = DocumentedCalls.read();

  @RegisterExtension private final Job job = Job.withService();
  private final FakeEngine engine = job.engine();
  private final FakeNetwork network = job.network();

  @Test
  void plain_job_makes_these_calls_and_no_other() {
    job.runner();
    job.main();
    job.post();
    assertThat(
            engine.calls().stream()
                .map(c -> c.replaceAll("\\b([0-9a-f]{64}|[0-9a-f]{12})\\b", "<id>")))
        .as("services are looked up beside attaching the runner")
        .containsExactlyInAnyOrderElementsOf(
            """
            GET /networks/%s
            GET /containers/<id>/json
            GET /containers/json
            GET /containers/json?all=true&filters=%%7B%%22label%%22%%3A%%5B%%22dood-network-action.signature%%22%%5D%%7D
            GET /containers/<id>/top?ps_args=-eo+pid%%2Cargs
            GET /containers/<id>/json
            GET /containers/json?all=true&filters=%%7B%%22network%%22%%3A%%5B%%22%s%%22%%5D%%7D
            GET /containers/<id>/json
            POST /networks/<id>/connect
            GET /containers/<id>/json
            HEAD /containers/<id>/archive?path=%%2Fetc%%2Fresolv.conf
            GET /networks
            GET /containers/<id>/json
            POST /networks/<id>/disconnect
            GET /containers/json?all=true&filters=%%7B%%22network%%22%%3A%%5B%%22%s%%22%%5D%%7D\
            """
                .formatted(Job.NETWORK, Job.NETWORK, Job.NETWORK)
                .lines()
                .toList());
  }

  @Test
  void host_of_hundreds_of_containers_costs_one_list_and_one_proof() {
    IntStream.range(0, 300).forEach(i -> engine.container("web-" + i).withProcess("nginx"));
    job.runner();
    job.main();
    assertThat(engine.calls()).hasSize(12);
    assertThat(engine.calls().stream().filter("GET /containers/json"::equals)).hasSize(1);
  }

  @Test
  void running_containers_are_listed_once() {
    job.runner().onNetwork(engine.network("a_runners_default"));
    job.main();
    assertThat(engine.calls().stream().filter("GET /containers/json"::equals)).hasSize(1);
  }

  /** One scenario that makes every call, so that the order of tests does not matter. */
  @Test
  void every_documented_call_is_made_by_the_stages_of_its_row() {
    engine.onCall("/top").refuse(500, "exec: \"ps\": not found");
    var runner =
        job.candidate("runner-1")
            .withFile(job.stateFileOfRunner())
            .onNetwork(engine.network("runners_default"));
    var ci = engine.network("ci");
    job.service().withPublishedPort("5432/tcp", 49153);
    job.with("extra-networks", "ci").with("prune-after", "1d");
    engine.network(RunnerNames.network()).withLabel("def456");
    IntStream.range(0, 30).forEach(n -> engine.network("other_" + n));
    var byMain = rowsOf(job.main());
    engine.forwarderContainers().forEach(c -> c.exited(137));
    engine
        .onCall("POST /networks/" + ci.id() + "/disconnect")
        .actThenRunOnce(() -> engine.claim(runner, ci, "dood-network-action.def456.a.b"));
    var byPost = rowsOf(job.losesSavedState().post());
    runner.onNetwork(ci, EngineValues.signature("__self", "ci").alias());
    job.ownContainer().inNetworkMode("ci");
    byPost.addAll(rowsOf(job.post()));
    assertThat(byPost).hasSameElementsAs(rowsWith("post"));
    job.ownContainer().inNetworkMode(Job.NETWORK);
    runner.leave(ci);
    engine.onCall("POST /networks/.*/connect").refuse(500, "no addresses left");
    engine.onCall("POST /networks/" + network.id() + "/connect").actThenAnswer(200, "");
    byMain.addAll(rowsOf(job.main()));
    assertThat(byMain).hasSameElementsAs(rowsWith("main"));
  }

  /** A network that several jobs share, so that the runner has to be proven. */
  @Test
  void every_documented_call_of_the_detach_stage_is_made_by_it() {
    engine.onCall("/top").refuse(500, "exec: \"ps\": not found");
    var ci = engine.network("ci");
    job.ownContainer().leave(network);
    job.ownContainer().inNetworkMode("ci").onNetwork(ci);
    var runner =
        job.candidate("runner-1")
            .withFile(job.stateFileOfRunner())
            .onNetwork(engine.network("runners_default"));
    job.with("network", "ci").main();
    engine
        .container("forwarder")
        .withLabel("dood-network-action", "forwarder")
        .withLabel("dood-network-action.signature", EngineValues.signature("__self", "ci").alias())
        .exited(137);
    engine
        .onCall("POST /networks/" + ci.id() + "/disconnect")
        .actThenRunOnce(() -> engine.claim(runner, ci, "dood-network-action.def456.a.b"));
    assertThat(rowsOf(job.step("leave").with("networks", "ci").detach()))
        .hasSameElementsAs(rowsWith("detach"));
  }

  private static List<String> rowsWith(String stage) {
    return DOCUMENTED.calls().stream()
        .filter(row -> row.stages().contains(stage))
        .map(DocumentedCalls.Call::text)
        .toList();
  }

  private static Set<String> rowsOf(StageRun run) {
    return run.calls().stream()
        .flatMap(call -> DOCUMENTED.rowOf(call).stream())
        .map(DocumentedCalls.Call::text)
        .collect(Collectors.toCollection(HashSet::new));
  }
}
