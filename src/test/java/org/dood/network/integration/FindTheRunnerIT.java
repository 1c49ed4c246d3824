package org.dood.network.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dood.network.integration.support.StageResultAssert.assertThatStage;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.dood.network.integration.support.EngineProxy;
import org.dood.network.integration.support.OnARealEngine;
import org.dood.network.integration.support.SimulatedRunner;
import org.dood.network.integration.support.StageResult;
import org.dood.network.integration.support.WorkDirectory;
import org.dood.network.integration.support.Workbench;
import org.dood.network.integration.support.WorkflowJob;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whichever container the runner lives in is the one that main attaches. */
@OnARealEngine
class FindTheRunnerIT {

  @Test
  void a_runner_whose_hostname_is_its_id_is_attached_and_detached(Workbench bench) {
    isAttachedAndDetached(bench.runner().start());
  }

  @Test
  void a_runner_with_a_hostname_of_its_own_is_attached_and_detached(Workbench bench) {
    isAttachedAndDetached(bench.runner().hostname("build-box").start());
  }

  @Test
  void a_runner_on_a_network_of_its_own_stays_there(Workbench bench) {
    var network = bench.network("runners_default");
    isAttachedAndDetached(bench.runner().onNetwork(network).start());
  }

  @Test
  @Tag("core")
  void two_runners_of_the_same_hostname_are_each_attached_to_their_own_jobs_network(Workbench bench)
      throws InterruptedException {
    var searching = new CyclicBarrier(2);
    var one = bench.runner().hostname("runner").behind(meetingAt(searching, bench)).start();
    var two = bench.runner().hostname("runner").behind(meetingAt(searching, bench)).start();
    var jobOfOne = one.startJobWithService();
    var jobOfTwo = two.startJobWithService();
    var stepOfOne = jobOfOne.step();
    var stepOfTwo = jobOfTwo.step();

    var mains = atTheSameTime(stepOfOne::main, stepOfTwo::main);

    assertThatStage(mains.get(0)).succeeded().hasOutput("runner-container", one.container());
    assertThatStage(mains.get(1)).succeeded().hasOutput("runner-container", two.container());
    assertThat(one.networks())
        .containsExactlyInAnyOrder(bench.defaultNetwork(), jobOfOne.network());
    assertThat(two.networks())
        .containsExactlyInAnyOrder(bench.defaultNetwork(), jobOfTwo.network());

    assertThat(atTheSameTime(stepOfOne::post, stepOfTwo::post))
        .allSatisfy(post -> assertThatStage(post).succeeded().says("Detached"));
    jobOfOne.end();
    jobOfTwo.end();
  }

  @Test
  void a_work_directory_that_is_not_the_hosts_makes_a_warning_and_no_difference(Workbench bench) {
    isAttachedAndDetachedWithAWarning(
        bench.runner().workDirectory(WorkDirectory.IN_CONTAINER).start());
  }

  @Test
  void a_work_directory_in_memory_makes_a_warning_and_no_difference(Workbench bench) {
    isAttachedAndDetachedWithAWarning(bench.runner().workDirectory(WorkDirectory.ON_TMPFS).start());
  }

  @Test
  void a_stranger_that_mounts_the_same_work_directory_is_not_taken_for_the_runner(Workbench bench) {
    var runner = bench.runner().start();
    var stranger = bench.strangerWithWorkDirectoryOf(runner);
    isAttachedAndDetached(runner);
    assertThat(bench.engine().networksOf(stranger)).containsOnlyKeys(bench.defaultNetwork());
  }

  @Test
  void a_stranger_that_mounts_a_vm_runners_work_directory_is_not_taken_for_the_runner(
      Workbench bench) {
    var runner = bench.vmRunner();
    var stranger = bench.strangerWithWorkDirectoryOf(runner);
    var job = runner.startJobWithService();
    var step = job.step();

    assertThatStage(step.main()).succeeded().hasOutput("outcome", "nothing-to-do");

    assertThat(bench.engine().networksOf(stranger)).containsOnlyKeys(bench.defaultNetwork());
    assertThatStage(step.post()).succeeded();
    job.end();
  }

  @Test
  void a_runner_that_nothing_gives_away_and_whose_command_files_are_missing_is_an_error(
      Workbench bench) {
    var runner = bench.runner().withoutCli().workDirectory(WorkDirectory.IN_CONTAINER).start();
    var job = runner.startJobWithService();

    assertThatStage(job.step().main())
        .failedWithOneErrorThatSays(
            "command files are missing",
            "-v %1$s:%1$s".formatted(runner.workDirectory()),
            "runner-container");

    assertThat(runner.networks()).containsOnly(bench.defaultNetwork());
    job.end();
  }

  private static void isAttachedAndDetached(SimulatedRunner runner) {
    var networksBefore = runner.networks();
    var job = runner.startJobWithService();
    var step = job.step();

    assertThatStage(step.main()).succeeded().hasOutput("attached", "true");
    assertIsOn(job, runner);

    assertThatStage(step.post()).succeeded();
    assertThat(runner.networks()).isEqualTo(networksBefore);
    job.end();
  }

  private static void isAttachedAndDetachedWithAWarning(SimulatedRunner runner) {
    var networksBefore = runner.networks();
    var job = runner.startJobWithService();
    var step = job.step();

    assertThatStage(step.main())
        .succeededWithAWarning("-v %1$s:%1$s".formatted(runner.workDirectory()))
        .hasOutput("attached", "true");
    assertIsOn(job, runner);

    assertThatStage(step.post()).succeeded();
    assertThat(runner.networks()).isEqualTo(networksBefore);
    job.end();
  }

  /**
   * Lets a stage search only while another one does, so that both their processes are there. Only
   * its first list waits: a stage makes several at a time, which would meet each other.
   */
  private static EngineProxy meetingAt(CyclicBarrier searching, Workbench bench) {
    var first = new AtomicBoolean(true);
    return bench
        .engineProxy()
        .on(
            "GET",
            "/containers/json",
            exchange -> {
              if (first.getAndSet(false)) {
                await(searching);
              }
              exchange.forward();
            });
  }

  private static void await(CyclicBarrier searching) throws IOException {
    try {
      searching.await(1, TimeUnit.MINUTES);
    } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
      throw new IOException("the other stage does not search", e);
    }
  }

  private static List<StageResult> atTheSameTime(
      Callable<StageResult> one, Callable<StageResult> two) throws InterruptedException {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      return threads.invokeAll(List.of(one, two)).stream().map(Future::resultNow).toList();
    }
  }

  private static void assertIsOn(WorkflowJob job, SimulatedRunner runner) {
    assertThat(runner.networks()).contains(job.network());
  }
}
