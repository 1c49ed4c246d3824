package org.dood.network.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dood.network.testing.ContainerAssert.assertThatContainer;
import static org.dood.network.testing.StageRunAssert.assertThatStage;

import org.dood.network.runner.EngineLocation;
import org.dood.network.testing.Job;
import org.dood.network.testing.engine.FakeContainer;
import org.dood.network.testing.engine.FakeNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The engine is not behind the mounted socket, or not on the runner's host. */
class EngineElsewhereTest {

  @RegisterExtension private final Job job = Job.withService();
  private final FakeNetwork network = job.network();
  private final FakeContainer service = job.service();

  @Test
  void engine_in_a_container_elsewhere_makes_a_warning_where_services_answer() {
    job.engineLivesIn(EngineLocation.CONTAINER);
    var run = job.main();
    assertThatStage(run).succeeded();
    assertThat(run.log()).startsWith("::warning").contains("DOCKER_HOST>:<published port>");
    assertThatStage(run).hasOutcome("nothing-to-do");
  }

  @Test
  void engine_on_another_host_makes_a_warning_where_services_answer() {
    job.with("docker-host", "tcp://build-host:2375");
    job.step().withoutCommandFile("GITHUB_STATE");
    var run = job.main();
    assertThatStage(run)
        .succeeded()
        .warned("build-host:<published port>")
        .printed("not at the same path where the engine lives");
    assertThat(job.addresses()).containsExactly("tcp://build-host:2375");
  }

  @Test
  void engine_in_a_sidecar_makes_a_warning_that_names_its_host() {
    job.with("docker-host", "tcp://dind:2375");
    job.engineLivesIn(EngineLocation.CONTAINER);
    assertThat(job.main().log())
        .startsWith("::warning")
        .contains("dind:<published port>")
        .doesNotContain("GITHUB_OUTPUT");
  }

  @Test
  void proxy_on_the_runners_own_host_is_not_taken_for_an_engine_elsewhere() {
    job.with("docker-host", "tcp://socket-proxy:2375");
    var run = job.main();
    assertThatStage(run)
        .printed("lives in no container of this engine", "localhost:<published port>")
        .didNotPrint("::", "another host");
  }

  @Test
  void post_calls_the_engine_that_main_called_whatever_its_input_says() {
    job.with("docker-host", "tcp://proxy:2375/one/");
    job.runner();
    job.main();
    job.with("docker-host", "nonsense");
    assertThatStage(job.post()).succeeded();
    assertThat(job.addresses()).containsExactly("tcp://proxy:2375/one", "tcp://proxy:2375/one");
  }

  @Test
  void post_without_saved_state_calls_the_mounted_engine_whatever_its_input_says() {
    var runner = job.runner();
    job.main();
    job.with("docker-host", "tcp://another:2375");
    job.losesSavedState();
    assertThatStage(job.post()).succeeded();
    assertThat(job.addresses()).containsOnly("unix:///var/run/docker.sock");
    assertThatContainer(runner).isNotOn(network);
  }

  @Test
  void services_of_an_engine_on_another_host_are_at_that_host() {
    job.with("docker-host", "tcp://build-host:2375");
    job.step().withoutCommandFile("GITHUB_STATE");
    service.withPublishedPort("5432/tcp", 49153);
    assertThatStage(job.main())
        .hasOutput("services", job.servicesJson("build-host", "49153", "{\"5432/tcp\":49153}"));
  }
}
