package org.dood.network.services;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dood.network.services.SomeServices.inState;
import static org.dood.network.services.SomeServices.service;
import static org.dood.network.services.SomeServices.tcp;
import static org.dood.network.services.SomeServices.udp;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import org.dood.network.services.Reachability.NameNotResolved;
import org.dood.network.services.Reachability.NameResolved;
import org.dood.network.services.Reachability.NoAnswer;
import org.junit.jupiter.api.Test;

/** Whether a service can be reached from the job's network. */
class ReachabilityTest {

  /** A name that is too long for any resolver to ask a server about it. */
  private static final String UNRESOLVABLE = "n".repeat(64);

  private final FakeNetworkAccess network = new FakeNetworkAccess();

  private static Reachability resolved(List<Integer> accepting, List<Integer> silent) {
    return new NameResolved(new TriedPorts(accepting, silent));
  }

  @Test
  void port_that_accepts_shows_that_the_name_resolves_without_a_look_up() {
    network.accepting("postgres", 5432);
    assertThat(Reachability.of(service("postgres", tcp(5432)), network))
        .isEqualTo(resolved(List.of(5432), List.of()));
    assertThat(network.asked()).containsExactly("postgres:5432");
  }

  @Test
  void ports_that_accept_and_silent_ports_are_told_apart() {
    network.accepting("broker", 5672).accepting("broker", 80);
    assertThat(Reachability.of(service("broker", tcp(80), tcp(4369), tcp(5672)), network))
        .isEqualTo(resolved(List.of(80, 5672), List.of(4369)));
  }

  @Test
  void silent_service_is_looked_up_by_its_name() {
    network.resolving("postgres");
    assertThat(Reachability.of(service("postgres", tcp(5432)), network))
        .isEqualTo(resolved(List.of(), List.of(5432)));
  }

  @Test
  void service_without_tcp_ports_is_looked_up_by_its_name() {
    network.resolving("dns");
    assertThat(Reachability.of(service("dns", udp(53)), network))
        .isEqualTo(resolved(List.of(), List.of()));
  }

  @Test
  void name_that_nobody_knows_is_not_resolved() {
    assertThat(Reachability.of(service("postgres", tcp(5432)), network))
        .isEqualTo(new NameNotResolved());
  }

  @Test
  void look_up_that_takes_too_long_is_no_answer() {
    network.stalling("postgres");
    assertThat(Reachability.of(service("postgres"), network)).isEqualTo(new NoAnswer());
  }

  @Test
  void port_that_does_not_answer_in_time_is_silent() {
    network.accepting("broker", 80).accepting("broker", 81).stalling("broker:80");
    assertThat(TriedPorts.of("broker", List.of(80, 81), network))
        .isEqualTo(new TriedPorts(List.of(81), List.of(80)));
  }

  @Test
  void ports_all_accept_only_if_none_is_silent() {
    assertThat(new TriedPorts(List.of(80), List.of()).allAccept()).isTrue();
    assertThat(new TriedPorts(List.of(80), List.of(81)).allAccept()).isFalse();
    assertThat(TriedPorts.allSilent(List.of(80)).silent()).containsExactly(80);
    assertThat(TriedPorts.allSilent(List.of(80)).accepting()).isEmpty();
  }

  @Test
  void services_that_run_are_probed_and_others_are_not() {
    network.accepting("a", 80).resolving("b");
    var probed =
        ProbeServices.of(
            List.of(
                service("a", tcp(80)),
                inState("exited", "gone", tcp(80)),
                service("b", tcp(81)),
                service("c")),
            network);
    assertThat(probed)
        .isEqualTo(
            Map.of(
                "a", resolved(List.of(80), List.of()),
                "b", resolved(List.of(), List.of(81)),
                "c", new NameNotResolved()));
  }

  @Test
  void probe_of_this_process_resolves_localhost() {
    assertThat(ProbeServices.of(List.of(service("localhost"))))
        .isEqualTo(Map.of("localhost", resolved(List.of(), List.of())));
  }

  @Test
  void this_process_connects_to_a_port_that_listens_and_to_no_other() throws IOException {
    var access = NetworkAccess.ofThisProcess();
    var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    try (server) {
      assertThat(access.accepts("127.0.0.1", server.getLocalPort())).isTrue();
    }
    assertThat(access.accepts("127.0.0.1", server.getLocalPort())).isFalse();
  }

  @Test
  void this_process_resolves_names_that_exist_and_no_others() {
    assertThat(NetworkAccess.ofThisProcess().resolves("localhost")).isTrue();
    assertThat(NetworkAccess.ofThisProcess().resolves(UNRESOLVABLE)).isFalse();
  }
}
