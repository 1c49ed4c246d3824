package org.dood.network.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dood.network.testing.ContainerAssert.assertThatContainer;
import static org.dood.network.testing.StageRunAssert.assertThatStage;

import java.util.stream.IntStream;
import org.dood.network.testing.Job;
import org.dood.network.testing.engine.FakeEngine;
import org.dood.network.testing.engine.FakeNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which container the runner lives in. */
class FindRunnerTest {

  @RegisterExtension private final Job job = Job.withService();
  private final FakeEngine engine = job.engine();
  private final FakeNetwork network = job.network();

  @Test
  void search_asks_each_container_with_the_engines_socket_and_then_no_other() {
    engine.container("web").withProcess("nginx");
    job.runner();
    IntStream.range(0, 10).forEach(i -> job.candidate("other-runner-" + i));
    job.main();
    assertThat(engine.calls().stream().filter(c -> c.contains("top"))).hasSize(11);
  }

  @Test
  void second_container_that_proves_to_be_the_runners_contests_the_first() {
    job.runner();
    job.candidate("runner-2").withProcess("docker run --name " + Job.OWN_NAME);
    assertThatStage(job.main()).failedWithOneError("runner-1", "runner-2", "does not guess");
    assertThat(engine.isUnchanged()).isTrue();
  }

  /** Any image can start a process of that name, and declare a volume at /run. */
  @Test
  void service_of_another_runner_that_fakes_the_process_is_not_taken_for_the_runner() {
    engine
        .container("hostile-service")
        .withLabel("def456")
        .withVolume("/run")
        .withProcess("docker run --name " + Job.OWN_NAME);
    assertThatStage(job.main()).hasOutcome("nothing-to-do");
    assertThat(engine.isUnchanged()).isTrue();
  }

  @Test
  void faked_process_does_not_contest_the_proof_of_the_runner() {
    engine
        .container("hostile-service")
        .withLabel("def456")
        .withVolume("/run")
        .withProcess("docker run --name " + Job.OWN_NAME);
    var runner = job.runner();
    assertThatStage(job.main()).hasOutput("runner-container", runner.id().value());
  }

  @Test
  void process_in_a_container_without_a_socket_proves_nothing_if_the_steps_file_cannot_be_seen() {
    engine
        .container("runner-over-tcp")
        .withTmpfs("/home/runner/_work")
        .withProcess("docker run --name " + Job.OWN_NAME);
    assertThatStage(job.main()).failedWithOneError("runner-over-tcp", "tmpfs", "does not guess");
    assertThat(engine.isUnchanged()).isTrue();
  }

  @Test
  void service_that_runs_the_process_of_the_proof_is_not_taken_for_the_runner() {
    job.service().withVolume("/run").withProcess("docker run --name " + Job.OWN_NAME);
    var runner = job.runner();
    assertThatStage(job.main()).hasOutput("runner-container", runner.id().value());
    assertThatContainer(runner).isOn(network);
    assertThat(engine.calls()).noneMatch(c -> c.contains(job.service().id() + "/top"));
  }

  @Test
  void service_that_runs_the_process_of_the_proof_does_not_hide_that_the_runner_is_on_the_host() {
    job.service().withProcess("docker run --name " + Job.OWN_NAME);
    assertThatStage(job.main()).hasOutput("outcome", "nothing-to-do");
    assertThat(engine.isUnchanged()).isTrue();
  }

  @Test
  void runner_that_mounts_no_socket_is_found_after_those_that_do() {
    job.candidate("portainer").withProcess("portainer");
    var runner =
        engine
            .container("runner-over-tcp")
            .withMount("/srv/work", "/home/runner/_work")
            .withFile(job.stateFileOfRunner())
            .withProcess("docker run --name " + Job.OWN_NAME);
    job.main();
    assertThatContainer(runner).isOn(network);
  }

  @Test
  void runner_that_holds_the_steps_file_is_found_where_processes_cannot_be_listed() {
    engine.onCall("/top").refuse(500, "exec: \"ps\": not found");
    var runner = job.candidate("runner-1").withFile(job.stateFileOfRunner());
    job.candidate("runner-2");
    job.main();
    assertThatContainer(runner).isOn(network);
  }

  @Test
  void steps_file_below_a_mount_proves_nothing() {
    engine.onCall("/top").refuse(500, "exec: \"ps\": not found");
    job.candidate("runner-1")
        .withMount("/home/runner/_work", "/home/runner/_work")
        .withFile(job.stateFileOfRunner());
    assertThatStage(job.main())
        .failedWithOneError("runner-1", "\"ps\": not found", "from a mount", "runner-container");
    assertThat(engine.isUnchanged()).isTrue();
  }

