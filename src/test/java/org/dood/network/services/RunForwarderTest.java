package org.dood.network.services;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dood.network.services.SomeServices.ON_JOB_NETWORK;
import static org.dood.network.services.SomeServices.at;
import static org.dood.network.services.SomeServices.service;
import static org.dood.network.services.SomeServices.tcp;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dood.network.engine.Engine;
import org.dood.network.engine.EngineAddress;
import org.dood.network.engine.EngineFailure;
import org.dood.network.engine.model.ObjectName;
import org.dood.network.forward.Announcement;
import org.dood.network.forward.Forward;
import org.dood.network.forward.HostForwards;
import org.dood.network.services.Forwarding.NotStarted;
import org.dood.network.services.Forwarding.Reason;
import org.dood.network.services.Forwarding.Started;
import org.dood.network.testing.engine.FakeEngine;
import org.junit.jupiter.api.Test;

/** Whether the forwarder runs, and what its container is asked to do. */
class RunForwarderTest {

  private static final ObjectName NAME = new ObjectName("dood-network-action-forwarder-1");
  private static final Service NO_IP = at("", "early", tcp(1));
  private static final Service POSTGRES = service("postgres", tcp(5432, 5433));
  private static final List<Forward> FORWARDS = List.of(new Forward(5433, "postgres", 5432));

  private final FakeEngine engine = new FakeEngine().withImage("sha256:image");
  private List<EarlierForwarder> earlier = List.of();
  private Optional<HostForwards> host = Optional.empty();

  private Forwarding start(StepsLocation steps) {
    engine.container("pod", "pod");
    try (var client = Engine.at(EngineAddress.mountedSocket(), engine)) {
      return new RunForwarder(client)
          .start(
              NAME,
              "sha256:image",
              Map.of("label", "value"),
              new ForwarderTask(
                  steps,
                  POSTGRES.network(),
                  POSTGRES.ip(),
                  FORWARDS,
                  List.of(NO_IP, POSTGRES),
                  host),
              earlier);
    }
  }

  private Forwarding start() {
    return start(ON_JOB_NETWORK);
  }

  private void exitsAfterItsFirstLog() {
    engine
        .onCall("GET /containers/.*/logs")
        .actThenRunOnce(() -> engine.findContainer(NAME.value()).orElseThrow().inState("exited"));
  }

  @Test
  void forwarder_that_listens_is_started() {
    assertThat(start()).isEqualTo(new Started(List.of(5433), List.of()));
    assertThat(engine.labelsOfContainerNamed(NAME.value()))
        .contains(
            Map.of(
                "label",
                "value",
                "dood-network-action.namespace",
                "container:pod",
                "dood-network-action.forwards",
                "5433=postgres:5432"));
  }

  @Test
  void ports_at_which_it_cannot_listen_are_named() {
    engine.forwardersPrint("refused 80 Permission denied", "listening 5433", "ready");
    assertThat(start())
        .isEqualTo(
            new Started(
                List.of(5433), List.of(new Announcement.NotListening(80, "Permission denied"))));
  }

  @Test
  void steps_in_a_container_have_it_join_their_namespace_and_use_names() {
    start();
    assertThat(engine.forwarderCommands())
        .singleElement()
        .asString()
        .isEqualTo(
            "/action/forward "
                + SomeServices.NETWORK
                + " 172.18.0.2 5433=postgres:5432 postgres@172.18.0.2 in pod");
  }

  @Test
  void steps_on_the_host_have_it_join_the_host_and_use_addresses() {
    assertThat(start(new StepsLocation.OnEngineHost())).isInstanceOf(Started.class);
    assertThat(engine.forwarderCommands())
        .singleElement()
        .asString()
        .contains(" 5433=172.18.0.2:5432 ")
        .endsWith("host");
  }

  private void earlierForwarder(Forward forward, String... lines) {
    var container = engine.container("earlier");
    for (var line : lines) {
      container.withLogLine(line);
    }
    earlier =
        List.of(new EarlierForwarder(new ObjectName("earlier"), List.of(forward), List.of(9000)));
  }

  @Test
  void ports_that_an_earlier_forwarder_serves_are_left_to_it() {
    earlierForwarder(FORWARDS.getFirst(), "listening 5433", "ready");
    assertThat(start()).isEqualTo(new Started(List.of(5433), List.of()));
    assertThat(engine.forwarderCommands()).isEmpty();
  }

