package org.dood.network.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;
import static org.dood.network.testing.ContainerAssert.assertThatContainer;
import static org.dood.network.testing.StageRunAssert.assertThatStage;

import org.dood.network.testing.Job;
import org.dood.network.testing.engine.FakeNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The state that main saved does not reach post. */
class LostStateTest {

  @RegisterExtension private final Job job = Job.withService();
  private final FakeNetwork network = job.network();

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
}
