package org.dood.network.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dood.network.testing.StageRunAssert.assertThatStage;

import org.dood.network.testing.Job;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Main shows on the page of the run what it attached; post, what it had to leave. */
class SummaryTest {

  @RegisterExtension private final Job job = Job.withService();

  @Test
  void attached_runner_is_shown_with_the_services() {
    var run = job.main();
    assertThat(run.summary()).contains("### Networks and services", "```mermaid", "runner");
  }

  @Test
  void nothing_is_shown_if_the_input_says_so() {
    job.with("summary", "false");
    assertThat(job.main().summary()).isEmpty();
  }

  @Test
  void job_without_a_network_shows_nothing() {
    job.with("network", "");
    assertThat(job.main().summary()).isEmpty();
  }

  @Test
  void post_that_undid_everything_shows_nothing() {
    job.main();
    assertThat(job.post().summary()).isEmpty();
  }

  @Test
  void step_succeeds_without_the_file() {
    job.step().withoutCommandFile("GITHUB_STEP_SUMMARY");
    assertThatStage(job.main()).succeeded();
  }
}
