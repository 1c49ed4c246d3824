package org.dood.network.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dood.network.integration.support.StageResultAssert.assertThatStage;

import org.dood.network.integration.support.EngineProxy;
import org.dood.network.integration.support.OnARealEngine;
import org.dood.network.integration.support.SimulatedRunner;
import org.dood.network.integration.support.Workbench;
import org.junit.jupiter.api.Test;

/** What stands in an engine's place is told, and post never fails for it. */
@OnARealEngine
class SocketIT {

  @Test
  void a_directory_where_the_socket_should_be_is_told(Workbench bench) {
    var nothingThere = bench.pathOnHost() + "/docker.sock";
    var runner = bench.runner().withSocketOfActionsAt(nothingThere).start();
    var job = runner.startJobWithService();
    var step = job.step();

    assertThatStage(step.main())
        .failedWithOneErrorThatSays("At /var/run/docker.sock there is a directory", "rmdir");

    // The runner mounts the same for both stages.
    assertThatStage(step.losesItsState().post())
        .succeeded()
        .says("there is no engine's socket in this step");
    assertThat(runner.networks()).containsOnly(bench.defaultNetwork());
    job.end();
  }

  @Test
  void a_socket_that_nobody_listens_at_is_told(Workbench bench) {
    mainSays(
        bench.runner().withSocketOfActionsAt(bench.abandonedSocket()).start(),
        "No engine answers at the socket");
  }

  @Test
  void an_answer_that_is_no_engines_is_told(Workbench bench) {
    var webServer =
        bench.engineProxy().on("GET", ".*", EngineProxy.answer(200, "<html>It works!</html>"));
    mainSays(bench.runner().behind(webServer).start(), "could not be understood", "docker version");
  }

  private static void mainSays(SimulatedRunner runner, String... words) {
    var job = runner.startJobWithService();
    var step = job.step();

    assertThatStage(step.main()).failedWithOneErrorThatSays(words);

    assertThatStage(step.losesItsState().post()).succeededWithAWarning("docker network disconnect");
    assertThat(runner.networks()).containsOnly(runner.defaultNetwork());
    job.end();
  }
}
