package org.dood.network.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dood.network.testing.ContainerAssert.assertThatContainer;
import static org.dood.network.testing.StageRunAssert.assertThatStage;

import java.time.Instant;
import org.dood.network.testing.Job;
import org.dood.network.testing.engine.FakeContainer;
import org.dood.network.testing.engine.FakeEngine;
import org.dood.network.testing.engine.FakeNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The runner, or the action's container, was killed while an earlier job ran. */
class RecoveryTest {

  private static final String KILLED = "github_network_ffffffffffffffffffffffffffffffff";
  private static final String ITS_ALIAS = Job.aliasOf("abc123", "__self", KILLED);

  private static final String EARLIER = "github_network_eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee";
  private static final String ALIAS_OF_EARLIER = Job.aliasOf("def456", "__self", EARLIER);
  private static final Instant START = Instant.parse("2026-02-01T12:00:00Z");
  private static final Instant BEFORE_START = START.minusSeconds(1);

  @RegisterExtension private final Job job = Job.withService();
  private final FakeEngine engine = job.engine();
  private final FakeNetwork network = job.network();
  private final FakeContainer service = job.service();
  private final FakeNetwork left = engine.network(KILLED).withLabel("abc123");

  @Test
  void endpoint_and_network_of_a_killed_job_are_removed() {
    var runner = job.runner().onNetwork(left, ITS_ALIAS);
    var run = job.main();
    assertThatStage(run)
        .succeeded()
        .printed("detached the runner's container runner-1 from its network " + KILLED)
        .printed("removed its network " + KILLED);
    assertThat(engine.has(left)).isFalse();
    assertThatContainer(runner).isOn(network);
  }

  @Test
  void container_of_a_killed_job_is_removed() {
    job.runner().onNetwork(left, ITS_ALIAS);
    var claim = its("claim").inState("created");
    assertThatStage(job.main()).printed("removed its container claim");
    assertThat(engine.has(claim)).isFalse();
  }

  @Test
  void container_of_a_killed_job_is_removed_though_no_endpoint_is_left() {
    var runner = job.runner();
    var rules = its("rules").inState("exited");
    var run = job.main();
    assertThatStage(run).succeeded().printed("removed its container rules");
    assertThat(engine.has(rules)).isFalse();
    assertThatContainer(runner).isOn(network);
  }

  @Test
  void container_of_a_killed_job_is_removed_though_the_runner_is_attached_already() {
    job.runner().onNetwork(network);
    var forwarder = its("forwarder");
    assertThatStage(job.main()).hasOutcome("already-attached");
    assertThat(engine.has(forwarder)).isFalse();
  }

  @Test
  void forwarder_of_a_killed_job_is_removed_before_another_needs_its_port() {
    job.runner();
    service.withPublishedPort("5432/tcp", 5432);
    var forwarder = its("forwarder");
    job.main();
    assertThat(engine.calls())
        .containsSubsequence(
            "DELETE /containers/" + forwarder.id() + "?force=true&v=true",
            engine.calls().stream()
                .filter(c -> c.startsWith("POST /containers/create"))
                .findFirst()
                .orElseThrow());
  }

  @Test
  void container_that_cannot_be_removed_makes_a_warning_and_the_job_goes_on() {
    job.runner();
    var forwarder = its("forwarder");
    engine.onCall("DELETE /containers/" + forwarder.id()).refuse(500, "out of order");
    var run = job.main();
    assertThatStage(run).succeeded().warned("out of order", "docker rm --force forwarder");
  }

  @Test
  void containers_that_cannot_be_listed_make_a_warning_and_the_job_goes_on() {
    job.runner();
    engine.onCall("GET /containers/json.*label.*").refuse(500, "out of order");
    var run = job.main();
    assertThatStage(run)
        .succeeded()
        .warned("that killed jobs", "out of order")
        .hasOutcome("attached");
  }

  @Test
  void containers_of_each_killed_job_are_removed_and_those_of_a_living_one_stay() {
    job.runner().onNetwork(left, ITS_ALIAS);
    var living = engine.network("github_network_" + "e".repeat(32));
    engine.container("its-postgres").withLabel("abc123").onNetwork(living);
    var its =
        engine
            .container("forwarder")
            .withLabel("abc123")
            .withLabel(
                "dood-network-action.signature",
                "dood-network-action.abc123.__self.github_network_" + "e".repeat(32));
    var anothers =
        engine
            .container("routes")
            .inState("exited")
            .withLabel("abc123")
            .withLabel(
                "dood-network-action.signature",
                "dood-network-action.abc123.__self.github_network_" + "d".repeat(32));
    assertThatStage(job.main()).printed("removed its container routes");
    assertThat(engine.has(anothers)).isFalse();
    assertThat(engine.has(its)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"'', ''", Job.NETWORK + ", 0123456789ab"})
  void job_that_needs_nothing_removes_all_leftovers(String jobNetwork, String jobContainer) {
    job.with("network", jobNetwork);
    job.with("job-container", jobContainer);
    var runner = job.runner().onNetwork(left, ITS_ALIAS);
    var forwarder = its("forwarder");
    var run = job.main();
    assertThatStage(run).hasOutcome("nothing-to-do").printed("removed its network " + KILLED);
    assertThatContainer(runner).isNotOn(left);
    assertThat(engine.has(left)).isFalse();
    assertThat(engine.has(forwarder)).isFalse();
  }

