package org.dood.network.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dood.network.testing.StageRunAssert.assertThatStage;

import org.dood.network.runner.EngineLocation;
import org.dood.network.testing.Job;
import org.dood.network.testing.engine.FakeEngine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Main leaves everything alone where steps reach the services anyway. */
class NothingToDoTest {

  @RegisterExtension private final Job job = Job.withService();
  private final FakeEngine engine = job.engine();

  @Test
  void job_without_a_network_has_nothing_to_do() {
    job.with("network", "");
    var run = job.main();
    assertThatStage(run)
        .succeeded()
        .hasOutcome("nothing-to-do")
        .printedOneLine()
        .hasOutput("host", "localhost");
    assertThat(engine.isUnchanged()).isTrue();
  }

  @Test
  void job_without_a_network_succeeds_though_the_engine_cannot_be_reached() {
    job.with("network", "");
    engine.onCall("").fail("Connection refused");
    var run = job.main();
    assertThatStage(run)
        .succeeded()
        .printed("could not be found out", "Connection refused")
        .printed("The output 'host' is empty")
        .printedNoCommand()
        .hasOutput("host", "");
  }

  @Test
  void hosted_runner_has_nothing_to_do_and_only_services_are_looked_up() {
    job.onHostedRunner();
    var run = job.main();
    assertThatStage(run).succeeded().hasOutcome("nothing-to-do");
    assertThat(engine.calls()).hasSize(2);
    assertThat(engine.isUnchanged()).isTrue();
  }

  @Test
  void host_on_which_no_container_is_the_runner_has_nothing_to_do() {
    job.candidate("somebody-elses").withProcess("docker run --name other_0a1b2c image");
    var run = job.main();
    assertThatStage(run).succeeded().hasOutcome("nothing-to-do").hasOutput("network", Job.NETWORK);
    assertThat(engine.isUnchanged()).isTrue();
  }

  @Test
  void act_which_shares_a_network_namespace_and_saves_no_state_sees_no_change() {
    job.with("network", "");
    job.ownContainerHasId(engine.container("act-job").id());
    var main = job.main();
    job.losesSavedState();
    var post = job.post();
    assertThatStage(main).succeeded();
    assertThatStage(post).succeeded();
    assertThat(engine.isUnchanged()).isTrue();
  }

  @Test
  void steps_in_a_job_container_need_nothing_and_no_search() {
    job.with("job-container", "0123456789ab");
    var run = job.main();
    assertThatStage(run)
        .succeeded()
        .printed("a container of its own")
        .hasOutcome("nothing-to-do")
        .hasOutput("network", Job.NETWORK);
    assertThat(engine.calls()).hasSize(8).noneMatch(c -> c.contains("top"));
    assertThat(engine.isUnchanged()).isTrue();
  }

  @Test
  void runner_on_the_hosts_network_has_nothing_to_do() {
    job.runner().inNetworkMode("host");
    var run = job.main();
    assertThatStage(run)
        .succeeded()
        .printed("the host's network", "localhost:<published port>")
        .printedNoCommand()
        .hasOutcome("nothing-to-do");
    assertThat(engine.isUnchanged()).isTrue();
  }

  @Test
  void runner_in_a_pod_with_its_engine_has_nothing_to_do() {
    job.engineLivesIn(EngineLocation.POD);
    var run = job.main();
    assertThatStage(run)
        .succeeded()
        .printed("pod", "localhost:<published port>")
        .printedNoCommand();
  }
}
