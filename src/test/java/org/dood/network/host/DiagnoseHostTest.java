package org.dood.network.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.dood.network.engine.Engine;
import org.dood.network.engine.EngineAddress;
import org.dood.network.engine.HarmlessCall;
import org.dood.network.host.Diagnosis.Complete;
import org.dood.network.host.Diagnosis.HostLookFailed;
import org.dood.network.host.Diagnosis.LookFailed;
import org.dood.network.host.Diagnosis.TriedCall;
import org.dood.network.runner.RunnerLabel;
import org.dood.network.runner.RunnerNames;
import org.dood.network.testing.engine.FakeContainer;
import org.dood.network.testing.engine.FakeEngine;
import org.dood.network.testing.engine.FakeNetwork;
import org.junit.jupiter.api.Test;

/** What an examination finds on an engine, as values. */
class DiagnoseHostTest {

  private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");
  private static final Duration LIMIT = Duration.ofDays(1);
  private static final String LABEL = "abc123";
  private static final String LISTENER = "/home/runner/bin/Runner.Listener run";
  private static final String WORKER = "/home/runner/bin/Runner.Worker spawnclient 1 2";

  private final FakeEngine engine = new FakeEngine();

  private Diagnosis examine() {
    try (var client = Engine.at(EngineAddress.mountedSocket(), engine)) {
      return new DiagnoseHost(client, LIMIT, InstantSource.fixed(NOW)).examine();
    }
  }

  private Diagnosis.Host host() {
    var diagnosis = examine();
    assertThat(diagnosis).isInstanceOf(Complete.class);
    return ((Complete) diagnosis).host();
  }

  private FakeContainer socketHolder(String name) {
    return engine.container(name).withMount("/run/docker.sock", "/run/docker.sock");
  }

  @Test
  void empty_engine_is_examined_completely() {
    assertThat(host())
        .isEqualTo(
            new Diagnosis.Host(
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                new PoolUse(31, 0)));
    assertThat(examine())
        .isInstanceOfSatisfying(
            Complete.class,
            complete -> {
              assertThat(complete.engine().version()).isEqualTo("20.10.24");
              assertThat(complete.calls())
                  .allMatch(TriedCall::isAllowed)
                  .extracting(TriedCall::call)
                  .isEqualTo(HarmlessCall.all());
            });
  }

  @Test
  void runner_with_a_worker_is_working_and_named_with_its_job_networks() {
    var name = RunnerNames.network();
    var network = engine.network(name).withLabel(LABEL).createdAt(NOW);
    socketHolder("busy")
        .withProcess(LISTENER)
        .withProcess(WORKER)
        .onNetwork(network)
        .onNetwork(engine.network("runners_default"));
    socketHolder("idle").withProcess(LISTENER);
    assertThat(host().runners())
        .containsExactly(
            new FoundRunner("busy", true, List.of(name)),
            new FoundRunner("idle", false, List.of()));
  }

  private FakeNetwork networkOfAnAttachedRunner(FakeContainer runner) {
    var name = RunnerNames.network();
    var network = engine.network(name).withLabel(LABEL).createdAt(NOW);
    runner.onNetwork(network, "dood-network-action." + LABEL + ".__self." + name);
    return network;
  }

  @Test
  void endpoint_that_a_job_left_on_a_runner_without_a_job_is_named() {
    var network = networkOfAnAttachedRunner(socketHolder("runner-1").withProcess(LISTENER));
    engine.container(RunnerNames.service("redis")).onNetwork(network).inState("exited");
    assertThat(host().leftEndpoints())
        .containsExactly(new LeftEndpoint("runner-1", network.name()));
  }

  @Test
  void endpoint_of_a_runner_that_works_or_beside_a_running_service_is_not_left() {
    networkOfAnAttachedRunner(socketHolder("busy").withProcess(LISTENER).withProcess(WORKER));
    var network = networkOfAnAttachedRunner(socketHolder("shared").withProcess(LISTENER));
    engine.container(RunnerNames.service("redis")).onNetwork(network);
    assertThat(host().leftEndpoints()).isEmpty();
  }

  @Test
  void endpoint_that_the_action_did_not_make_is_not_left() {
    socketHolder("runner-1")
        .onNetwork(engine.network(RunnerNames.network()).withLabel(LABEL).createdAt(NOW));
    assertThat(host().leftEndpoints()).isEmpty();
  }

  @Test
  void container_without_a_listener_or_without_the_socket_is_not_a_runner() {
    socketHolder("watchtower").withProcess("/watchtower");
    engine.container("no-socket").withProcess(LISTENER);
    socketHolder("stopped").withProcess(LISTENER).inState("exited");
    assertThat(host().runners()).isEmpty();
  }

