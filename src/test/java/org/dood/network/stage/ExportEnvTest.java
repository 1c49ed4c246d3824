package org.dood.network.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dood.network.testing.StageRunAssert.assertThatStage;

import java.util.Map;
import org.dood.network.testing.Job;
import org.dood.network.testing.engine.FakeContainer;
import org.dood.network.testing.engine.FakeEngine;
import org.dood.network.testing.engine.FakeNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Services are exported as variables for later steps. */
class ExportEnvTest {

  private static final String TESTCONTAINERS = "TESTCONTAINERS_HOST_OVERRIDE";

  @RegisterExtension private final Job job = Job.withService();
  private final FakeEngine engine = job.engine();
  private final FakeNetwork network = job.network();
  private final FakeContainer service = job.service();

  @Test
  void services_are_exported_as_variables_that_do_not_exist_yet() {
    job.runner().withVariable("POSTGRES_PORT", "1");
    engine.container("search-service").withLabel("abc123").onNetwork(network, "full-text.search");
    job.anotherService("cache").withExposedPort("6379/tcp");
    job.ownContainer().withVariable("CACHE_HOST", "mine");
    service.withExposedPort("5432/tcp");
    job.with("export-env", "true");
    var run = job.main();
    assertThatStage(run)
        .setVariables(
            Map.of(
                "POSTGRES_HOST", "postgres",
                "CACHE_PORT", "6379",
                "FULL_TEXT_SEARCH_HOST", "full-text.search"))
        .printed("Left as they were: CACHE_HOST, POSTGRES_PORT.");
  }

  @Test
  void no_variable_is_exported_if_existing_ones_cannot_be_known() {
    job.onHostedRunner();
    job.with("export-env", "true");
    engine.onCall("GET /containers/" + job.ownContainer().id().shortForm() + "/json").cutOff();
    var run = job.main();
    assertThatStage(run)
        .succeeded()
        .warned("Set no variables", "Connection reset by peer")
        .didNotPrint("Set for later steps");
    assertThat(run.variables()).isEmpty();
  }

  @Test
  void no_variable_is_exported_without_the_runners_file_and_none_is_claimed() {
    job.runner();
    job.step().withoutCommandFile("GITHUB_ENV");
    job.with("export-env", "true");
    assertThatStage(job.main())
        .warned("Set no variables", "missing or cannot be written")
        .didNotPrint("Set for later steps");
  }

  @Test
  void testcontainers_is_told_nothing_where_its_guess_is_right() {
    job.runner();
    engine.network("bridge").withGateway("127.0.0.1");
    job.hostAnswers().with("export-env", "true");
    assertThat(job.main().variables()).doesNotContainKey(TESTCONTAINERS);
  }

  @Test
  void testcontainers_is_told_nothing_where_localhost_is_the_host() {
    job.hostAnswers().with("export-env", "true");
    assertThat(job.main().variables()).doesNotContainKey(TESTCONTAINERS);
  }

  @Test
  void testcontainers_is_told_the_host_where_the_engine_has_no_network_bridge() {
    job.runner();
    job.hostAnswers().with("export-env", "true");
    assertThatStage(job.main())
        .printed("Set for later steps: ", TESTCONTAINERS)
        .setVariables(Map.of("POSTGRES_HOST", "postgres", TESTCONTAINERS, "127.0.0.1"));
  }

  @Test
  void testcontainers_is_told_the_host_where_the_gateway_of_bridge_does_not_answer() {
    job.runner();
    engine.network("bridge").withGateway("255.255.255.255");
    job.hostAnswers().with("export-env", "true");
    assertThat(job.main().variables()).containsEntry(TESTCONTAINERS, "127.0.0.1");
  }

  @Test
  void testcontainers_is_told_the_host_where_the_engine_is_behind_an_address() {
    job.runner();
    engine.network("bridge").withGateway("127.0.0.1");
    job.hostAnswers().with("docker-host", "tcp://proxy:2375").with("export-env", "true");
    assertThat(job.main().variables()).containsEntry(TESTCONTAINERS, "127.0.0.1");
  }

  @Test
  void testcontainers_is_told_the_host_where_steps_have_a_docker_host() {
    job.runner().withVariable("DOCKER_HOST", "tcp://proxy:2375");
    engine.network("bridge").withGateway("127.0.0.1");
    job.hostAnswers().with("export-env", "true");
    assertThat(job.main().variables()).containsEntry(TESTCONTAINERS, "127.0.0.1");
  }

  @Test
  void testcontainers_is_told_the_host_on_podman() {
    job.runner();
    engine.answersAsPodman43();
    engine.network("bridge").withGateway("127.0.0.1");
    job.hostAnswers().with("export-env", "true");
    assertThat(job.main().variables()).containsEntry(TESTCONTAINERS, "127.0.0.1");
  }

  @Test
  void testcontainers_is_told_the_host_if_the_engine_does_not_tell_the_network_bridge() {
    job.runner();
    engine.onCall("GET /networks/bridge").refuse(403, "blocked by the proxy");
    job.hostAnswers().with("export-env", "true");
    assertThatStage(job.main())
        .didNotWarn()
        .setVariables(Map.of("POSTGRES_HOST", "postgres", TESTCONTAINERS, "127.0.0.1"));
  }

  @Test
  void testcontainers_keeps_the_host_that_the_workflow_told_it() {
    job.runner().withVariable(TESTCONTAINERS, "10.0.0.1");
    job.hostAnswers().with("export-env", "true");
    assertThatStage(job.main()).printed("Left as they were: ", TESTCONTAINERS);
  }

  @Test
  void testcontainers_is_told_the_host_in_a_job_without_a_network() {
    job.runner().onNetwork(engine.network("runners"));
    job.hostAnswers().with("network", "").with("export-env", "true");
    assertThat(job.main().variables()).isEqualTo(Map.of(TESTCONTAINERS, "127.0.0.1"));
  }

  @Test
  void testcontainers_is_told_nothing_unless_variables_are_asked_for() {
    job.runner();
    assertThat(job.hostAnswers().main().variables()).isEmpty();
  }
}
