package org.dood.network.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dood.network.testing.ContainerAssert.assertThatContainer;
import static org.dood.network.testing.StageRunAssert.assertThatStage;

import org.dood.network.testing.Job;
import org.dood.network.testing.engine.FakeContainer;
import org.dood.network.testing.engine.FakeEngine;
import org.dood.network.testing.engine.FakeNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Jobs whose runners use one container's network namespace need one attachment. */
class SharedAttachmentTest {

  private static final String ANOTHER_ALIAS = Job.aliasOf("def456", "__self", "github_network_9");

  @RegisterExtension private final Job job = Job.withService();
  private final FakeEngine engine = job.engine();

  private final FakeNetwork compose = engine.network("compose_default");
  private final FakeContainer runner =
      job.with("extra-networks", "compose_default").runner().onNetwork(compose, ANOTHER_ALIAS);

  @Test
  void shared_attachment_stays_until_the_last_job_is_done() {
    var run = job.main();
    engine.claimsOf(ANOTHER_ALIAS).forEach(engine::remove);
    var after = job.post();
    assertThatStage(run).printed("the post step of the last of them will detach it");
    assertThatStage(after).printed("from the network compose_default");
    assertThatContainer(runner).isNotOn(compose);
    assertThat(engine.claimsOf(Job.ALIAS)).isEmpty();
  }

  @Test
  void shared_attachment_is_left_to_the_job_that_still_needs_it() {
    job.main();
    var after = job.post();
    assertThatStage(after).printed("for another step or job that still uses it");
    assertThatContainer(runner).isOn(compose, ANOTHER_ALIAS);
    assertThat(engine.claimsOf(ANOTHER_ALIAS)).hasSize(1);
    assertThat(engine.claimsOf(Job.ALIAS)).isEmpty();
  }

  @Test
  void shared_attachment_is_left_to_the_other_job_if_saved_state_is_lost() {
    job.main();
    job.losesSavedState();
    assertThatStage(job.post()).printed("for another step or job that still uses it");
    assertThatContainer(runner).isOn(compose, ANOTHER_ALIAS);
  }

  @Test
  void attachment_claimed_while_it_is_detached_is_made_again() {
    runner.leave(compose);
    job.main();
    engine
        .onCall("POST /networks/" + compose.id() + "/disconnect")
        .actThenRunOnce(() -> engine.claim(runner, compose, ANOTHER_ALIAS));
    var after = job.post();
    assertThatStage(after).printed("for another step or job that still uses it");
    assertThatContainer(runner).isOn(compose, ANOTHER_ALIAS);
  }

  @Test
  void attachment_that_the_other_job_ended_before_it_saw_our_claim_is_made() {
    engine.onCall("POST /containers/create").actThenRunOnce(() -> runner.leave(compose));
    var run = job.main();
    assertThatStage(run).succeeded();
    assertThatContainer(runner).isOn(compose, Job.ALIAS);
    assertThat(engine.claimsOf(ANOTHER_ALIAS)).isEmpty();
  }

  @Test
  void attachment_that_another_job_made_first_is_shared() {
    runner.leave(compose);
    engine
        .onCall("POST /networks/" + compose.id() + "/connect")
        .runThenRefuse(
            () -> runner.onNetwork(compose, ANOTHER_ALIAS), 403, "endpoint already exists");
    assertThatStage(job.main()).succeeded();
    assertThat(engine.claimsOf(Job.ALIAS)).hasSize(1);
    assertThat(engine.claimsOf(ANOTHER_ALIAS)).hasSize(1);
  }
}
