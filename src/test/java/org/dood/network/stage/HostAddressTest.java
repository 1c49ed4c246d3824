package org.dood.network.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dood.network.testing.StageRunAssert.assertThatStage;

import org.dood.network.runner.EngineLocation;
import org.dood.network.testing.Job;
import org.dood.network.testing.engine.FakeEngine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Main says where ports that a container publishes answer steps. */
class HostAddressTest {

  /** The address 255.255.255.255, which no host has. */
  private static final String NOBODY = "FFFFFFFF";

  @RegisterExtension private final Job job = Job.withService();
  private final FakeEngine engine = job.engine();

  @Test
  void runner_in_a_container_reaches_published_ports_at_the_gateway_without_a_further_call() {
    job.runner();
    var without = job.main();
    job.post();
    var with = job.hostAnswers().main();
    assertThatStage(with)
        .hasOutput("host", "127.0.0.1")
        .printed("Ports that a container publishes on the engine's host answer at 127.0.0.1.");
    assertThat(with.calls()).hasSameSizeAs(without.calls());
  }

  @Test
  void host_that_gives_no_answer_is_told_with_the_firewall() {
    job.runner();
    assertThatStage(job.withGateway(NOBODY).main())
        .succeeded()
        .hasOutput("host", "")
        .printed("does not answer steps at 255.255.255.255", "a firewall on it");
  }

  @Test
  void network_without_a_gateway_has_no_address_of_the_host() {
    job.runner();
    assertThatStage(job.main()).hasOutput("host", "").printed("has no IPv4 gateway");
  }

  @Test
  void rootless_engine_has_no_address_of_the_host() {
    job.runner();
    assertThatStage(job.hostAnswers().onRootlessEngine().main())
        .hasOutput("host", "")
        .printed("the engine runs without root");
  }

  @Test
  void job_container_reaches_published_ports_at_the_gateway() {
    job.stepsRunInContainer();
    assertThatStage(job.hostAnswers().main()).hasOutput("host", "127.0.0.1");
  }

  @Test
  void runner_in_no_container_reaches_published_ports_at_localhost() {
    assertThatStage(job.withGateway(NOBODY).main())
        .hasOutput("host", "localhost")
        .didNotPrint("publishes on the engine's host");
  }

  @Test
  void hosted_runner_reaches_published_ports_at_localhost() {
    assertThatStage(job.onHostedRunner().main()).hasOutput("host", "localhost");
  }

  @Test
  void runner_on_the_hosts_network_reaches_published_ports_at_localhost() {
    job.runner().inNetworkMode("host");
    assertThatStage(job.main()).hasOutput("host", "localhost");
  }

  @Test
  void engine_on_another_host_publishes_there() {
    job.with("docker-host", "tcp://build-host:2375").engineLivesIn(EngineLocation.CONTAINER);
    assertThatStage(job.main()).hasOutput("host", "build-host");
  }

  @Test
  void host_of_an_engine_whose_name_nobody_gave_is_not_known() {
    job.engineLivesIn(EngineLocation.CONTAINER);
    assertThatStage(job.main()).hasOutput("host", "").printed("the runner's DOCKER_HOST");
  }

  @Test
  void runner_in_a_sandbox_may_not_reach_the_host() {
    job.runner().withRuntime("runsc");
    assertThatStage(job.hostAnswers().main()).hasOutput("host", "").printed("a sandbox");
  }

  @Test
  void runner_beside_a_vpn_is_asked_from_where_its_steps_run() {
    var vpn = engine.container("vpn");
    job.runner().inNetworkMode("container:" + vpn.id());
    assertThatStage(job.hostAnswers().main()).hasOutput("host", "127.0.0.1");
    assertThat(engine.finishedCommands())
        .singleElement()
        .asString()
        .startsWith("/action/look 127.0.0.1 postgres ")
        .endsWith(" in vpn");
  }

  @Test
  void firewall_where_steps_run_counts() {
    var vpn = engine.container("vpn");
    job.runner().inNetworkMode("container:" + vpn.id());
    engine.stepsSee("host silent", "seen name 5432");
    assertThatStage(job.hostAnswers().main()).hasOutput("host", "").printed("does not answer");
  }

  @Test
  void job_without_a_network_is_served_if_the_runner_is_on_the_network_of_the_step() {
    var bridge = engine.network("bridge");
    var runner = job.runner().onNetwork(bridge);
    job.ownContainer().leave(job.network());
    job.ownContainer().inNetworkMode("default").onNetwork(bridge);
    assertThatStage(job.with("network", "").hostAnswers().main())
        .succeeded()
        .hasOutcome("nothing-to-do")
        .hasOutput("host", "127.0.0.1")
        .hasOutput("runner-container", runner.id().value())
        .printed("The runner's container is runner-1");
    assertThat(engine.isUnchanged()).isTrue();
  }

  @Test
  void job_without_a_network_is_looked_at_from_the_runner_on_another_network() {
    job.runner().onNetwork(engine.network("runners"));
    assertThatStage(job.with("network", "").hostAnswers().main())
        .succeeded()
        .hasOutput("host", "127.0.0.1");
    assertThat(engine.finishedCommands()).containsExactly("/action/look 127.0.0.1 in runner-1");
    assertThat(engine.findContainer("dood-network-action-look")).isEmpty();
  }

  @Test
  void look_that_fails_in_a_job_without_a_network_is_told_and_the_job_goes_on() {
    job.runner().onNetwork(engine.network("runners"));
    engine.onCall("POST /containers/create").refuse(403, "blocked by the proxy");
    assertThatStage(job.with("network", "").hostAnswers().main())
        .succeeded()
        .hasOutput("host", "")
        .printed("whether the engine's host answers steps is not known", "blocked by the proxy");
  }

  @Test
  void runner_that_cannot_be_found_in_a_job_without_a_network_fails_no_job() {
    job.candidate("unknown");
    engine.onCall("GET /containers/.*/top").refuse(500, "no ps");
    engine.onCall("HEAD ").refuse(500, "path escapes from parent");
    assertThatStage(job.with("network", "").hostAnswers().main())
        .succeeded()
        .hasOutput("host", "")
        .printed("could not be found out", "it is not known where steps run");
  }

  @Test
  void step_that_failed_sets_an_empty_host() {
    job.runner();
    assertThatStage(job.with("network", "nowhere").main()).failed().hasOutput("host", "");
  }
}
