package org.dood.network.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dood.network.testing.ContainerAssert.assertThatContainer;
import static org.dood.network.testing.StageRunAssert.assertThatStage;

import java.util.Map;
import org.dood.network.testing.Job;
import org.dood.network.testing.engine.FakeContainer;
import org.dood.network.testing.engine.FakeEngine;
import org.dood.network.testing.engine.FakeNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A forwarder puts the services' ports at localhost. */
class PortsAtLocalhostTest {

  private static final String FORWARDER = "dood-network-action-forwarder-";

  @RegisterExtension private final Job job = Job.withService();
  private final FakeEngine engine = job.engine();
  private final FakeNetwork network = job.network();
  private final FakeContainer service = job.service();

  @Test
  void published_port_is_forwarded_at_localhost_until_post() {
    var runner = job.runner();
    service.withPublishedPort("5432/tcp", 49153);
    var run = job.main();
    assertThatStage(run).printed("postgres:5432, localhost:49153.");
    assertThat(engine.forwarderCommands())
        .containsExactly(
            "/action/forward "
                + Job.NETWORK
                + " "
                + service.addressOn(network)
                + " 49153=postgres:5432 postgres@"
                + service.addressOn(network)
                + " in runner-1");
    assertThat(engine.labelsOfContainerNamed(FORWARDER))
        .contains(
            Map.of(
                "abc123", "",
                "dood-network-action", "forwarder",
                "dood-network-action.namespace", "container:" + runner.id(),
                "dood-network-action.forwards", "49153=postgres:5432",
                "dood-network-action.signature", Job.ALIAS));
    assertThatStage(job.post()).printedNoCommand();
    assertThat(engine.labelsOfContainerNamed(FORWARDER)).isEmpty();
  }

  @Test
  void second_step_of_the_job_is_served_by_the_forwarder_of_the_first() {
    job.runner();
    service.withPublishedPort("5432/tcp", 49153);
    var second = job.step("second");
    assertThatStage(job.main()).printed("postgres:5432, localhost:49153.");
    assertThatStage(second.main()).printed("postgres:5432, localhost:49153.").didNotWarn();
    assertThat(engine.forwarderCommands()).hasSize(1);
    assertThatStage(second.post()).didNotWarn();
    assertThat(engine.labelsOfContainerNamed(FORWARDER)).isPresent();
    assertThatStage(job.post()).didNotWarn();
    assertThat(engine.labelsOfContainerNamed(FORWARDER)).isEmpty();
  }

  /** Two uses in one composite action have the composite step's id, and so the same one. */
  @ParameterizedTest
  @CsvSource({"second, true", "second, false", "__self, true", "__self, false"})
  void forwarder_of_two_steps_is_removed_by_the_post_stage_of_the_last_one(
      String id, boolean lastFirst) {
    var runner = job.runner();
    service.withPublishedPort("5432/tcp", 5432);
    var second = job.step(id).withSecretOf("another run");
    job.main();
    assertThatStage(second.main()).printed("localhost:5432.").didNotWarn();
    assertThat(engine.forwarderContainers()).hasSize(1);

    assertThatStage(lastFirst ? second.post() : job.post())
        .printed("for another step or job that still uses it")
        .didNotWarn();
    assertThat(engine.forwarderContainers()).hasSize(1);
    assertThatContainer(runner).isOn(network);

    assertThatStage(lastFirst ? job.post() : second.post())
        .printed("Detached the runner's container runner-1")
        .didNotWarn();
    assertThat(engine.forwarderContainers()).isEmpty();
    assertThatContainer(runner).isNotOn(network);
    assertThat(engine.labelsOfContainerNamed("dood-network-action")).isEmpty();
  }

  @Test
  void forwarder_of_three_steps_is_removed_with_the_last_one_if_saved_states_are_lost() {
    var runner = job.runner();
    service.withPublishedPort("5432/tcp", 5432);
    var second = job.step("second");
    var third = job.step("third");
    job.main();
    second.main();
    third.main();
    assertThatStage(second.losesSavedState().post()).didNotWarn();
    assertThatStage(job.losesSavedState().post()).didNotWarn();
    assertThat(engine.forwarderContainers()).hasSize(1);
    assertThatContainer(runner).isOn(network);
    assertThatStage(third.losesSavedState().post()).didNotWarn();
    assertThat(engine.forwarderContainers()).isEmpty();
    assertThatContainer(runner).isNotOn(network);
    assertThat(engine.labelsOfContainerNamed("dood-network-action")).isEmpty();
  }

