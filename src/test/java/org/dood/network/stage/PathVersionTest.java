package org.dood.network.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dood.network.testing.ContainerAssert.assertThatContainer;
import static org.dood.network.testing.StageRunAssert.assertThatStage;

import org.dood.network.testing.Job;
import org.dood.network.testing.engine.FakeContainer;
import org.dood.network.testing.engine.FakeEngine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The paths of the stages' calls carry a version of the API that the engine accepts. */
class PathVersionTest {

  @RegisterExtension private final Job job = Job.withService();
  private final FakeEngine engine = job.engine();
  private final FakeContainer runner = job.runner();

  @Test
  void each_path_carries_the_version_of_the_oldest_engine() {
    mainAndPostSucceed();
    assertThat(engine.paths()).allMatch(path -> path.startsWith("/v1.41/"));
    assertThat(engine.paths()).hasSameSizeAs(engine.calls());
  }

  @Test
  void newer_engine_is_asked_in_its_own_version_without_a_further_call() {
    engine.speakApiVersion("1.51");
    mainAndPostSucceed();
    assertThat(engine.paths()).hasSameSizeAs(engine.calls());
    assertThat(engine.paths().stream().filter(path -> path.endsWith("connect")))
        .hasSize(2)
        .allMatch(path -> path.startsWith("/v1.51/"));
  }

  @Test
  void engine_that_refuses_old_versions_is_asked_in_one_that_it_accepts() {
    engine.speakApiVersion("1.52");
    engine.demandApiVersion("1.44");
    mainAndPostSucceed();
    assertThat(engine.paths().stream().filter(path -> path.startsWith("/v1.41/")))
        .as("the first calls of main, which are made at the same time, and the first of post")
        .hasSizeBetween(2, 5);
    assertThat(engine.paths().getLast()).startsWith("/v1.52/");
  }

  @Test
  void engine_older_than_the_first_version_is_asked_in_its_own() {
    engine.speakApiVersion("1.40");
    mainAndPostSucceed();
    assertThat(engine.paths().getLast()).startsWith("/v1.40/");
  }

  @Test
  void version_is_learned_from_a_refusal_where_a_proxy_drops_headers() {
    engine.proxyDropsHeaders();
    engine.demandApiVersion("1.44");
    engine.speakApiVersion("1.47");
    mainAndPostSucceed();
    assertThat(engine.paths().getLast()).startsWith("/v1.44/");
  }

  @Test
  void priority_of_the_default_route_is_sent_in_a_version_that_has_it() {
    engine.proxyDropsHeaders();
    engine.speakApiVersion("1.48");
    runner.onNetwork(engine.network("runners_default"));
    assertThatStage(job.main()).succeeded();
    assertThat(engine.paths().stream().filter(path -> path.endsWith("connect")))
        .containsExactly("/v1.48/networks/" + job.network().id() + "/connect");
    assertThat(runner.gatewayPriorityOn(job.network())).contains(-1);
  }

  @Test
  void proxy_that_passes_only_paths_without_a_version_is_served() {
    engine.proxyDenies("^/v");
    mainAndPostSucceed();
    assertThat(engine.paths().getLast()).doesNotStartWith("/v");
  }

  @Test
  void proxy_that_passes_only_paths_with_a_version_is_served() {
    engine.proxyDenies("^/(?!v1\\.\\d+/)");
    mainAndPostSucceed();
    assertThat(engine.paths()).hasSameSizeAs(engine.calls());
  }

  @Test
  void denied_call_is_told_as_denied_once_both_forms_are() {
    engine.proxyDenies("/containers/json");
    assertThatStage(job.main()).failedWithOneError("403", "Forbidden by administrative rules");
  }

  private void mainAndPostSucceed() {
    assertThatStage(job.main()).succeeded().hasOutcome("attached");
    assertThatContainer(runner).isOn(job.network());
    assertThatStage(job.post()).succeeded().didNotWarn();
    assertThatContainer(runner).isNotOn(job.network());
  }
}
