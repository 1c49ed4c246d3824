package org.dood.network.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dood.network.integration.support.EngineProxy.refusal;
import static org.dood.network.integration.support.StageResultAssert.assertThatStage;

import org.dood.network.engine.model.EngineFamily;
import org.dood.network.integration.support.ArchiveInGoodHealth;
import org.dood.network.integration.support.DiffersOn;
import org.dood.network.integration.support.EngineProxy;
import org.dood.network.integration.support.OnARealEngine;
import org.dood.network.integration.support.SimulatedRunner;
import org.dood.network.integration.support.StageResult;
import org.dood.network.integration.support.WorkDirectory;
import org.dood.network.integration.support.Workbench;
import org.junit.jupiter.api.Test;

/** Engines that cannot answer what the proofs ask. */
@OnARealEngine
class ProofIT {

  private static final String TOP = "/containers/[^/]+/top";
  private static final String ARCHIVE = "/containers/[^/]+/archive";

  /** As an engine's host without {@code ps} answers. */
  private static final EngineProxy.Behaviour NO_PS =
      refusal(500, "exec: \"ps\": executable file not found in $PATH");

  /** As 28.5 answers for each container that has the socket at /var/run, which is a link. */
  private static final EngineProxy.Behaviour PATH_ESCAPES =
      refusal(500, "statat var/run/docker.sock: path escapes from parent");

  @Test
  void without_archive_the_runner_is_found_by_its_process(Workbench bench) {
    var proxy = bench.engineProxy().on("HEAD", ARCHIVE, PATH_ESCAPES);
    var runner = bench.runner().behind(proxy).start();
    var job = runner.startJobWithService();
    var step = job.step();

    assertThatStage(step.main()).succeeded().hasOutput("runner-container", runner.container());

    assertThatStage(step.post()).succeeded();
    assertThat(runner.networks()).containsOnly(bench.defaultNetwork());
    job.end();
  }

  @Test
  void without_top_the_runner_is_found_by_the_steps_file_in_it(Workbench bench) {
    var proxy = withoutTop(bench);
    var runner = bench.runner().behind(proxy).workDirectory(WorkDirectory.IN_CONTAINER).start();
    var job = runner.startJobWithService();
    var step = job.step();

    assertThatStage(step.main())
        .succeededWithAWarning("-v")
        .hasOutput("runner-container", runner.container())
        .says("save_state_");

    assertThat(runner.networks()).contains(job.network());
    assertThatStage(step.post()).succeeded();
    assertThat(runner.networks()).containsOnly(bench.defaultNetwork());
    job.end();
  }

  @Test
  void without_top_a_file_under_a_mount_is_no_proof(Workbench bench) {
    var proxy = withoutTop(bench);
    var runner = bench.runner().behind(proxy).start();
    var stranger = bench.strangerWithWorkDirectoryOf(runner);

    var main = mainThatChangesNothing(runner);

    assertThatStage(main)
        .failedWithOneErrorThatSays("runner-container", "\"ps\"", runner.shortId());
    assertThat(bench.engine().networksOf(stranger)).containsOnlyKeys(bench.defaultNetwork());
  }

  @Test
  void without_top_a_vm_runner_is_not_confused_with_a_stranger_that_mounts_its_work_directory(
      Workbench bench) {
    var proxy = withoutTop(bench);
    var runner = bench.vmRunnerBehind(proxy);
    var stranger = bench.strangerWithWorkDirectoryOf(runner);
    var job = runner.startJobWithService();

    var main = job.step().main();

    assertThatStage(main).failedWithOneErrorThatSays("runner-container", "\"ps\"");
    assertThat(bench.engine().networksOf(stranger)).containsOnlyKeys(bench.defaultNetwork());
    job.end();
  }

  @Test
  @DiffersOn(
      value = EngineFamily.PODMAN,
      what =
          "A file on a `tmpfs` is seen from outside. Without `ps` on the host, the runner is still not taken for proven by such a file, which other containers can have too.")
  void without_top_the_absence_of_a_file_in_memory_is_no_proof(Workbench bench) {
    var proxy = withoutTop(bench);
    var runner = bench.runner().behind(proxy).workDirectory(WorkDirectory.ON_TMPFS).start();

    var main = mainThatChangesNothing(runner);

    assertThatStage(main)
        .failedWithOneErrorThatSays(
            "runner-container",
            switch (bench.engine().family()) {
              case DOCKER -> "tmpfs";
              case PODMAN -> "from a mount that other containers can have too";
            });
  }

  @Test
  void without_top_and_archive_it_takes_no_guess(Workbench bench) {
    var runner = bench.runner().behind(withoutProofs(bench)).start();

    var main = mainThatChangesNothing(runner);

    assertThatStage(main)
        .failedWithOneErrorThatSays("runner-container", "\"ps\"", runner.shortId());
  }

  @Test
  void of_two_containers_that_both_prove_none_is_taken(Workbench bench) {
    var proxy =
        bench.engineProxy().on("GET", TOP, NO_PS).on("HEAD", ARCHIVE, EngineProxy.answer(200, ""));
    var runner = bench.runner().behind(proxy).workDirectory(WorkDirectory.IN_CONTAINER).start();
    var other = bench.runner().start();

    var main = mainThatChangesNothing(runner);

    assertThatStage(main)
        .failedWithOneErrorThatSays(
            "More than one container proves", runner.shortId(), other.shortId(), "save_state_");
    assertThat(other.networks()).containsOnly(bench.defaultNetwork());
  }

  @Test
  void without_top_and_archive_the_input_names_the_runner(Workbench bench) {
    var runner = bench.runner().behind(withoutProofs(bench)).start();
    var job = runner.startJobWithService();
    var step = job.step().with("runner-container", runner.container());

    assertThatStage(step.main()).succeeded().hasOutput("runner-container", runner.container());

    assertThat(runner.networks()).contains(job.network());
    assertThatStage(step.post()).succeeded();
    job.end();
  }

  private static EngineProxy withoutTop(Workbench bench) {
    return bench
        .engineProxy()
        .on("GET", TOP, NO_PS)
        .on("HEAD", ARCHIVE, new ArchiveInGoodHealth(bench.engine()));
  }

  private static EngineProxy withoutProofs(Workbench bench) {
    return bench.engineProxy().on("GET", TOP, NO_PS).on("HEAD", ARCHIVE, PATH_ESCAPES);
  }

  private static StageResult mainThatChangesNothing(SimulatedRunner runner) {
    var job = runner.startJobWithService();
    var step = job.step();
    var main = step.main();
    assertThat(runner.networks()).containsOnly(runner.defaultNetwork());
    assertThatStage(step.post()).succeeded();
    assertThat(runner.networks()).containsOnly(runner.defaultNetwork());
    job.end();
    return main;
  }
}