  @Test
  void claims_of_steps_are_no_services() {
    job.runner();
    service.withPublishedPort("5432/tcp", 5432);
    job.main();
    job.step("second").main();
    assertThat(job.step("third").main().outputs().get("services"))
        .isEqualTo(job.servicesJson("postgres", "5432", "{\"5432/tcp\":5432}"));
  }

  @Test
  void second_step_with_another_choice_adds_only_the_ports_that_are_not_there_yet() {
    job.runner();
    service.withPublishedPort("5432/tcp", 5432).withExposedPort("9187/tcp");
    var second = job.step("second").with("localhost", "exposed");
    job.main();
    assertThatStage(second.main()).printed("localhost:5432, localhost:9187.").didNotWarn();
    assertThat(engine.forwarderCommands().getLast()).contains(" 9187=postgres:9187 ");
    assertThatStage(second.post()).didNotWarn();
    assertThatStage(job.post()).didNotWarn();
    assertThat(engine.forwarderContainers()).isEmpty();
  }

  @Test
  void second_step_that_was_killed_leaves_the_forwarder_of_the_first() {
    job.runner();
    service.withPublishedPort("5432/tcp", 5432).withExposedPort("9187/tcp");
    var second = job.step("second").with("localhost", "exposed");
    job.main();
    engine.onCall("POST /containers/.*/start").actThenCutOff();
    second.main();
    engine.endDisturbances();
    second.losesSavedState().post();
    assertThat(engine.forwarderContainers())
        .anySatisfy(c ->
            assertThat(c.labels())
                .containsEntry("dood-network-action.forwards", "5432=postgres:5432"));
    job.post();
    assertThat(engine.forwarderContainers()).isEmpty();
  }

  @Test
  void second_step_starts_a_forwarder_if_that_of_the_first_has_ended() {
    job.runner();
    service.withPublishedPort("5432/tcp", 5432);
    var second = job.step("second");
    job.main();
    engine.forwarderContainers().forEach(c -> c.exited(137));
    assertThatStage(second.main()).printed("localhost:5432.").didNotWarn();
    assertThat(engine.forwarderCommands()).hasSize(2);
  }

  @Test
  void second_step_in_a_job_container_shares_the_forwarder_too() {
    var container = job.stepsRunInContainer().id().value();
    service.withPublishedPort("5432/tcp", 5432);
    var second = job.step("second").with("job-container", container);
    job.main();
    assertThatStage(second.main()).printed("localhost:5432.").didNotWarn();
    assertThat(engine.forwarderCommands()).hasSize(1);
  }

  @Test
  void forwarder_that_was_killed_is_told_by_post_with_its_last_words() {
    job.runner();
    service.withPublishedPort("5432/tcp", 5432);
    job.main();
    engine.forwarderContainers().forEach(c -> c.exited(137).withLogLine("no memory left"));
    assertThatStage(job.post())
        .succeeded()
        .warned("The forwarder ended before the job did", "137 (killed)", "'no memory left'");
    assertThat(engine.forwarderContainers()).isEmpty();
  }

  @Test
  void forwarder_that_was_killed_is_told_if_the_saved_state_is_lost_too() {
    job.runner();
    service.withPublishedPort("5432/tcp", 5432);
    job.main();
    engine.forwarderContainers().forEach(c -> c.exited(137));
    assertThatStage(job.losesSavedState().post()).warned("The forwarder ended before the job did");
    assertThat(engine.forwarderContainers()).isEmpty();
  }

  @Test
  void forwarder_that_ended_without_a_word_is_told_by_post() {
    job.runner();
    service.withPublishedPort("5432/tcp", 5432);
    job.main();
    engine.forwarderContainers().forEach(c -> c.exited(1));
    engine.onCall("GET /containers/.*/logs").refuse(403, "blocked by the proxy");
    assertThatStage(job.post()).succeeded().warned("The forwarder ended before", "exit code 1.");
    assertThat(engine.forwarderContainers()).isEmpty();
  }

  @Test
  void service_whose_name_cannot_be_looked_up_costs_the_others_nothing() {
    job.runner();
    service.withPublishedPort("5432/tcp", 5432);
    job.anotherService("a:b").withPublishedPort("80/tcp", 8080);
    assertThatStage(job.main())
        .warned("localhost does not lead to the service a:b", "cannot be looked up")
        .printed("localhost:5432.");
  }

