package org.dood.network.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dood.network.testing.ContainerAssert.assertThatContainer;
import static org.dood.network.testing.StageRunAssert.assertThatStage;

import org.dood.network.testing.EngineValues;
import org.dood.network.testing.Job;
import org.dood.network.testing.Step;
import org.dood.network.testing.engine.FakeContainer;
import org.dood.network.testing.engine.FakeEngine;
import org.dood.network.testing.engine.FakeNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The action that detaches the runner before its job ends. */
class DetachStageTest {

  private static final String COMPOSE = "shop_default";

  @RegisterExtension private final Job job = Job.withService();
  private final FakeEngine engine = job.engine();
  private final FakeNetwork network = job.network();
  private final FakeNetwork compose =
      engine.network(COMPOSE).withLabel("com.docker.compose.project", "shop");
  private final Step leave = job.step("leave");

  @Test
  void everything_that_steps_of_the_job_attached_is_detached_and_post_finds_it_done() {
    var runner = runnerInBoth();
    assertThatStage(leave.detach())
        .succeeded()
        .printed("from the network " + Job.NETWORK, "from the network " + COMPOSE)
        .printedNoCommand();
    assertThatContainer(runner).isNotOn(network).isNotOn(compose);
    assertThatStage(job.post())
        .succeeded()
        .printedOneLine()
        .printed("gone already, as after a step that detached it")
        .printedNoCommand();
  }

  @Test
  void named_network_alone_is_detached_and_post_detaches_the_rest() {
    var runner = runnerInBoth();
    assertThatStage(leave.with("networks", COMPOSE).detach()).succeeded().printedNoCommand();
    assertThatContainer(runner).isOn(network).isNotOn(compose);
    assertThatStage(job.post()).succeeded().printed("from the network " + Job.NETWORK);
    assertThatContainer(runner).isNotOn(network);
  }

  @Test
  void network_can_be_named_by_its_id() {
    var runner = runnerInBoth();
    leave.with("networks", compose.id().value()).detach();
    assertThatContainer(runner).isOn(network).isNotOn(compose);
  }

  @Test
  void networks_of_several_steps_are_detached() {
    var ci = engine.network("ci");
    var second = job.step("second").with("network", "ci");
    var runner = runnerInBoth();
    second.main();
    assertThatStage(leave.detach()).succeeded().printedNoCommand();
    assertThatContainer(runner).isNotOn(network).isNotOn(compose).isNotOn(ci);
    assertThatStage(second.post()).succeeded().printed("gone already").printedNoCommand();
    assertThatStage(job.post()).succeeded().printed("gone already").printedNoCommand();
  }

  @Test
  void job_without_services_is_detached_by_proof() {
    var runner = runnerInComposeAlone();
    assertThatStage(leave.detach()).succeeded().printed("Detached").printedNoCommand();
    assertThatContainer(runner).isNotOn(compose);
    assertThatStage(job.post()).succeeded().printed("gone already");
  }

  @Test
  void attachment_that_may_be_another_runners_is_left_with_an_error() {
    var runner = runnerInComposeAlone();
    engine.container("runner-2").inNetworkMode("container:" + runner.id());
    var run = leave.detach();
    assertThat(run.exitCode()).isEqualTo(ExitCode.FAILURE);
    assertThatStage(run)
        .printed(
            "::error",
            "DOOD-DETACH-UNPROVEN",
            "docker network disconnect --force shop_default runner-1");
    assertThatContainer(runner).isOn(compose);
  }

  @Test
  void what_others_attached_stays() {
    var ci = engine.network("ci");
    var runner = runnerInBoth().onNetwork(ci, "put-there-by-somebody");
    var other =
        job.candidate("runner-2")
            .onNetwork(compose, Job.aliasOf("def456", "__self", "github_network_9"));
    assertThatStage(leave.detach()).succeeded().printedNoCommand();
    assertThatContainer(runner).isOn(ci, "put-there-by-somebody").isNotOn(compose);
    assertThatContainer(other).isOn(compose);
  }

  @Test
  void named_network_that_others_attached_is_left_with_a_warning() {
    var ci = engine.network("ci");
    var runner = runnerInBoth().onNetwork(ci);
    assertThatStage(leave.with("networks", "ci shop_default").detach())
        .succeeded()
        .warned("No step of this job attached the runner to the network 'ci'")
        .printed("from the network shop_default");
    assertThatContainer(runner).isOn(ci).isNotOn(compose);
  }

  @Test
  void named_network_that_does_not_exist_is_warned_of_and_fails_nothing() {
    var runner = runnerInBoth();
    assertThatStage(leave.with("networks", "shop_defualt").detach())
        .succeeded()
        .warned("There is no network 'shop_defualt'");
    assertThatContainer(runner).isOn(network).isOn(compose);
  }

  @Test
  void job_that_attached_nothing_is_told_in_one_line() {
    job.runner();
    assertThatStage(leave.with("networks", COMPOSE).detach())
        .succeeded()
        .printedOneLine()
        .printed("Nothing to detach: no step of this job")
        .printedNoCommand();
    assertThat(engine.isUnchanged()).isTrue();
  }

  @Test
  void step_without_an_engine_has_nothing_to_detach() {
    engine.onCall("").fail("No such file or directory");
    assertThatStage(leave.detach()).succeeded().printedOneLine().printed("no engine's socket");
  }

