package org.dood.network.services;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.dood.network.engine.Engine;
import org.dood.network.engine.EngineAddress;
import org.dood.network.engine.model.ContainerId;
import org.dood.network.engine.model.ContainerState;
import org.dood.network.engine.model.Workload;
import org.dood.network.services.WaitForServices.Progress;
import org.dood.network.testing.engine.FakeContainer;
import org.dood.network.testing.engine.FakeEngine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How long services are waited for, in time that passes by pauses alone. */
class WaitForServicesTest {

  private static final Duration LIMIT = Duration.ofMinutes(2);

  private final FakeEngine engine = new FakeEngine();
  private final FakeNetworkAccess network = new FakeNetworkAccess();
  private final FakePauses pauses = new FakePauses();
  private final List<Progress> progress = new ArrayList<>();
  private final FakeContainer postgres = engine.container("postgres17");

  private AwaitedService awaited(Integer... ports) {
    return awaited(postgres.id(), ports);
  }

  private static AwaitedService awaited(ContainerId container, Integer... ports) {
    var service =
        new Service(
            "postgres",
            container,
            SomeServices.NETWORK,
            "172.18.0.2",
            "",
            "postgres:17",
            Workload.removed());
    return new AwaitedService(service, List.of(ports));
  }

  private Waiting await(Duration limit, AwaitedService... awaited) {
    try (var client = Engine.at(EngineAddress.mountedSocket(), engine)) {
      return new WaitForServices(client, progress::add, network, pauses)
          .await(List.of(awaited), limit);
    }
  }

  private Waiting.Unready assertUnready(Waiting waiting) {
    assertThat(waiting).isInstanceOf(Waiting.Unready.class);
    return (Waiting.Unready) waiting;
  }

  @Test
  void service_that_runs_is_ready_at_once() {
    var awaited = awaited();
    assertThat(await(LIMIT, awaited)).isEqualTo(new Waiting.Ready(List.of(awaited), Duration.ZERO));
    assertThat(progress).isEmpty();
  }

  @Test
  void service_is_ready_once_its_health_check_says_so() {
    postgres.withHealth("starting");
    pauses.after(Duration.ofSeconds(1), () -> postgres.withHealth("healthy"));
    assertThat(await(LIMIT, awaited()))
        .asInstanceOf(type(Waiting.Ready.class))
        .extracting(Waiting.Ready::after)
        .isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void service_is_ready_once_each_port_accepts() {
    network.accepting("postgres", 5432);
    pauses.after(Duration.ofMillis(600), () -> network.accepting("postgres", 5433));
    assertThat(await(LIMIT, awaited(5432, 5433)))
        .asInstanceOf(type(Waiting.Ready.class))
        .extracting(Waiting.Ready::after)
        .isEqualTo(Duration.ofMillis(600));
  }

  @Test
  void service_that_restarts_is_waited_for_and_its_ports_are_not_tried_meanwhile() {
    postgres.inState("restarting");
    network.accepting("postgres", 5432);
    pauses.after(Duration.ofMillis(400), () -> postgres.inState("running"));
    assertThat(await(LIMIT, awaited(5432))).isInstanceOf(Waiting.Ready.class);
    assertThat(network.asked()).containsExactly("postgres:5432");
  }

  @Test
  void limit_ends_the_wait_with_what_is_missing_and_the_last_lines() {
    postgres.withLogLine("loading").withLogLine("still loading");
    var unready = assertUnready(await(Duration.ofSeconds(1), awaited(5432)));
    assertThat(unready.after()).isEqualTo(Duration.ofSeconds(1));
    assertThat(unready.unready())
        .singleElement()
        .satisfies(u -> {
          assertThat(u.lastLines()).containsExactly("loading", "still loading");
          assertThat(u.readiness().ports()).isEqualTo(TriedPorts.allSilent(List.of(5432)));
          assertThat(u.readiness().workload().state()).isEqualTo(ContainerState.RUNNING);
        });
    assertThat(engine.calls()).last().asString().contains("/logs", "tail=10");
  }

  @Test
  void limit_of_zero_looks_once() {
    assertThat(assertUnready(await(Duration.ZERO, awaited(5432))).after()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"exited", "dead"})
  void container_that_has_ended_ends_the_wait_at_once(String state) {
    postgres.inState(state);
    var unready = assertUnready(await(LIMIT, awaited(5432)));
    assertThat(unready.after()).isZero();
    assertThat(unready.unready().getFirst().readiness().ports())
        .isEqualTo(TriedPorts.allSilent(List.of(5432)));
    assertThat(network.asked()).isEmpty();
  }

  @Test
  void container_that_is_removed_ends_the_wait_at_once() {
    var unready = assertUnready(await(LIMIT, awaited(new ContainerId("0".repeat(64)))));
    assertThat(unready.after()).isZero();
    assertThat(unready.unready().getFirst().readiness().workload()).isEqualTo(Workload.removed());
  }

  @Test
  void only_services_that_are_not_ready_are_reported() {
    var redis = engine.container("redis").inState("exited");
    var unready = assertUnready(await(LIMIT, awaited(), awaited(redis.id())));
    assertThat(unready.unready())
        .singleElement()
        .satisfies(
            u -> assertThat(u.readiness().awaited().service().container()).isEqualTo(redis.id()));
  }

  @Test
  void progress_is_reported_every_five_seconds() {
    var limit = Duration.ofSeconds(12);
    assertUnready(await(limit, awaited(5432)));
    assertThat(progress)
        .extracting(Progress::after)
        .containsExactly(Duration.ofSeconds(5), Duration.ofSeconds(10));
    assertThat(progress)
        .allSatisfy(p -> {
          assertThat(p.limit()).isEqualTo(limit);
          assertThat(p.unready()).hasSize(1);
        });
  }

  @Test
  void engine_that_cannot_be_asked_ends_the_wait() {
    engine.onCall("GET").refuse(403, "blocked by the proxy");
    assertThat(await(LIMIT, awaited()))
        .asInstanceOf(type(Waiting.LookFailed.class))
        .extracting(failed -> failed.failure().reason())
        .asString()
        .contains("blocked by the proxy");
  }

  @Test
  void log_that_cannot_be_read_leaves_the_last_lines_out() {
    postgres.inState("exited").withLogLine("why");
    engine.onCall("GET /containers/.*/logs").refuse(403, "blocked by the proxy");
    assertThat(assertUnready(await(LIMIT, awaited())).unready().getFirst().lastLines()).isEmpty();
  }

  @Test
  void pause_in_real_time_lasts_as_long_as_asked() {
    var real = Pauses.inRealTime();
    var start = real.now();
    real.pause(Duration.ofMillis(5));
    assertThat(real.now().minus(start)).isBetween(Duration.ofMillis(5), Duration.ofMinutes(1));
  }

  @Test
  void pause_of_an_interrupted_thread_ends_and_keeps_the_interruption() {
    Thread.currentThread().interrupt();
    Pauses.inRealTime().pause(Duration.ofDays(1));
    assertThat(Thread.interrupted()).isTrue();
  }
}