  @Test
  void service_with_too_many_ports_costs_the_others_nothing() {
    job.runner().withHostname("r");
    service.withExposedPort("5432/tcp");
    var many = job.anotherService("many");
    for (int port = 10_000; port < 22_000; port++) {
      many.withExposedPort(port + "/tcp");
    }
    many.inState("exited");
    job.with("localhost", "exposed");
    assertThatStage(job.main())
        .warned("localhost does not lead to the service many, which has 12000 ports")
        .printed("localhost:5432.");
  }

  @Test
  void name_of_100_000_characters_is_told_in_short() {
    job.runner();
    service.withPublishedPort("5432/tcp", 5432);
    job.anotherService("n".repeat(100_000)).withPublishedPort("80/tcp", 8080);
    assertThat(job.main().log().lines()).allSatisfy(l -> assertThat(l).hasSizeLessThan(1000));
  }

  @Test
  void forwarder_is_removed_by_its_label_if_saved_state_is_lost() {
    job.runner();
    service.withPublishedPort("5432/tcp", 49153);
    job.main();
    job.losesSavedState();
    job.post();
    assertThat(engine.labelsOfContainerNamed(FORWARDER)).isEmpty();
  }

  @Test
  void exposed_port_is_forwarded_on_request() {
    job.runner();
    service.withExposedPort("5432/tcp").withExposedPort("53/udp");
    job.with("localhost", "exposed");
    assertThatStage(job.main()).printed("localhost:5432.").didNotPrint("UDP", "::");
    assertThat(engine.forwarderCommands())
        .singleElement()
        .asString()
        .contains(" 5432=postgres:5432 ");
  }

  @Test
  void service_that_publishes_no_port_needs_no_forwarder() {
    job.runner();
    service.withExposedPort("5432/tcp");
    job.main();
    assertThat(engine.forwarderCommands()).isEmpty();
  }

  @Test
  void runner_in_no_container_needs_no_forwarder() {
    service.withPublishedPort("5432/tcp", 49153);
    job.main();
    assertThat(engine.isUnchanged()).isTrue();
  }

  @Test
  void published_port_is_not_forwarded_if_localhost_is_off() {
    job.runner();
    service.withPublishedPort("5432/tcp", 49153);
    job.with("localhost", "off");
    job.main();
    assertThat(engine.forwarderCommands()).isEmpty();
  }

  @Test
  void taken_port_is_warned_of_and_others_are_forwarded() {
    job.runner();
    service.withPublishedPort("5432/tcp", 5432).withPublishedPort("5433/tcp", 5433);
    engine.forwardersPrint("refused 5432 Address already in use", "listening 5433", "ready");
    var run = job.main();
    assertThatStage(run)
        .succeeded()
        .warned("localhost:5432 does not lead", "Address already in use")
        .printed("localhost:5433.");
  }

  @Test
  void forwarder_that_does_not_start_makes_a_warning_and_the_job_goes_on() {
    job.runner();
    service.withPublishedPort("5432/tcp", 5432);
    engine.onCall("POST /containers/.*/start").refuse(500, "no memory left");
    var run = job.main();
    assertThatStage(run).succeeded().warned("no memory left", "'localhost' to 'off'");
  }

  @Test
  void connection_lost_after_the_engine_started_the_forwarder_counts_as_started() {
    job.runner();
    service.withPublishedPort("5432/tcp", 5432);
    engine.onCall("POST /containers/.*/start").actThenCutOff();
    assertThatStage(job.main()).printed("localhost:5432.").didNotWarn();
  }

  @Test
  void forwarder_log_that_was_cut_off_once_is_read_again() {
    job.runner();
    service.withPublishedPort("5432/tcp", 5432);
    engine.onCall("GET /containers/.*/logs").answer(200, "");
    engine
        .onCall("GET /containers/dood-network-action-forwarder-")
        .actThenRunOnce(engine::endDisturbances);
    assertThatStage(job.main()).printed("localhost:5432.").didNotWarn();
  }

