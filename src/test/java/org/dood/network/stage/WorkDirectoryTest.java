package org.dood.network.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dood.network.testing.StageRunAssert.assertThatStage;

import org.dood.network.runner.EngineLocation;
import org.dood.network.testing.Job;
import org.dood.network.testing.engine.FakeEngine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The work directory is not at the same path on the engine's host, so command files get lost. */
class WorkDirectoryTest {

  @RegisterExtension private final Job job = Job.withService();
  private final FakeEngine engine = job.engine();

  @Test
  void no_proven_runner_and_no_command_files_is_an_error() {
    job.step().withoutCommandFile("GITHUB_STATE");
    var run = job.main();
    assertThatStage(run)
        .failedWithOneError("'-v /home/runner/_work:/home/runner/_work'", "runner-container");
    assertThat(engine.isUnchanged()).isTrue();
  }

  @Test
  void attached_runner_whose_work_directory_is_not_mounted_is_warned_that_files_get_lost() {
    job.step().withoutCommandFile("GITHUB_STATE");
    job.step().withoutCommandFile("GITHUB_OUTPUT");
    job.runner();
    var run = job.main();
    assertThatStage(run)
        .succeeded()
        .warned("'-v /home/runner/_work:/home/runner/_work'")
        .printed("::save-state name=mark::" + Job.ALIAS)
        .printed("::set-output name=attached::true");
  }

  @Test
  void runner_on_the_hosts_network_is_warned_that_files_get_lost() {
    job.step().withoutCommandFile("GITHUB_STATE");
    job.runner().inNetworkMode("host");
    var run = job.main();
    assertThatStage(run)
        .succeeded()
        .printed("the host's network")
        .warned("'-v /home/runner/_work:/home/runner/_work'");
  }

  @ParameterizedTest
  @EnumSource(names = {"POD", "CONTAINER"})
  void engine_elsewhere_without_the_work_directory_warns_that_files_get_lost(EngineLocation home) {
    job.engineLivesIn(home);
    job.step().withoutCommandFile("GITHUB_STATE");
    var run = job.main();
    assertThatStage(run)
        .hasOutcome("nothing-to-do")
        .printed("<published port>")
        .printed("/home/runner/_work is not at the same path where the engine lives");
  }
}
