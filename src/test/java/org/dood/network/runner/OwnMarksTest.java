package org.dood.network.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dood.network.testing.EngineValues.endpoint;
import static org.dood.network.testing.EngineValues.signature;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class OwnMarksTest {

  private static final Signature STEP = signature("abc123", "step", "job");
  private static final Signature SAME_STEP =
      new Signature(
          STEP.runnerLabel(),
          STEP.step(),
          Optional.of(new StepSecret("f".repeat(32))),
          STEP.jobNetwork());
  private static final Signature SAME_JOB = signature("abc123", "other", "job");
  private static final Signature OTHER_JOB = signature("abc123", "step", "job-2");
  private static final Signature OTHER_RUNNER = signature("def456", "step", "job");
  private static final Signature OLD_VERSION =
      new Signature(STEP.runnerLabel(), STEP.step(), Optional.empty(), STEP.jobNetwork());

  private static List<Signature> included(OwnMarks own) {
    return Stream.of(STEP, SAME_STEP, SAME_JOB, OTHER_JOB, OTHER_RUNNER, OLD_VERSION)
        .filter(own::include)
        .toList();
  }

  @Test
  void marks_of_a_step_are_those_with_its_secret() {
    assertThat(included(new OwnMarks.OfStep(STEP))).containsExactly(STEP);
  }

  @Test
  void marks_of_a_step_on_its_proven_runner_are_those_of_its_id_in_the_job() {
    assertThat(included(new OwnMarks.OfStepOnProvenRunner(STEP))).containsExactly(STEP, SAME_STEP);
  }

  @Test
  void marks_of_a_job_are_those_of_all_its_steps() {
    assertThat(included(new OwnMarks.OfJob(STEP))).containsExactly(STEP, SAME_STEP, SAME_JOB);
    assertThat(included(new OwnMarks.OfJobOnProvenRunner(STEP)))
        .containsExactly(STEP, SAME_STEP, SAME_JOB);
  }

  @Test
  void on_a_network_of_several_jobs_marks_are_a_jobs_on_its_proven_runner_alone() {
    var step = signature("step", "ci");
    assertThat(new OwnMarks.OfJob(step).include(step)).isFalse();
    assertThat(new OwnMarks.OfJobOnProvenRunner(step).include(step)).isTrue();
  }

  @Test
  void endpoint_and_alias_without_a_mark_are_nobodys() {
    var own = new OwnMarks.OfJob(STEP);
    assertThat(own.areOn(endpoint("job"))).isFalse();
    assertThat(own.areOn(endpoint("job", "app", STEP.alias()))).isTrue();
    assertThat(own.include("app")).isFalse();
  }
}