  @Test
  void forwarder_log_that_cannot_be_read_makes_a_warning() {
    job.runner();
    service.withPublishedPort("5432/tcp", 5432);
    engine.onCall("GET /containers/.*/logs").refuse(403, "blocked by the proxy");
    var run = job.main();
    assertThatStage(run)
        .succeeded()
        .warned("not known whether services are at localhost", "blocked by the");
  }

  @Test
  void ports_of_the_host_are_forwarded_beside_those_of_services() {
    job.runner();
    service.withPublishedPort("5432/tcp", 5432);
    job.hostAnswers().with("localhost-ports", "8080 9000-9001 5432");
    assertThatStage(job.main())
        .succeeded()
        .didNotWarn()
        .printed("port 8080, 9000, 9001 is at localhost too, as long as a container publishes it")
        .printed("localhost:5432 leads to a service, and not to that port");
    assertThat(engine.forwarderCommands())
        .singleElement()
        .asString()
        .endsWith(" host=127.0.0.1:8080,9000,9001 in runner-1");
    assertThatStage(job.post()).succeeded().didNotWarn();
    assertThat(engine.forwarderContainers()).isEmpty();
  }

  @Test
  void ports_of_the_host_need_no_service() {
    job.runner();
    job.hostAnswers().with("localhost-ports", "8080");
    assertThatStage(job.main()).succeeded().didNotWarn();
    assertThat(engine.forwarderCommands())
        .containsExactly(
            "/action/forward "
                + Job.NETWORK
                + " "
                + service.addressOn(network)
                + " host=127.0.0.1:8080 in runner-1");
  }

  @Test
  void ports_of_the_host_need_no_network_of_the_job() {
    var bridge = engine.network("runners");
    var runner = job.runner().onNetwork(bridge);
    job.hostAnswers().with("network", "").with("localhost-ports", "8080");
    assertThatStage(job.main()).succeeded().didNotWarn();
    assertThat(engine.forwarderCommands())
        .containsExactly(
            "/action/forward runners "
                + runner.addressOn(bridge)
                + " host=127.0.0.1:8080 in runner-1");
    assertThatStage(job.post()).succeeded().didNotWarn();
    assertThat(engine.forwarderContainers()).isEmpty();
  }

  @Test
  void ports_of_the_host_are_forwarded_to_a_job_container_without_services() {
    job.stepsRunInContainer();
    engine.remove(service);
    job.hostAnswers().with("localhost-ports", "8080");
    assertThatStage(job.main()).succeeded().didNotWarn();
    assertThat(engine.forwarderCommands())
        .containsExactly(
            "/action/forward "
                + Job.NETWORK
                + " "
                + job.ownContainer().addressOn(network)
                + " host=127.0.0.1:8080 in job");
  }

  @Test
  void ports_of_the_host_need_no_forwarder_where_localhost_is_the_host() {
    job.hostAnswers().with("localhost-ports", "8080");
    assertThatStage(job.main()).succeeded().didNotWarn().didNotPrint("8080");
    assertThat(engine.isUnchanged()).isTrue();
  }

  @Test
  void ports_of_a_host_that_does_not_answer_are_warned_of() {
    job.runner();
    job.withGateway("FFFFFFFF").with("localhost-ports", "8080");
    assertThatStage(job.main())
        .succeeded()
        .warned("'localhost-ports', port 8080 is not at localhost", "a firewall on it");
    assertThat(engine.forwarderCommands()).isEmpty();
  }

  @Test
  void port_of_the_host_that_a_process_of_the_steps_has_is_warned_of() {
    job.runner();
    engine.forwardersPrint("refused 8080 Address already in use", "ready");
    job.hostAnswers().with("localhost-ports", "8080");
    assertThatStage(job.main())
        .warned("localhost:8080 does not lead to the engine's host now", "is left alone");
  }

  @Test
  void forwarder_of_the_hosts_ports_that_does_not_start_makes_a_warning() {
    job.runner();
    engine.onCall("POST /containers/.*/start").refuse(500, "no memory left");
    job.hostAnswers().with("localhost-ports", "8080");
    assertThatStage(job.main())
        .succeeded()
        .warned("no memory left", "no port of the engine's host is at localhost");
  }

  @Test
  void published_udp_port_is_named_as_not_forwarded() {
    job.runner();
    service.withPublishedPort("53/udp", 53);
    assertThatStage(job.main()).printed("Port 53/udp of the service postgres is not at localhost");
    assertThat(engine.forwarderCommands()).isEmpty();
  }
}