  @Test
  void job_that_needs_nothing_leaves_a_network_alone_whose_job_runs() {
    job.with("network", "");
    var runner = job.runner().onNetwork(left, ITS_ALIAS);
    engine.container("its-postgres").withLabel("abc123").onNetwork(left);
    job.main();
    assertThatContainer(runner).isOn(left);
    assertThat(engine.isUnchanged()).isTrue();
  }

  @Test
  void job_container_needs_no_search_where_every_network_has_its_job() {
    job.with("job-container", "0123456789ab");
    var runner = job.runner().onNetwork(left, ITS_ALIAS);
    engine.container("its-postgres").withLabel("abc123").onNetwork(left);
    job.main();
    assertThatContainer(runner).isOn(left);
    assertThat(engine.calls()).noneMatch(c -> c.contains("top"));
  }

  @Test
  void container_of_a_killed_job_is_removed_though_the_runner_lives_in_no_container() {
    var forwarder = its("forwarder");
    assertThatStage(job.main()).hasOutcome("nothing-to-do");
    assertThat(engine.has(forwarder)).isFalse();
  }

  @Test
  void network_of_a_killed_job_that_somebody_uses_stays() {
    job.runner().onNetwork(left, ITS_ALIAS);
    engine.container("somebody-elses").onNetwork(left);
    assertThatStage(job.main())
        .printed("left its network " + KILLED + ", which is in use by somebody-elses");
    assertThat(engine.has(left)).isTrue();
  }

  @Test
  void job_whose_services_run_is_not_taken_for_a_killed_one() {
    var runner = job.runner().onNetwork(left, ITS_ALIAS);
    engine.container("its-postgres").withLabel("abc123").onNetwork(left);
    assertThatStage(job.main()).succeeded();
    assertThatContainer(runner).isOn(left);
  }

  /** It registers anew with another label, and so does not remove the services of that job. */
  @Test
  void endpoint_from_before_the_runners_container_was_started_again_is_detached() {
    var earlier = engine.network(EARLIER).withLabel("def456").createdAt(BEFORE_START);
    var runner = job.runner().startedAt(START).onNetwork(earlier, ALIAS_OF_EARLIER);
    engine.container("its-postgres").withLabel("def456").onNetwork(earlier);
    var forwarder =
        engine
            .container("forwarder")
            .withLabel("def456")
            .withLabel("dood-network-action.signature", ALIAS_OF_EARLIER);
    var run = job.main();
    assertThatStage(run)
        .hasOutcome("attached")
        .printed("detached the runner's container runner-1 from its network " + EARLIER)
        .printed("in use by its-postgres");
    assertThatContainer(runner).isNotOn(earlier).isOn(network);
    assertThat(engine.has(forwarder)).isFalse();
    assertThat(engine.has(earlier)).isTrue();
  }

  @Test
  void endpoint_of_another_label_from_after_the_start_stays() {
    var neighbours = engine.network(EARLIER).withLabel("def456").createdAt(START.plusSeconds(1));
    var runner = job.runner().startedAt(START).onNetwork(neighbours, ALIAS_OF_EARLIER);
    assertThatStage(job.main()).hasOutcome("attached");
    assertThatContainer(runner).isOn(neighbours);
  }

  @Test
  void endpoint_of_another_label_stays_where_runners_share_a_network_namespace() {
    var neighbours = engine.network(EARLIER).withLabel("def456").createdAt(BEFORE_START);
    var vpn = engine.container("vpn").startedAt(START).onNetwork(neighbours, ALIAS_OF_EARLIER);
    job.runner().inNetworkMode("container:" + vpn.id());
    assertThatStage(job.main()).hasOutcome("attached");
    assertThatContainer(vpn).isOn(neighbours);
  }

  @Test
  void leftovers_with_another_runners_label_stay() {
    left.createdAt(START.plusSeconds(1));
    var runner =
        job.runner()
            .startedAt(START)
            .onNetwork(left, "dood-network-action.def456.__self." + KILLED);
    assertThatStage(job.main()).succeeded();
    assertThatContainer(runner).isOn(left);
    assertThat(engine.has(left)).isTrue();
  }

  @Test
  void endpoint_that_cannot_be_detached_makes_a_warning_and_the_job_goes_on() {
    job.runner().onNetwork(left, ITS_ALIAS);
    engine.onCall("POST /networks/" + left.id() + "/disconnect").refuse(500, "out of order");
    var run = job.main();
    assertThatStage(run).succeeded().warned("out of order", "docker network disconnect --force");
  }

  @Test
  void endpoint_that_has_this_steps_own_mark_is_detached_by_post() {
    var runner = job.runner().onNetwork(network, Job.ALIAS);
    job.main();
    job.post();
    assertThatContainer(runner).isNotOn(network);
  }

  private FakeContainer its(String name) {
    return engine
        .container(name)
        .withLabel("abc123")
        .withLabel("dood-network-action.signature", ITS_ALIAS);
  }
}
