package org.dood.network.services;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LookCommandTest {

  private static final ResolverConfiguration RESOLVER =
      new ResolverConfiguration("nameserver 10.8.0.1\nnameserver 127.0.0.11\n");

  private final FakeNetworkAccess network = new FakeNetworkAccess();

  @Test
  void each_service_is_told_in_order() {
    network.accepting("172.18.0.2", 5432).resolving("postgres");
    assertThat(
            LookCommand.look(
                List.of("-", "redis", "172.18.0.3", "6379", "postgres", "172.18.0.2", "5432,5433"),
                network,
                RESOLVER))
        .containsExactly("asks 10.8.0.1", "seen address", "seen name 5432");
  }

  @Test
  void service_without_ports_is_looked_up_alone() {
    network.resolving("worker");
    assertThat(
            LookCommand.look(
                List.of("-", "worker", "172.18.0.3", ""), network, new ResolverConfiguration("")))
        .containsExactly("seen name");
  }

  @Test
  void host_that_answers_at_the_gateway_is_told() {
    network.answering("172.18.0.1", FindHost.CLOSED_PORT);
    assertThat(LookCommand.look(List.of("172.18.0.1"), network, new ResolverConfiguration("")))
        .containsExactly("host answers");
    assertThat(LookCommand.look(List.of("172.19.0.1"), network, new ResolverConfiguration("")))
        .containsExactly("host silent");
  }

  @Test
  void line_is_parsed_as_it_was_printed() {
    var seen = new ServiceAsSeen(true, List.of(80, 443));
    assertThat(ServiceAsSeen.parse(seen.line())).contains(seen);
    assertThat(ServiceAsSeen.parse("seen nothing")).isEmpty();
    assertThat(ServiceAsSeen.parse("seen name eighty")).isEmpty();
    assertThat(ServiceAsSeen.parse("Exception in thread main")).isEmpty();
  }
}
