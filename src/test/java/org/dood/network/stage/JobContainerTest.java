package org.dood.network.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;
import static org.dood.network.testing.ContainerAssert.assertThatContainer;
import static org.dood.network.testing.StageRunAssert.assertThatStage;

import java.util.Map;
import org.dood.network.testing.Job;
import org.dood.network.testing.engine.FakeContainer;
import org.dood.network.testing.engine.FakeEngine;
import org.dood.network.testing.engine.FakeNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Steps run in a job container. */
class JobContainerTest {

  private static final String FORWARDER = "dood-network-action-forwarder-";

  @RegisterExtension private final Job job = Job.withService();
  private final FakeEngine engine = job.engine();
  private final FakeNetwork network = job.network();
  private final FakeContainer service = job.service();

  @Test
  void job_container_is_attached_to_extra_networks() {
    var compose = engine.network("compose_default");
    var container = job.stepsRunInContainer();
    job.with("extra-networks", "compose_default");
    job.main();
    assertThatContainer(container).isOn(compose);
  }

  @Test
  void job_container_is_attached_to_a_network_other_than_the_jobs_and_detached() {
    var compose = engine.network("compose_default");
    var container = job.stepsRunInContainer();
    job.runner();
    job.with("runner-container", "runner-1");
    job.with("network", "compose_default");
    job.with("aliases", "app");
    var run = job.main();
    assertThatStage(run)
        .hasOutcome("attached")
        .hasOutput("runner-container", container.id().value());
    assertThat(container.aliasesOn(compose))
        .hasValueSatisfying(names -> assertThat(names).contains("app"));
    assertThat(engine.calls()).noneMatch(c -> c.contains("top"));
    job.post();
    assertThatContainer(container).isNotOn(compose).isOn(network);
  }

  @Test
  void steps_in_a_job_container_on_a_hosted_runner_reach_services_from_there() {
    job.onHostedRunner();
    job.stepsRunInContainer().withLabel("abc123");
    job.with("export-env", "true");
    service.withPublishedPort("5432/tcp", 49153);
    var run = job.main();
    assertThatStage(run)
        .printed("a container of its own", "postgres:5432, localhost:49153.")
        .hasOutput("services", job.servicesJson("postgres", "5432", "{\"5432/tcp\":5432}"))
        .setVariables(Map.of("POSTGRES_HOST", "postgres", "POSTGRES_PORT", "5432"));
    assertThat(engine.forwarderCommands()).singleElement(STRING).endsWith(" in job");
  }

  @Test
  void aliases_for_a_job_container_on_the_jobs_network_are_warned_of() {
    job.stepsRunInContainer();
    job.with("aliases", "app");
    assertThatStage(job.main()).warned("'app' is not set on the network");
  }

  @Test
  void job_container_reaches_services_by_name_and_is_not_one_of_them() {
    job.stepsRunInContainer().withLabel("abc123");
    service.withPublishedPort("5432/tcp", 49153);
    assertThatStage(job.main())
        .hasOutput("services", job.servicesJson("postgres", "5432", "{\"5432/tcp\":5432}"));
  }

  @Test
  void published_port_is_forwarded_in_the_job_container_until_post() {
    job.stepsRunInContainer().withLabel("abc123");
    service.withPublishedPort("5432/tcp", 49153);
    job.main();
    assertThat(engine.forwarderCommands()).singleElement().asString().endsWith(" in job");
    job.post();
    assertThat(engine.labelsOfContainerNamed(FORWARDER)).isEmpty();
  }
}
