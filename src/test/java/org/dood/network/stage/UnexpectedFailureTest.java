package org.dood.network.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;
import static org.dood.network.testing.StageRunAssert.assertThatStage;

import org.dood.network.testing.Job;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Failures that no outcome describes. */
class UnexpectedFailureTest {

  @RegisterExtension private final Job job = Job.withService();

  @ParameterizedTest
  @CsvSource({"post, 0, ::warning", "main, 1, ::error"})
  void error_of_the_jvm_is_told_in_one_line_and_post_succeeds(
      String stage, int exitCode, String command) {
    job.step().transportFailsWith(new NoClassDefFoundError("org/example/Missing"));
    var run = job.step().run(stage);
    assertThat(run.exitCode()).isEqualTo(exitCode);
    assertThat(run.log().lines())
        .singleElement(STRING)
        .startsWith(command)
        .contains("org/example/Missing");
  }

  @Test
  void exception_in_post_makes_a_warning() {
    job.engine().onCall("GET").fail(new IllegalStateException("a bug"));
    assertThatStage(job.post()).succeeded().printed("::warning").didNotPrint("\tat ");
  }
}
