package org.dood.network.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dood.network.testing.ContainerAssert.assertThatContainer;
import static org.dood.network.testing.StageRunAssert.assertThatStage;

import java.util.Map;
import org.dood.network.testing.Job;
import org.dood.network.testing.engine.FakeContainer;
import org.dood.network.testing.engine.FakeEngine;
import org.dood.network.testing.engine.FakeNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Post detaches what main attached. */
class DetachTest {

  @RegisterExtension private final Job job = Job.withService();
  private final FakeEngine engine = job.engine();
  private final FakeNetwork network = job.network();

  @Test
  void runner_that_main_attached_is_detached() {
    var runner = job.runner();
    job.main();
    var run = job.post();
    assertThatStage(run)
        .succeeded()
        .printed("Detached the runner's container runner-1 from the network");
    assertThatContainer(runner).isNotOn(network);
  }

  @Test
  void attachment_of_another_runner_is_left() {
    var other =
        job.candidate("runner-2").onNetwork(network, "dood-network-action.def456.__self.other_net");
    job.runner();
    job.main();
    job.losesSavedState();
    job.post();
    assertThatContainer(other).isOn(network);
  }

  @Test
  void endpoint_that_somebody_put_in_the_place_of_ours_is_left() {
    var runner = job.runner();
    job.main();
    runner.onNetwork(network, "somebody-elses");
    var run = job.post();
    assertThatStage(run).succeeded();
    assertThatContainer(runner).isOn(network);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "another_network", "a\nb", "::error::x"})
  void inputs_of_post_are_ignored(String input) {
    var runner = job.runner();
    job.main();
    job.with("network", input);
    job.with("runner-container", input);
    var run = job.post();
    assertThatStage(run).succeeded().printedNoCommand();
    assertThatContainer(runner).isNotOn(network);
  }

  @Test
  void attachment_that_is_gone_already_is_no_warning() {
    job.runner();
    job.main();
    job.post();
    var again = job.post();
    assertThatStage(again).succeeded().printed("gone already").printedNoCommand();
  }

  @Test
  void connection_lost_after_the_engine_detached_the_runner_counts_as_detached() {
    job.runner();
    job.main();
    engine.onCall("disconnect").actThenCutOff();
    assertThatStage(job.post()).printed("Detached").didNotWarn();
  }

  @Test
  void refused_detachment_makes_a_warning_with_the_command_to_finish_by_hand() {
    job.runner();
    job.main();
    engine.onCall("disconnect").refuse(500, "the bridge is up in the air");
    var run = job.post();
    assertThatStage(run)
        .succeeded()
        .warned("the bridge is up in the air")
        .printed("docker network disconnect --force " + Job.NETWORK + " runner-1");
  }

  @Test
  void refused_detachment_advises_no_removal_of_the_runner() {
    job.runner();
    job.main();
    engine.onCall("disconnect").refuse(500, "the bridge is up in the air");
    assertThatStage(job.post()).didNotPrint("docker rm --force");
  }

  @Test
  void engine_that_cannot_be_reached_makes_a_warning() {
    engine.onCall("GET").fail("Connection refused");
    var run = job.post();
    assertThatStage(run).succeeded().warned("Connection refused");
  }

  @Test
  void container_that_a_main_cut_short_left_is_removed_and_another_steps_is_not() {
    job.runner().onNetwork(engine.network("runners_default"));
    job.main();
    var oneShot = madeBy(Job.ALIAS, "routes").inState("exited");
    var anothers = madeBy("dood-network-action.abc123.second." + Job.NETWORK, "routes");
    assertThatStage(job.post()).printedNoCommand();
    assertThat(engine.has(oneShot)).isFalse();
    assertThat(engine.has(anothers)).isTrue();
  }

  @Test
  void claim_whose_attachment_is_gone_is_removed() {
    engine.network("compose_default");
    job.with("extra-networks", "compose_default");
    job.runner();
    job.main();
    var claim =
        madeBy(Job.ALIAS, "claim")
            .inState("created")
            .withLabel("dood-network-action.claim", "c.gone");
    assertThatStage(job.post()).printedNoCommand();
    assertThat(engine.has(claim)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"paused, abc123, false", "paused, fed321, true", "exited, fed321, false"})
  void container_of_others_that_holds_the_network_is_named(
      String state, String label, boolean named) {
    job.runner();
    job.main();
    engine.container("browser").withLabel(label).onNetwork(network).inState(state);
    assertThat(job.post().log().contains("docker rm --force browser")).isEqualTo(named);
  }

  @Test
  void nothing_counts_as_attached_before_anything_can_fail() {
    job.step().transportFailsWith(new NoClassDefFoundError("cut short"));
    assertThat(job.main().savedState()).isEqualTo(Map.of("attached", "false"));
  }

  /** Main did not get to save anything, so the workflow's own environment counts as saved state. */
  @Test
  void container_that_the_workflows_environment_names_as_forwarder_stays() {
    var service = job.service();
    job.step()
        .withSavedState("forwarder", service.name())
        .withSavedState("mark", Job.ALIAS)
        .withSavedState("engine", "unix:///var/run/docker.sock");
    job.post();
    assertThat(engine.has(service)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "dood-network-action.abc123.__self.github_network_0123456789abcdef0123456789abcdef",
        "dood-network-action.def456.__self.ffffffffffffffffffffffffffffffff.other_net",
        "web"
      })
  void runner_that_the_workflows_environment_names_stays_attached(String mark) {
    var others = engine.network("other_net");
    var anothers = "dood-network-action.def456.__self.0123456789abcdef0123456789abcdef.other_net";
    var other = job.candidate("runner-2").onNetwork(others, anothers, "web");
    job.step()
        .withSavedState("attached", "true")
        .withSavedState("container", other.id().value())
        .withSavedState("networks", others.id().value())
        .withSavedState("mark", mark)
        .withSavedState("engine", "unix:///var/run/docker.sock");
    assertThatStage(job.post()).didNotWarn();
    assertThatContainer(other).isOn(others);
  }

  @Test
  void main_that_attached_nothing_leaves_post_no_call_to_make() {
    job.step().withSavedState("attached", "false");
    var run = job.post();
    assertThatStage(run).succeeded();
    assertThat(engine.calls()).isEmpty();
  }

  private FakeContainer madeBy(String signature, String purpose) {
    return engine
        .container(purpose + " of " + signature)
        .withLabel("dood-network-action", purpose)
        .withLabel("dood-network-action.signature", signature);
  }
}
