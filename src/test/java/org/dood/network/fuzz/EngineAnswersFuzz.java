package org.dood.network.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import org.dood.network.github.RunnerCommand;
import org.dood.network.stage.ExitCode;
import org.dood.network.testing.Job;
import org.dood.network.testing.StageRun;

/** Both stages end with an exit code and a log of their own, whatever the engine answers. */
class EngineAnswersFuzz {

  @FuzzTest(maxDuration = "3m")
  void stages_end_without_an_exception(byte[] input) throws IOException {
    try (var job = Job.withService()) {
      var choices = new Choices(input);
      prepare(job, choices);
      MutatedAnswers.of(job.engine(), choices);
      var main = job.main();
      assertEndedInOrder(main);
      assertThat(main.exitCode()).as(main.log()).isIn(ExitCode.SUCCESS, ExitCode.FAILURE);
      if (choices.yes()) {
        job.losesSavedState();
      }
      var post = job.post();
      assertEndedInOrder(post);
      assertThat(post.exitCode()).as(post.log()).isEqualTo(ExitCode.SUCCESS);
    }
  }

  /** Different situations lead to different calls. */
  private static void prepare(Job job, Choices choices) {
    if (choices.yes()) {
      job.runner().onNetwork(job.engine().network("runners_default"));
    }
    if (choices.yes()) {
      job.stepsRunInContainer();
    }
    if (choices.yes()) {
      job.service().withPublishedPort("5432/tcp", 32_768).withHealth("healthy");
      job.with("export-env", "true");
    }
    if (choices.yes()) {
      job.service().withExposedPort("5432/tcp");
      job.with("localhost", "exposed");
    }
    if (choices.yes()) {
      job.engine().network("further").withIpv6();
      job.with("extra-networks", "further").with("aliases", "app");
    }
    if (choices.yes()) {
      job.engine().network("github_network_" + "9".repeat(32)).withLabel("fed321");
      job.with("prune-after", "7d");
    }
  }

  /** No exception reached the top, and no text of the engine became a command. */
  private static void assertEndedInOrder(StageRun run) {
    assertThat(run.log()).doesNotContain("failed unexpectedly", "Exception", "\tat ");
    assertThat(run.log().lines().flatMap(line -> RunnerCommand.in(line).stream()))
        .as(run.log())
        .allSatisfy(command -> assertThat(command.name()).isIn("error", "warning", "notice"))
        .allSatisfy(command ->
            assertThat(command.properties()).containsEntry("title", "dood-network-action"));
  }
}
