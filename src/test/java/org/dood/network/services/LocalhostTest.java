package org.dood.network.services;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dood.network.services.SomeServices.ON_JOB_NETWORK;
import static org.dood.network.services.SomeServices.at;
import static org.dood.network.services.SomeServices.service;
import static org.dood.network.services.SomeServices.tcp;
import static org.dood.network.services.SomeServices.udp;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.dood.network.engine.EngineFailure;
import org.dood.network.engine.model.Port;
import org.dood.network.forward.Forward;
import org.dood.network.inputs.LocalhostChoice;
import org.dood.network.services.Localhost.Omission;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which ports of {@code localhost} are to lead to services. */
class LocalhostTest {

  private static final StepsLocation ON_HOST = new StepsLocation.OnEngineHost();
  private static final Localhost NOTHING = new Localhost(List.of(), List.of());

  private static Localhost published(StepsLocation steps, Service... services) {
    return Localhost.of(new JobServices.Found(steps, List.of(services)), LocalhostChoice.PUBLISHED);
  }

  private static Localhost exposed(StepsLocation steps, Service... services) {
    return Localhost.of(new JobServices.Found(steps, List.of(services)), LocalhostChoice.EXPOSED);
  }

  private static Forward to(int port, String service, int servicePort) {
    return new Forward(port, service, servicePort);
  }

  @Test
  void published_port_is_forwarded_from_each_port_of_the_host() {
    assertThat(published(ON_JOB_NETWORK, service("db", tcp(5432, 5432, 15432), tcp(9))))
        .isEqualTo(new Localhost(List.of(to(5432, "db", 5432), to(15432, "db", 5432)), List.of()));
  }

  @Test
  void exposed_port_is_forwarded_from_the_same_port() {
    assertThat(exposed(ON_JOB_NETWORK, service("db", tcp(5432, 15432), tcp(9))))
        .isEqualTo(new Localhost(List.of(to(5432, "db", 5432), to(9, "db", 9)), List.of()));
  }

  @Test
  void no_port_is_forwarded_if_the_choice_is_off() {
    var found = new JobServices.Found(ON_JOB_NETWORK, List.of(service("db", tcp(5432, 5432))));
    assertThat(Localhost.of(found, LocalhostChoice.OFF)).isEqualTo(NOTHING);
  }

  @Test
  void service_without_an_address_is_not_forwarded_to() {
    assertThat(published(ON_JOB_NETWORK, at("", "db", tcp(5432, 5432)))).isEqualTo(NOTHING);
    assertThat(exposed(ON_HOST, at("", "db", tcp(5432)))).isEqualTo(NOTHING);
  }

  @Test
  void published_udp_port_is_an_omission() {
    assertThat(published(ON_JOB_NETWORK, service("dns", udp(53, 53), udp(54))).omissions())
        .containsExactly(new Omission.NotTcp("dns", udp(53, 53)));
    assertThat(exposed(ON_JOB_NETWORK, service("dns", udp(53, 53), udp(54))).omissions())
        .containsExactly(new Omission.NotTcp("dns", udp(53, 53)));
  }

  @Test
  void port_that_two_services_want_leads_to_the_first() {
    assertThat(exposed(ON_JOB_NETWORK, service("a", tcp(80)), service("b", tcp(80))))
        .isEqualTo(
            new Localhost(List.of(to(80, "a", 80)), List.of(new Omission.PortTaken("b", 80, "a"))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a:b", "a b", "172.18.0.9", "-a", "a-", "", "ä"})
  void service_whose_name_cannot_be_looked_up_is_the_only_omission(String name) {
    assertThat(published(ON_JOB_NETWORK, service(name, tcp(80, 80)), service("db", tcp(1, 1))))
        .isEqualTo(
            new Localhost(List.of(to(1, "db", 1)), List.of(new Omission.NameNotResolvable(name))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"db", "DB", "my_db", "a.b", "1a", "_", "172.18.0.9a"})
  void service_whose_name_can_be_looked_up_is_forwarded_to(String name) {
    assertThat(published(ON_JOB_NETWORK, service(name, tcp(80, 80))))
        .isEqualTo(new Localhost(List.of(to(80, name, 80)), List.of()));
  }

  @Test
  void name_does_not_matter_where_services_are_reached_by_their_addresses() {
    assertThat(exposed(ON_HOST, service("a:b", tcp(80))))
        .isEqualTo(new Localhost(List.of(to(80, "a:b", 80)), List.of()));
  }

  @Test
  void service_without_a_port_that_is_wanted_is_no_omission_whatever_its_name() {
    assertThat(published(ON_JOB_NETWORK, service("a:b", tcp(80)))).isEqualTo(NOTHING);
  }

  private static Service withPorts(String name, int first, int count) {
    return service(
        name, IntStream.range(first, first + count).mapToObj(p -> tcp(p)).toArray(Port[]::new));
  }

  @Test
  void service_with_more_ports_than_can_be_had_is_the_only_omission() {
    var localhost =
        exposed(ON_JOB_NETWORK, withPorts("all", 1, 12_000), withPorts("some", 20_000, 1024));
    assertThat(localhost.forwards()).hasSize(1024).allMatch(f -> f.service().equals("some"));
    assertThat(localhost.omissions())
        .containsExactly(new Omission.TooManyPorts("all", 12_000, 1024));
  }

  @Test
  void service_with_the_most_ports_is_omitted_if_all_together_have_too_many() {
    var localhost =
        exposed(
            ON_JOB_NETWORK,
            withPorts("a", 1, 600),
            withPorts("b", 1000, 24),
            withPorts("c", 2000, 500));
    assertThat(localhost.forwards()).hasSize(524);
    assertThat(localhost.omissions()).containsExactly(new Omission.TooManyPorts("a", 600, 1024));
  }

  @Test
  void engine_host_needs_no_forward_for_published_ports() {
    assertThat(published(ON_HOST, service("db", tcp(5432, 5432)))).isEqualTo(NOTHING);
  }

  @Test
  void engine_host_gets_forwards_for_exposed_ports_unless_the_engine_listens_there() {
    assertThat(
            exposed(
                ON_HOST,
                service("same", tcp(5432, 5432)),
                service("other", tcp(80, 8080)),
                service("unpublished", tcp(6379)),
                service("dns", udp(53, 53))))
        .isEqualTo(
            new Localhost(List.of(to(80, "other", 80), to(6379, "unpublished", 6379)), List.of()));
  }

  @ParameterizedTest
  @EnumSource
  void nothing_is_forwarded_away_from_the_engine_or_without_services(LocalhostChoice choice) {
    var away = new StepsLocation.AwayFromEngine(Optional.of("build-host"));
    var services = List.of(service("db", tcp(5432, 5432)));
    assertThat(Localhost.of(new JobServices.Found(away, services), choice)).isEqualTo(NOTHING);
    assertThat(Localhost.of(new JobServices.NotLooked(), choice)).isEqualTo(NOTHING);
    var failure = new EngineFailure.Refused("list", 403, "blocked");
    assertThat(Localhost.of(new JobServices.LookFailed(failure), choice)).isEqualTo(NOTHING);
  }
}