  @Test
  void engine_that_cannot_be_asked_is_an_error() {
    runnerInBoth();
    engine.onCall("GET /containers/json").refuse(500, "out of memory");
    var run = leave.detach();
    assertThat(run.exitCode()).isEqualTo(ExitCode.FAILURE);
    assertThatStage(run).printed("::error", "DOOD-ENGINE-ERROR", "out of memory");
  }

  @Test
  void network_that_cannot_be_left_is_an_error_and_post_tries_again() {
    var runner = runnerInBoth();
    engine
        .onCall("POST /networks/" + compose.id() + "/disconnect")
        .refuse(500, "the sandbox is busy");
    var run = leave.detach();
    assertThat(run.exitCode()).isEqualTo(ExitCode.FAILURE);
    assertThatStage(run)
        .printed("::error", "DOOD-DETACH-FAILED", "the sandbox is busy")
        .printed("Detached the runner's container runner-1 from the network " + Job.NETWORK);
    engine.endDisturbances();
    assertThatStage(job.post()).printed("from the network shop_default").printedNoCommand();
    assertThatContainer(runner).isNotOn(compose);
  }

  @Test
  void detaching_that_a_proxy_only_says_to_be_done_is_an_error() {
    var runner = runnerInBoth();
    engine.onCall("POST /networks/" + compose.id() + "/disconnect").answer(200, "");
    var run = leave.detach();
    assertThat(run.exitCode()).isEqualTo(ExitCode.FAILURE);
    assertThatStage(run).printed("DOOD-DETACH-FAILED", "but the container is on the network");
    assertThatContainer(runner).isOn(compose);
  }

  @Test
  void input_that_is_no_name_is_an_error() {
    runnerInBoth();
    var run = leave.with("networks", "../..").detach();
    assertThat(run.exitCode()).isEqualTo(ExitCode.FAILURE);
    assertThatStage(run).printed("::error", "DOOD-INPUT-NAME", "'networks'");
  }

  @Test
  void forwarder_is_removed_with_the_jobs_network_and_nobody_warns_of_its_end() {
    job.service().withPublishedPort("5432/tcp", 5432);
    runnerInBoth();
    assertThatStage(leave.with("networks", COMPOSE).detach()).succeeded();
    assertThat(engine.forwarderContainers()).as("it still serves steps").hasSize(1);
    assertThatStage(leave.with("networks", "").detach()).succeeded().printedNoCommand();
    assertThat(engine.forwarderContainers()).isEmpty();
    assertThatStage(job.post()).succeeded().printedNoCommand();
  }

  @Test
  void routing_rules_are_removed_with_the_last_network_that_needs_them() {
    job.runner().onNetwork(engine.network("z_runners").withGateway("172.30.0.1"));
    engine.container("shop-db").onNetwork(compose, "db");
    job.with("extra-networks", COMPOSE);
    job.main();
    assertThat(engine.finishedCommands()).anyMatch(c -> c.contains("keep-route set"));
    assertThatStage(leave.with("networks", COMPOSE).detach()).succeeded().printedNoCommand();
    assertThat(engine.finishedCommands()).noneMatch(c -> c.contains("keep-route remove"));
    assertThatStage(leave.with("networks", "").detach()).succeeded().printedNoCommand();
    assertThat(engine.finishedCommands()).anyMatch(c -> c.contains("keep-route remove"));
    assertThatStage(job.post()).succeeded().printedNoCommand();
  }

  @Test
  void attachment_that_another_job_shares_is_left_to_it_and_the_claim_is_released() {
    var anothers = Job.aliasOf("def456", "__self", "github_network_9");
    var runner = job.with("extra-networks", COMPOSE).runner().onNetwork(compose, anothers);
    job.main();
    assertThatStage(leave.with("networks", COMPOSE).detach())
        .succeeded()
        .printed("for another step or job that still uses it")
        .printedNoCommand();
    assertThatContainer(runner).isOn(compose, anothers);
    assertThat(engine.claimsOf(Job.ALIAS)).isEmpty();
    assertThat(engine.claimsOf(anothers)).hasSize(1);
    assertThatStage(job.post()).succeeded().didNotWarn();
    assertThatContainer(runner).isOn(compose, anothers);
  }

  @Test
  void leftover_of_an_earlier_job_on_the_same_runner_is_not_this_jobs() {
    var old = engine.network("github_network_9");
    var runner = runnerInBoth().onNetwork(old, Job.aliasOf("abc123", "a", "github_network_9"));
    leave.detach();
    assertThatContainer(runner).isOn(old);
  }

  private FakeContainer runnerInBoth() {
    job.with("extra-networks", COMPOSE);
    engine.container("shop-db").onNetwork(compose, "db");
    var runner = job.runner();
    job.main();
    assertThatContainer(runner).isOn(network).isOn(compose);
    return runner;
  }

  /** As in a job whose containers are Compose's alone. */
  private FakeContainer runnerInComposeAlone() {
    job.ownContainer().leave(network);
    job.ownContainer().inNetworkMode("bridge").onNetwork(engine.network("bridge"));
    job.with("network", "").with("extra-networks", COMPOSE);
    engine.container("shop-db").onNetwork(compose, "db");
    var runner = job.runner();
    job.main();
    assertThatContainer(runner)
        .isOn(
            compose,
            "dood-network-action.abc123.__self." + EngineValues.secret("__self").value() + "._");
    return runner;
  }
}
