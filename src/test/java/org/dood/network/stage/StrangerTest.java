package org.dood.network.stage;

import static org.dood.network.testing.ContainerAssert.assertThatContainer;
import static org.dood.network.testing.StageRunAssert.assertThatStage;

import org.dood.network.testing.Job;
import org.dood.network.testing.engine.FakeContainer;
import org.dood.network.testing.engine.FakeEngine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Something that is no engine answers at the engine's address. */
class StrangerTest {

  @RegisterExtension private final Job job = Job.withService();
  private final FakeEngine engine = job.engine();
  private final FakeContainer runner = job.runner();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "404 page not found",
        "<html><h1>Not Found</h1></html>",
        "{\"message\":\"Not Found\"}",
        "{\"message\":\"page not found\"}",
        "{\"message\":\"no Route matched with those values\"}"
      })
  void strangers_404_is_not_taken_for_an_endpoint_that_is_gone(String body) {
    job.main();
    engine.onCall("").answer(404, body);
    assertThatStage(job.post())
        .succeeded()
        .didNotPrint("gone already")
        .warned("could not be understood", "404");
    engine.endDisturbances();
    assertThatContainer(runner).isOn(job.network());
  }

  @Test
  void strangers_404_is_not_taken_for_a_network_that_does_not_exist() {
    engine.onCall("").answer(404, "404 page not found");
    assertThatStage(job.main()).failedWithOneError("404 page not found");
  }

  @Test
  void engines_404_counts_though_a_proxy_drops_its_headers() {
    engine.proxyDropsHeaders();
    assertThatStage(job.main()).succeeded().hasOutcome("attached");
    engine.remove(runner);
    assertThatStage(job.post()).succeeded().didNotWarn();
  }

  @Test
  void file_proof_says_no_though_a_proxy_drops_the_engines_headers() {
    engine.proxyDropsHeaders();
    engine.onCall("/top").refuse(500, "exec: \"ps\": not found");
    runner.withFile(job.stateFileOfRunner());
    job.candidate("somebody-elses");
    assertThatStage(job.main()).succeeded().hasOutcome("attached");
    assertThatContainer(runner).isOn(job.network());
  }
}