  @Test
  void runner_that_sees_the_name_of_its_control_group_refuses_services() {
    engine.onCall("GET /info").answer(200, "{\"CgroupDriver\": \"cgroupfs\"}");
    socketHolder("runner-1").withProcess(LISTENER).inCgroupNamespaceOfHost();
    socketHolder("runner-2").withProcess(LISTENER);
    socketHolder("watchtower").withProcess("/watchtower").inCgroupNamespaceOfHost();
    assertThat(host().withoutServices()).containsExactly("runner-1");
  }

  @Test
  void runner_whose_control_group_has_another_name_refuses_no_services() {
    engine.onCall("GET /info").answer(200, "{\"CgroupDriver\": \"systemd\"}");
    socketHolder("runner-1").withProcess(LISTENER).inCgroupNamespaceOfHost();
    assertThat(host().withoutServices()).isEmpty();
  }

  @Test
  void container_whose_processes_cannot_be_listed_is_not_a_runner() {
    socketHolder("runner-1").withProcess(LISTENER);
    engine.onCall("/top").refuse(500, "no ps");
    assertThat(host().runners()).isEmpty();
  }

  @Test
  void networks_and_containers_are_counted_by_their_runners_label() {
    engine.network(RunnerNames.network()).withLabel(LABEL).createdAt(NOW);
    engine.network(RunnerNames.network()).withLabel(LABEL).createdAt(NOW);
    engine.container(RunnerNames.service("redis")).withLabel(LABEL);
    engine.container(RunnerNames.service("redis")).withLabel("fed321").inState("exited");
    engine.container(RunnerNames.service("redis"));
    engine.container("abc123_0a1b2c").withLabel("fed321");
    assertThat(host().traces())
        .containsExactlyInAnyOrder(
            new RunnerTrace(new RunnerLabel(LABEL), 2, 1),
            new RunnerTrace(new RunnerLabel("fed321"), 0, 1));
  }

  @Test
  void port_that_a_service_publishes_by_number_is_fixed() {
    var service = RunnerNames.service("postgres17");
    engine.container(service).withLabel(LABEL).withPublishedPort("5432/tcp", 5432);
    engine.container("by-hand").withPublishedPort("80/tcp", 80);
    assertThat(host().fixedPorts()).containsExactly(new FixedPort("5432/tcp", service));
  }

  @Test
  void leftovers_are_named() {
    var orphan =
        engine
            .network(RunnerNames.network())
            .withLabel(LABEL)
            .createdAt(NOW.minus(LIMIT).minusMillis(1));
    engine.network(RunnerNames.network()).withLabel(LABEL).createdAt(NOW.minus(LIMIT));
    var removed = engine.network(RunnerNames.network()).withLabel(LABEL).createdAt(NOW);
    engine.container("runner-0").onNetwork(removed).inState("exited");
    engine.remove(removed);
    assertThat(host().orphans()).extracting(o -> o.network().id()).containsExactly(orphan.id());
    assertThat(host().unstartable())
        .extracting(UnstartableContainer::name)
        .containsExactly("runner-0");
    assertThat(host().pool()).isEqualTo(new PoolUse(31, 2));
  }

  @Test
  void engine_is_shared_by_two_runners_or_by_two_labels() {
    socketHolder("runner-1").withProcess(LISTENER);
    engine.network(RunnerNames.network()).withLabel(LABEL).createdAt(NOW);
    assertThat(host().isShared()).isFalse();
    socketHolder("runner-2").withProcess(LISTENER);
    assertThat(host().isShared()).isTrue();
  }

  @Test
  void engine_with_networks_of_two_labels_is_shared() {
    engine.network(RunnerNames.network()).withLabel(LABEL).createdAt(NOW);
    engine.network(RunnerNames.network()).withLabel("fed321").createdAt(NOW);
    assertThat(host().isShared()).isTrue();
  }

  @Test
  void call_that_is_forbidden_is_named_as_such() {
    engine.onCall("POST /networks/.*/connect").refuse(403, "blocked by the proxy");
    assertThat(examine())
        .isInstanceOfSatisfying(
            Complete.class,
            complete ->
                assertThat(complete.calls())
                    .filteredOn(call -> !call.isAllowed())
                    .singleElement()
                    .extracting(call -> call.call().toString())
                    .isEqualTo("POST /networks/{id}/connect"));
  }

  @Test
  void host_that_cannot_be_listed_is_a_failed_look_with_version_and_calls() {
    engine.onCall("GET /networks$").refuse(403, "blocked by the proxy");
    assertThat(examine())
        .isInstanceOfSatisfying(
            HostLookFailed.class,
            failed -> {
              assertThat(failed.engine().api()).isEqualTo("1.41");
              assertThat(failed.calls()).hasSize(HarmlessCall.all().size());
              assertThat(failed.failure().reason()).contains("blocked by the proxy");
            });
  }

  @Test
  void engine_that_does_not_tell_its_version_is_a_failed_look() {
    engine.onCall("GET /version").refuse(403, "blocked by the proxy");
    assertThat(examine()).isInstanceOf(LookFailed.class);
  }
}
