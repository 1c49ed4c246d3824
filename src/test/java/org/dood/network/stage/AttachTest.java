package org.dood.network.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dood.network.testing.ContainerAssert.assertThatContainer;
import static org.dood.network.testing.StageRunAssert.assertThatStage;

import java.util.Map;
import org.dood.network.engine.model.ContainerId;
import org.dood.network.testing.Job;
import org.dood.network.testing.engine.FakeEngine;
import org.dood.network.testing.engine.FakeNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A job with a service, whose runner lives in a container: main attaches it. */
class AttachTest {

  @RegisterExtension private final Job job = Job.withService();
  private final FakeEngine engine = job.engine();
  private final FakeNetwork network = job.network();

  @Test
  void runner_that_started_our_container_is_attached() {
    var runner = job.runner();
    var run = job.main();
    assertThatStage(run).succeeded();
    assertThatContainer(runner).isOn(network, Job.ALIAS);
    assertThatStage(run)
        .hasOutputs(
            Map.of(
                "host",
                "",
                "network",
                Job.NETWORK,
                "runner-container",
                runner.id().value(),
                "ip-address",
                runner.addressOn(network),
                "ipv6-address",
                "",
                "attached",
                "true",
                "outcome",
                "attached",
                "services",
                job.servicesJson("postgres", "null", "{}")));
  }

  @Test
  void state_is_saved_before_the_runner_is_attached() {
    var runner = job.runner();
    engine.onCall("connect").fail(new IllegalStateException("cut short"));
    var run = job.main();
    assertThat(run.savedState())
        .isEqualTo(
            Map.of(
                "attached",
                "true",
                "container",
                runner.id().value(),
                "networks",
                network.id().value(),
                "mark",
                Job.ALIAS,
                "routes",
                "",
                "engine",
                "unix:///var/run/docker.sock"));
  }

  @Test
  void container_that_the_user_names_is_attached_without_a_search() {
    var named = engine.container("my-runner");
    job.with("runner-container", "my-runner");
    var run = job.main();
    assertThatContainer(named).isOn(network, Job.ALIAS);
    assertThatStage(run).hasOutput("runner-container", named.id().value());
    assertThat(engine.calls()).noneMatch(c -> c.contains("top"));
  }

  @Test
  void runner_on_the_network_already_is_left_alone_by_main_and_post() {
    var runner = job.runner().onNetwork(network, "put-there-by-somebody");
    var run = job.main();
    var after = job.post();
    assertThatStage(run)
        .hasOutcome("already-attached")
        .hasOutput("attached", "false")
        .hasOutput("ip-address", runner.addressOn(network));
    assertThatStage(after).succeeded();
    assertThatContainer(runner).isOn(network, "put-there-by-somebody");
  }

  @Test
  void connection_lost_after_the_engine_attached_the_runner_counts_as_attached() {
    job.runner();
    engine.onCall("POST /networks/.*/connect").actThenCutOff();
    assertThatStage(job.main()).hasOutcome("attached");
  }

  /** Docker 20.10 was seen to do so: the container cannot be detached, nor started again. */
  @Test
  void refused_attachment_that_left_a_stale_endpoint_is_an_error() {
    job.runner();
    engine.onCall("POST /networks/.*/connect").actThenRefuse(500, "conflicts");
    assertThatStage(job.main()).failedWithOneError("conflicts");
  }

  @Test
  void answer_of_something_other_than_the_engine_is_not_taken_for_an_attachment() {
    job.runner();
    engine.onCall("POST /networks/.*/connect").answer(200, "<html>It works!</html>");
    assertThatStage(job.main())
        .failedWithOneError("the container is not on the network", "Nothing was changed");
  }

  @Test
  void attachment_that_cannot_be_verified_is_left_to_post() {
    var runner = job.runner();
    engine
        .onCall("POST /networks/.*/connect")
        .actThenRunOnce(() -> engine.onCall("/containers/.*/json").cutOff());
    assertThatStage(job.main()).failedWithOneError("left to the post step");
    assertThatContainer(runner).isOn(network, Job.ALIAS);
  }

  @Test
  void refused_attachment_is_an_error_in_the_engines_words() {
    job.runner();
    engine.onCall("connect").refuse(403, "cannot be connected to host network");
    assertThatStage(job.main())
        .failedWithOneError("cannot be connected to host network", "Nothing was changed");
  }

  @Test
  void network_that_does_not_exist_is_an_error() {
    job.with("network", "nope");
    assertThatStage(job.main())
        .failedWithOneError("There is no network 'nope'", "docker network ls");
    assertThat(engine.isUnchanged()).isTrue();
  }

  @Test
  void runner_container_that_does_not_exist_is_an_error() {
    job.with("runner-container", "nope");
    assertThatStage(job.main()).failedWithOneError("There is no container 'nope'", "docker ps");
    assertThat(engine.isUnchanged()).isTrue();
  }

  @Test
  void engine_that_does_not_know_our_container_is_an_error() {
    job.runner();
    job.ownContainerHasId(new ContainerId("0000000000000000"));
    assertThatStage(job.main())
        .failedWithOneError("knows no container '000000000000'", "runner-container");
    assertThat(engine.isUnchanged()).isTrue();
  }

  /** As a rootless engine beside one of root: the runner uses the one, and mounts the other's. */
  @Test
  void socket_of_another_engine_than_the_runners_is_an_error_that_names_no_input_to_leave_out() {
    var ofOtherEngine = "github_network_ffffffffffffffffffffffffffffffff";
    job.with("network", ofOtherEngine).with("job-network", ofOtherEngine);
    job.ownContainerHasId(new ContainerId("0000000000000000"));
    var run = job.main();
    assertThatStage(run)
        .failedWithOneError("/var/run/docker.sock does not run this step", "docker-host")
        .didNotPrint("Leave the input out");
    assertThat(engine.isUnchanged()).isTrue();
  }

  @Test
  void job_network_that_somebody_removed_is_an_error_that_names_no_input() {
    var removed = "github_network_ffffffffffffffffffffffffffffffff";
    job.with("network", removed).with("job-network", removed);
    assertThatStage(job.main())
        .failedWithOneError("is gone from the engine", removed)
        .didNotPrint("the input");
  }

  @Test
  void engine_that_cannot_be_reached_is_an_error() {
    engine.onCall("GET").fail("Permission denied");
    assertThatStage(job.main()).failedWithOneError("Permission denied", "/var/run/docker.sock");
  }

  @Test
  void answer_that_is_not_an_engines_is_an_error() {
    engine.onCall("GET").answer(200, "<html>It works!</html>");
    assertThatStage(job.main()).failedWithOneError("could not be understood", "docker version");
  }

  @Test
  void runner_container_that_does_not_run_is_an_error() {
    engine.container("runner-1").inState("exited");
    job.with("runner-container", "runner-1");
    assertThatStage(job.main())
        .failedWithOneError("The container runner-1", "does not run, it is 'exited'", "docker ps");
    assertThat(engine.isUnchanged()).isTrue();
  }
}
