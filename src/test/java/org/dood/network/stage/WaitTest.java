package org.dood.network.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dood.network.testing.StageRunAssert.assertThatStage;

import org.dood.network.testing.Job;
import org.dood.network.testing.engine.FakeContainer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Main waits until services are ready. */
class WaitTest {

  @RegisterExtension private final Job job = Job.withService();
  private final FakeContainer service = job.service();

  @Test
  void service_that_is_not_waited_for_is_told_as_well() {
    job.runner();
    job.anotherService("cache");
    job.with("wait", "1m");
    job.with("wait-for", "postgres");
    assertThat(job.main().log())
        .containsPattern("Service cache: steps reach it at cache\\. (Its|Whether its) name")
        .contains("Service postgres: steps reach it at postgres.\n")
        .contains("Ready after 0s: postgres.");
  }

  @Test
  void service_not_ready_in_time_is_an_error_with_what_it_printed() {
    job.runner();
    service.withHealth("starting").withLogLine("initdb: ::error::no space left");
    job.with("wait", "1s");
    var run = job.main();
    assertThatStage(run)
        .failed()
        .hasOutcome("attached")
        .hasOneErrorAnnotation()
        .printed("Not ready after 1s: postgres: starting", "  postgres | initdb: ");
  }

  @Test
  void service_that_ended_is_an_error_without_a_wait() {
    job.runner();
    service.inState("exited").withLogLine("FATAL: no password");
    job.with("wait", "5m");
    assertThatStage(job.main()).printed("Not ready after 0s: postgres: exited", "no password");
  }

  @Test
  void healthy_service_needs_no_wait() {
    job.runner();
    service.withHealth("healthy");
    job.with("wait", "5m");
    var run = job.main();
    assertThatStage(run).succeeded().printed("Ready after 0s: postgres.");
  }

  @Test
  void service_that_does_not_exist_is_an_error() {
    job.runner();
    job.with("wait", "5m");
    job.with("wait-for", "postgres redis:6379");
    var run = job.main();
    assertThatStage(run).failed().printed("names 'redis:6379'", "Services: postgres.");
  }
}
