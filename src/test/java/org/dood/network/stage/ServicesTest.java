package org.dood.network.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dood.network.testing.StageRunAssert.assertThatStage;

import org.dood.network.testing.Job;
import org.dood.network.testing.engine.FakeContainer;
import org.dood.network.testing.engine.FakeEngine;
import org.dood.network.testing.engine.FakeNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Which services there are, and where steps reach them. */
class ServicesTest {

  @RegisterExtension private final Job job = Job.withService();
  private final FakeEngine engine = job.engine();
  private final FakeNetwork network = job.network();
  private final FakeContainer service = job.service();

  @Test
  void services_are_told_by_the_address_at_which_steps_reach_them() {
    job.runner();
    service.withPublishedPort("5432/tcp", 49153).withHealth("healthy");
    var run = job.main();
    assertThatStage(run)
        .printed("Service postgres (healthy): steps reach it at postgres:5432, localhost:49153.");
    assertThat(run.outputs().get("services"))
        .contains("\"host\":\"postgres\",\"port\":5432,\"ports\":{\"5432/tcp\":5432}")
        .contains("\"health\":\"healthy\"");
  }

  @Test
  void services_of_a_hosted_runner_are_at_localhost_and_no_search_is_made() {
    job.onHostedRunner();
    service.withPublishedPort("5432/tcp", 49153);
    assertThatStage(job.main())
        .hasOutput("services", job.servicesJson("localhost", "49153", "{\"5432/tcp\":49153}"));
    assertThat(engine.calls()).hasSize(2).noneMatch(c -> c.contains("top"));
  }

  @Test
  void services_of_a_runner_in_no_container_are_at_localhost() {
    service.withPublishedPort("5432/tcp", 49153);
    assertThatStage(job.main())
        .hasOutput("services", job.servicesJson("localhost", "49153", "{\"5432/tcp\":49153}"));
  }

  @Test
  void services_are_the_named_containers_that_the_runner_started() {
    job.runner();
    engine.container("somebodys").onNetwork(network, "somebodys");
    engine.container("other-step_0a1b2c").withLabel("abc123").onNetwork(network);
    engine.container("elsewhere").withLabel("abc123").onNetwork(engine.network("ci"), "elsewhere");
    assertThatStage(job.main()).hasOutput("services", job.servicesJson("postgres", "null", "{}"));
  }

  @Test
  void service_that_does_not_run_is_told_with_its_state() {
    job.runner();
    service.inState("exited");
    assertThatStage(job.main()).printed("Service postgres (exited)");
  }

  @Test
  void services_that_cannot_be_looked_at_make_a_warning_and_the_job_goes_on() {
    job.onHostedRunner();
    engine.onCall("GET").refuse(403, "blocked by the proxy");
    var run = job.main();
    assertThatStage(run)
        .succeeded()
        .warned("'services' is empty", "blocked by the proxy")
        .hasOutput("services", "{}");
  }

  @Test
  void network_with_ipv6_alone_gives_ipv6_addresses() {
    var runner = job.runner();
    network.withIpv6Only();
    service.withPublishedPort("5432/tcp", 5432);
    var run = job.main();
    assertThatStage(run)
        .printed("Attached to the network " + Job.NETWORK + " as fd00::4.", "localhost:5432.")
        .hasOutput("ip-address", runner.ipv6AddressOn(network))
        .hasOutput("ipv6-address", runner.ipv6AddressOn(network))
        .didNotWarn();
    assertThat(run.outputs().get("services")).contains("\"ip\":\"fd00::3\",\"ipv6\":\"fd00::3\"");
    assertThat(engine.forwarderCommands())
        .singleElement()
        .asString()
        .startsWith("/action/forward " + Job.NETWORK + " fd00::3 5432=postgres:5432 ");
  }

  @Test
  void network_with_ipv6_beside_ipv4_gives_both_addresses() {
    var runner = job.runner();
    network.withIpv6();
    var run = job.main();
    assertThatStage(run)
        .hasOutput("ip-address", runner.addressOn(network))
        .hasOutput("ipv6-address", "fd00::4");
    assertThat(run.outputs().get("services"))
        .contains("\"ip\":\"" + service.addressOn(network) + "\",\"ipv6\":\"fd00::3\"");
  }

  @Test
  void steps_on_the_engines_host_reach_a_service_by_its_ipv6_address_if_it_has_no_other() {
    network.withIpv6Only();
    service.withExposedPort("5432/tcp");
    assertThatStage(job.main())
        .printed("Service postgres: steps reach it at [fd00::3]:5432.")
        .hasOutput(
            "services",
            job.servicesJson("fd00::3", "5432", "{\"5432/tcp\":5432}")
                .replace("\"ip\":\"\",\"ipv6\":\"\"", "\"ip\":\"fd00::3\",\"ipv6\":\"fd00::3\""));
  }

  @Test
  void job_without_a_network_has_no_services() {
    job.with("network", "");
    assertThatStage(job.main()).hasOutput("services", "{}");
  }
}
