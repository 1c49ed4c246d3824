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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An answer that is not understood is unknown: never a no, and never gone. */
class OtherEnginesTest {

  @RegisterExtension private final Job job = Job.withService();
  private final FakeEngine engine = job.engine();
  private final FakeNetwork network = job.network();

  @Test
  void podman_4_3_is_understood_in_main_and_post() {
    engine.answersAsPodman43();
    var runner = job.runner().onNetwork(engine.network("podman"));
    assertThatStage(job.main())
        .succeeded()
        .hasOutcome("attached")
        .hasOutput("services", job.servicesJson("postgres", "null", "{}"))
        .didNotWarn();
    assertThatContainer(runner).isOn(network);
    assertThatStage(job.post()).succeeded().printed("Detached").didNotWarn();
    assertThatContainer(runner).isNotOn(network);
  }

  @Test
  void podman_4_3_is_understood_in_post_without_saved_state() {
    engine.answersAsPodman43();
    var runner = job.runner();
    job.main();
    assertThatStage(job.losesSavedState().post()).succeeded().didNotWarn();
    assertThatContainer(runner).isNotOn(network);
  }

  /** Measured on Podman 5.4.2: the container is in the list, and being removed. */
  @Test
  void container_of_podman_that_goes_while_it_is_asked_for_is_gone() {
    engine.answersAsPodman43();
    var runner = job.runner();
    var other = job.candidate("of-another-job");
    engine
        .onCall("GET /containers/" + other.id())
        .refuse(
            500,
            "no container with ID %s found in database: no such container".formatted(other.id()));
    assertThatStage(job.main()).succeeded().hasOutcome("attached").didNotWarn();
    assertThatContainer(runner).isOn(network);
  }

  @Test
  void internal_error_of_docker_is_never_a_sign_that_something_is_gone() {
    var runner = job.runner();
    job.main();
    engine
        .onCall("GET /containers/" + runner.id() + "/json")
        .refuse(500, "no such container in the database: the disk is full");
    assertThatStage(job.post()).succeeded().warned("the disk is full");
  }

  @Test
  void second_main_on_podman_4_3_sees_that_the_runner_is_on_the_network() {
    engine.answersAsPodman43();
    job.runner().onNetwork(network);
    assertThatStage(job.main()).succeeded().hasOutcome("already-attached");
  }

  @Test
  void process_list_of_the_whole_machine_proves_nothing() {
    aMachineWhoseProcessesAreListedForEachContainer();
    engine.onCall("/archive").refuse(500, "path escapes from parent");
    assertThatStage(job.main())
        .failedWithOneError("runner-1", "runner-2", "processes of other containers");
    assertThat(engine.isUnchanged()).isTrue();
  }

  @Test
  void process_list_of_the_whole_machine_leaves_it_to_the_file_proof() {
    var runner = aMachineWhoseProcessesAreListedForEachContainer();
    runner.withFile(job.stateFileOfRunner());
    assertThatStage(job.main()).succeeded().hasOutcome("attached");
    assertThatContainer(runner).isOn(network);
  }

  private FakeContainer aMachineWhoseProcessesAreListedForEachContainer() {
    var monitor = "/usr/bin/conmon --api-version 1 -c " + job.ownContainer().id() + " -n action";
    var start = "docker run --name " + Job.OWN_NAME + " image";
    job.candidate("runner-1").withProcess("init").withProcess(start).withProcess(monitor);
    return job.candidate("runner-2").withProcess("init").withProcess(start).withProcess(monitor);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        "{\"Titles\":[\"PID\",\"COMMAND\"],\"Processes\":[]}",
        "{\"Titles\":[\"USER\",\"PID\"],\"Processes\":[[\"root\",\"1\"]]}"
      })
  void process_list_that_is_not_understood_is_no_no(String answer) {
    job.runner();
    engine.onCall("/top").answer(200, answer);
    engine.onCall("/archive").refuse(500, "path escapes from parent");
    assertThatStage(job.main()).failedWithOneError("runner-1", "'runner-container'");
  }

  @Test
  void container_that_ended_while_its_processes_were_listed_is_no_candidate() {
    var runner = job.runner();
    var other = job.candidate("of-another-job");
    engine
        .onCall("GET /containers/" + other.id() + "/top")
        .changeAnswer(_ -> {
          engine.remove(other);
          return "{\"Titles\":null,\"Processes\":null}";
        });
    assertThatStage(job.main()).succeeded().hasOutcome("attached");
    assertThatContainer(runner).isOn(network);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "[]", "{\"Networks\":[]}", "{\"Networks\":{\"a\":1}}"})
  void endpoints_that_are_not_understood_are_not_taken_for_gone(String settings) {
    var runner = job.runner();
    job.main();
    engine
        .onCall("GET /containers/" + runner.id() + "/json")
        .changeAnswer(body ->
            body.replaceFirst("\"NetworkSettings\":.*$", "\"NetworkSettings\":" + settings + "}"));
    assertThatStage(job.post()).succeeded().warned("could not be understood");
  }
}
