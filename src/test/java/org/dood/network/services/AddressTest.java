package org.dood.network.services;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dood.network.services.SomeServices.ON_JOB_NETWORK;
import static org.dood.network.services.SomeServices.service;
import static org.dood.network.services.SomeServices.tcp;
import static org.dood.network.services.SomeServices.udp;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.dood.network.engine.model.ContainerState;
import org.dood.network.engine.model.Workload;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The address of a service by the location of the steps, and values that depend on ports. */
class AddressTest {

  private static final Service BROKER =
      service("broker", tcp(80), tcp(5672, 5672, 15672), udp(53, 1053));

  @Test
  void steps_on_the_job_network_use_the_name_and_container_ports() {
    assertThat(Address.of(BROKER, ON_JOB_NETWORK))
        .isEqualTo(new Address("broker", Map.of("5672/tcp", 5672, "53/udp", 53, "80/tcp", 80)));
  }

  @Test
  void steps_on_the_engine_host_use_localhost_and_published_ports() {
    assertThat(Address.of(BROKER, new StepsLocation.OnEngineHost()))
        .isEqualTo(new Address("localhost", Map.of("5672/tcp", 5672, "53/udp", 1053)));
  }

  @Test
  void steps_on_the_engine_host_use_the_ip_if_no_port_is_published() {
    assertThat(Address.of(service("cache", tcp(6379)), new StepsLocation.OnEngineHost()))
        .isEqualTo(new Address("172.18.0.2", Map.of("6379/tcp", 6379)));
  }

  @Test
  void steps_away_from_the_engine_use_its_host_if_that_is_known() {
    var ports = Map.of("5672/tcp", 5672, "53/udp", 1053);
    assertThat(Address.of(BROKER, new StepsLocation.AwayFromEngine(Optional.of("build-host"))))
        .isEqualTo(new Address("build-host", ports));
    assertThat(Address.of(BROKER, new StepsLocation.AwayFromEngine(Optional.empty())))
        .isEqualTo(new Address("", ports));
  }

  @Test
  void first_port_is_the_first_published_one() {
    assertThat(Address.of(BROKER, ON_JOB_NETWORK).port()).contains(5672);
    assertThat(Address.of(service("none"), ON_JOB_NETWORK).port()).isEmpty();
  }

  @Test
  void ports_to_use_are_the_published_ones_or_else_all_by_tcp() {
    assertThat(BROKER.tcpPorts()).containsExactly(5672);
    assertThat(service("web", tcp(80), tcp(81), udp(53)).tcpPorts()).containsExactly(80, 81);
  }

  @Test
  void variables_name_host_and_port_and_keep_those_that_exist() {
    var variables =
        ServiceVariables.of(
            List.of(BROKER, service("none")), ON_JOB_NETWORK, Set.of("BROKER_HOST", "PATH"));
    assertThat(variables)
        .isEqualTo(
            new ServiceVariables(
                Map.of("BROKER_PORT", "5672", "NONE_HOST", "none"),
                List.of("BROKER_HOST"),
                List.of(),
                List.of()));
  }

  @ParameterizedTest
  @CsvSource({
    "running, none, '', true",
    "running, healthy, '', true",
    "running, starting, '', false",
    "running, unhealthy, '', false",
    "running, none, 80, false",
    "paused, none, '', false",
    "exited, none, '', false"
  })
  void service_is_ready_if_it_runs_well_and_no_port_is_silent(
      String state, String health, String silent, boolean ready) {
    var ports = silent.isEmpty() ? List.<Integer>of() : List.of(Integer.valueOf(silent));
    assertThat(readiness(state, health, new TriedPorts(List.of(81), ports)).isReady())
        .isEqualTo(ready);
  }

  @ParameterizedTest
  @CsvSource({
    "exited, true",
    "dead, true",
    "removed, true",
    "running, false",
    "restarting, false",
    "created, false"
  })
  void service_has_ended_if_its_container_has(String state, boolean ended) {
    assertThat(readiness(state, "none", TriedPorts.allSilent(List.of())).hasEnded())
        .isEqualTo(ended);
  }

  private static Readiness readiness(String state, String health, TriedPorts ports) {
    return new Readiness(
        new AwaitedService(BROKER, List.of()),
        new Workload(new ContainerState(state), health, List.of(), Set.of()),
        ports);
  }
}
