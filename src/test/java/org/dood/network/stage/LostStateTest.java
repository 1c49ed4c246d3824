package org.dood.network.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;
import static org.dood.network.testing.ContainerAssert.assertThatContainer;
import static org.dood.network.testing.StageRunAssert.assertThatStage;

import org.dood.network.testing.EngineValues;
import org.dood.network.testing.Job;
import org.dood.network.testing.engine.FakeContainer;
import org.dood.network.testing.engine.FakeEngine;
import org.dood.network.testing.engine.FakeNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The state that main saved does not reach post. */
class LostStateTest {

  /** A network that the jobs of several runners share, so that no label of a runner is on it. */
  private static final String SHARED = "ci";

  /** The mark of a step of the same id in another runner's job on that network. */
  private static final String ANOTHERS =
      "dood-network-action._.__self.00112233445566778899aabbccddeeff." + SHARED;

  @RegisterExtension private final Job job = Job.withService();
  private final FakeEngine engine = job.engine();
  private final FakeNetwork network = job.network();
  private final FakeNetwork shared = engine.network(SHARED);

  @Test
  void runner_is_found_by_its_alias_and_detached() {
    var runner = job.runner();
    job.main();
    job.losesSavedState();
    job.post();
    assertThatContainer(runner).isNotOn(network);
  }

  @Test
  void post_that_finds_no_alias_says_that_the_saved_state_is_lost() {
    job.runner();
    var run = job.post();
    assertThatStage(run).succeeded();
    assertThat(run.log().lines()).singleElement(STRING).contains("saved state did not arrive");
  }

  @Test
  void another_runner_with_the_same_step_on_a_shared_network_stays_attached() {
    jobIsOnSharedNetwork();
    var other = job.candidate("runner-2").onNetwork(shared, ANOTHERS);
    var runner = job.runner();
    job.main();
    var run = job.losesSavedState().post();
    assertThatStage(run).printed("Detached the runner's container runner-1").didNotWarn();
    assertThatContainer(runner).isNotOn(shared);
    assertThatContainer(other).isOn(shared, ANOTHERS);
  }

  @Test
  void attachment_that_may_be_another_runners_is_left_with_the_command_to_end_it_by_hand() {
    jobIsOnSharedNetwork();
    var other = job.candidate("runner-2").onNetwork(shared, ANOTHERS);
    var run = job.post();
    assertThatStage(run)
        .succeeded()
        .warned("The container runner-2 may still be attached to the network ci")
        .printed("docker network disconnect --force ci runner-2");
    assertThatContainer(other).isOn(shared, ANOTHERS);
    assertThat(engine.isUnchanged()).isTrue();
  }

  @Test
  void attachment_of_a_container_whose_network_other_runners_use_is_left() {
    jobIsOnSharedNetwork();
    var runner = job.runner();
    engine.container("runner-2").inNetworkMode("container:" + runner.id());
    job.main();
    assertThatStage(job.losesSavedState().post()).warned("disconnect --force ci runner-1");
    assertThatContainer(runner).isOn(shared);
  }

  @Test
  void mark_of_an_older_version_is_not_this_steps() {
    var other =
        job.candidate("runner-2")
            .onNetwork(network, "dood-network-action.abc123.__self." + Job.NETWORK);
    job.post();
    assertThatContainer(other).isOn(network);
  }

  @Test
  void container_whose_network_the_step_shares_is_detached_and_no_other() {
    var steps = engine.container("act-job");
    job.ownContainerHasId(steps.id());
    var other = engine.container("act-job-2").onNetwork(shared, aliasUnderAct());
    job.with("network", SHARED);
    assertThatStage(job.main()).printed("this step shares its network");
    assertThatContainer(steps).isOn(shared);
    job.losesSavedState().post();
    assertThatContainer(steps).isNotOn(shared);
    assertThatContainer(other).isOn(shared);
  }

  @Test
  void runner_that_was_named_under_act_is_left_since_it_may_be_another_jobs() {
    job.ownContainerHasId(engine.container("act-job").id());
    var named = engine.container("my-runner");
    job.with("network", SHARED).with("runner-container", "my-runner");
    job.main();
    assertThatContainer(named).isOn(shared);
    assertThatStage(job.losesSavedState().post()).warned("disconnect --force ci my-runner");
    assertThatContainer(named).isOn(shared);
  }

  @Test
  void post_has_nothing_to_warn_of_where_there_is_no_engine() {
    engine.onCall("").fail("No such file or directory");
    assertThatStage(job.post()).succeeded().printedOneLine().didNotWarn();
  }

  private void jobIsOnSharedNetwork() {
    FakeContainer own = job.ownContainer();
    own.leave(network);
    own.inNetworkMode(SHARED).onNetwork(shared);
    job.with("network", SHARED);
  }

  private static String aliasUnderAct() {
    return "dood-network-action._.__self." + EngineValues.secret("other").value() + "._";
  }
}