  @Test
  void ports_of_the_host_are_given_with_its_address() {
    host = Optional.of(new HostForwards("172.18.0.1", List.of(8080, 9000)));
    start();
    assertThat(engine.forwarderCommands())
        .singleElement()
        .asString()
        .endsWith(" postgres@172.18.0.2 host=172.18.0.1:8080,9000 in pod");
  }

  @Test
  void ports_of_the_host_that_an_earlier_forwarder_serves_are_left_to_it() {
    earlierForwarder(FORWARDS.getFirst(), "listening 5433", "ready");
    host = Optional.of(new HostForwards("172.18.0.1", List.of(8080, 9000)));
    assertThat(start()).isEqualTo(new Started(List.of(5433), List.of()));
    assertThat(engine.forwarderCommands())
        .singleElement()
        .asString()
        .endsWith(" 172.18.0.2 host=172.18.0.1:8080 in pod");
  }

  @Test
  void port_at_which_the_earlier_forwarder_does_not_listen_is_tried_again() {
    earlierForwarder(FORWARDS.getFirst(), "refused 5433 Permission denied", "ready");
    assertThat(start()).isEqualTo(new Started(List.of(5433), List.of()));
    assertThat(engine.forwarderCommands()).hasSize(1);
  }

  @Test
  void port_that_the_earlier_forwarder_forwards_to_another_service_is_wanted() {
    earlierForwarder(new Forward(5433, "mysql", 3306), "listening 5433", "ready");
    engine.forwardersPrint("refused 5433 Address already in use", "ready");
    assertThat(start())
        .isEqualTo(
            new Started(
                List.of(), List.of(new Announcement.NotListening(5433, "Address already in use"))));
  }

  @Test
  void earlier_forwarder_that_cannot_be_heard_leaves_it_unknown() {
    earlierForwarder(FORWARDS.getFirst(), "listening 5433", "ready");
    engine.onCall("GET /containers/earlier/logs").refuse(403, "blocked by the proxy");
    assertThat(start()).isInstanceOf(Forwarding.LookFailed.class);
  }

  @Test
  void call_that_fails_is_the_reason() {
    engine.onCall("POST /containers/create").refuse(500, "the disk is full");
    assertThat(start())
        .isInstanceOfSatisfying(
            NotStarted.class,
            not ->
                assertThat(not.reason())
                    .isInstanceOfSatisfying(
                        Reason.CallFailed.class,
                        failed -> assertThat(failed.failure().inWords()).contains("disk is full")));
  }

  @Test
  void container_that_was_made_and_does_not_run_is_not_started() {
    engine.onCall("POST /containers/.*/start").refuse(500, "no such namespace");
    assertThat(start()).isInstanceOf(NotStarted.class);
  }

  @Test
  void start_that_failed_after_the_engine_acted_is_started() {
    engine.onCall("/start").actThenCutOff();
    assertThat(start()).isEqualTo(new Started(List.of(5433), List.of()));
  }

  @Test
  void log_that_was_cut_off_once_is_read_again() {
    engine.forwardersPrint("listening 5433");
    engine
        .onCall("GET /containers/.*/logs")
        .actThenRunOnce(
            () -> engine.findContainer(NAME.value()).orElseThrow().withLogLine("ready"));
    assertThat(start()).isEqualTo(new Started(List.of(5433), List.of()));
  }

  @Test
  void forwarder_that_ended_early_is_named_with_its_last_line() {
    engine.forwardersPrint("listening 5433", "Out of memory");
    exitsAfterItsFirstLog();
    assertThat(start())
        .isEqualTo(new NotStarted(new Reason.EndedEarly(Optional.of("Out of memory"))));
  }

  @Test
  void forwarder_that_ended_without_a_word_has_no_last_line() {
    engine.forwardersPrint();
    engine.onCall("GET /containers/.*/logs").answer(200, "");
    assertThat(start()).isEqualTo(new NotStarted(new Reason.EndedEarly(Optional.empty())));
  }

  @Test
  void engine_that_cannot_be_asked_afterwards_leaves_it_unknown() {
    engine.onCall("GET /containers").refuse(403, "blocked by the proxy");
    assertThat(start())
        .isInstanceOfSatisfying(
            Forwarding.LookFailed.class,
            failed -> assertThat(failed.failure()).isInstanceOf(EngineFailure.Refused.class));
  }
}