  @Test
  void absence_of_the_steps_file_from_a_tmpfs_proves_nothing() {
    engine.onCall("/top").refuse(500, "exec: \"ps\": not found");
    job.candidate("runner-1").withTmpfs("/home/runner/_work");
    assertThatStage(job.main()).failedWithOneError("runner-1", "tmpfs", "runner-container");
  }

  @Test
  void failed_look_for_the_steps_file_proves_nothing() {
    engine.onCall("/top").refuse(500, "exec: \"ps\": not found");
    engine.onCall("/archive").answer(500, "");
    job.candidate("runner-1");
    assertThatStage(job.main()).failedWithOneError("runner-1", "answered 500", "runner-container");
  }

  @Test
  void two_proven_containers_are_an_error() {
    engine.onCall("/top").refuse(500, "exec: \"ps\": not found");
    job.candidate("runner-1").withFile(job.stateFileOfRunner());
    job.candidate("runner-2").withFile(job.stateFileOfRunner());
    assertThatStage(job.main()).failedWithOneError("runner-1", "runner-2", "does not guess");
    assertThat(engine.isUnchanged()).isTrue();
  }

  @Test
  void container_that_stops_during_the_search_is_not_the_runner() {
    var ended = engine.container("job-that-ended");
    engine.onCall("/top").actThenRefuse(404, "No such container");
    engine.onCall("GET /containers/json").actThenRunOnce(() -> engine.remove(ended));
    assertThatStage(job.main()).hasOutcome("nothing-to-do");
  }

  @ParameterizedTest
  @ValueSource(ints = {404, 409})
  void denied_list_of_processes_of_a_running_container_proves_nothing(int status) {
    engine.onCall("/top").refuse(status, "page not found");
    engine.onCall("/archive").refuse(500, "path escapes from parent");
    job.candidate("runner-1");
    assertThatStage(job.main()).failedWithOneError("runner-1", "though it runs", "does not guess");
  }

  @Test
  void container_with_another_process_that_names_our_container_is_not_the_runner() {
    var stranger = job.candidate("logs").withProcess("docker logs --follow " + Job.OWN_NAME);
    job.main();
    assertThatContainer(stranger).isNotOn(network);
  }

  @Test
  void error_lists_the_first_few_of_many_unproven_candidates() {
    engine.onCall("/top").refuse(500, "exec: \"ps\": not found");
    for (int i = 0; i < 300; i++) {
      job.candidate("runner-" + i).withTmpfs("/home/runner/_work");
    }
    var run = job.main();
    assertThatStage(run).failedWithOneError("and 295 more");
    assertThat(run.log().length()).isLessThan(4096);
  }

  @Test
  void runner_container_may_be_given_by_its_hostname() {
    var runner = engine.container("runner-1").withHostname("build-7");
    job.with("runner-container", "build-7");
    job.main();
    assertThatContainer(runner).isOn(network);
  }

  @Test
  void hostname_of_two_containers_is_an_error() {
    engine.container("runner-1").withHostname("build-7");
    engine.container("runner-2").withHostname("build-7");
    job.with("runner-container", "build-7");
    assertThatStage(job.main())
        .failedWithOneError("More than one container", "runner-1", "runner-2");
    assertThat(engine.isUnchanged()).isTrue();
  }

  @Test
  void start_of_two_ids_is_an_error_even_if_one_container_is_stopped() {
    engine.container("runner-1", "feed");
    engine.container("runner-2", "feed").inState("exited");
    job.with("runner-container", "feed");
    assertThatStage(job.main())
        .failedWithOneError("More than one container goes by 'feed'", "runner-1", "runner-2");
    assertThat(engine.isUnchanged()).isTrue();
  }

  @Test
  void refused_look_at_the_runner_container_is_an_error_in_the_engines_words() {
    engine.container("runner-1", "feed");
    job.with("runner-container", "feed");
    engine.onCall("GET /containers/feed/json").refuse(403, "blocked by the proxy");
    assertThatStage(job.main()).failedWithOneError("blocked by the proxy");
  }

  @Test
  void unknown_runner_container_makes_an_error_that_names_likely_ones() {
    job.candidate("runner-1");
    job.with("runner-container", "nope");
    assertThatStage(job.main()).failedWithOneError("likely ones: runner-1");
  }
}
