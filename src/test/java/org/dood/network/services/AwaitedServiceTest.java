package org.dood.network.services;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.dood.network.AnyText;
import org.dood.network.engine.ContainerId;
import org.dood.network.engine.Port;
import org.dood.network.engine.Workload;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which services the input {@code wait-for} requests. */
class AwaitedServiceTest {

  private static final Service POSTGRES =
      new Service(
          "postgres",
          new ContainerId("c0ffee"),
          "github_network_0123",
          "172.18.0.2",
          new Workload("running", "healthy", List.of(new Port(5432, "tcp", List.of())), Set.of()));

  private static AwaitedService.Chosen chosen(String... requests) {
    return AwaitedService.choose(List.of(POSTGRES), List.of(requests));
  }

  private static AwaitedService.Chosen awaiting(int port) {
    return new AwaitedService.Chosen.All(List.of(new AwaitedService(POSTGRES, List.of(port))));
  }

  @Test
  void service_is_awaited_at_its_own_ports_or_at_the_requested_one() {
    assertThat(chosen()).isEqualTo(awaiting(5432));
    assertThat(chosen("postgres")).isEqualTo(awaiting(5432));
    assertThat(chosen("postgres:1")).isEqualTo(awaiting(1));
    assertThat(chosen("postgres", "redis"))
        .isEqualTo(new AwaitedService.Chosen.NoSuchService("redis"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ":", "postgres:", ":5432", "postgres:0", "postgres:65536", "a:b"})
  void text_of_another_form_is_no_request(String text) {
    assertThat(AwaitedService.isRequest(text)).isFalse();
  }

  @Test
  void any_text_requests_no_service_or_a_valid_port() {
    AnyText.with("postgres", ":", "5432", "postgres:5432", "99999", "-1", "٣")
        .satisfies(text -> {
          switch (chosen(text)) {
            case AwaitedService.Chosen.NoSuchService(String request) ->
                assertThat(request).isEqualTo(text);
            case AwaitedService.Chosen.All(List<AwaitedService> awaited) -> {
              assertThat(AwaitedService.isRequest(text)).isTrue();
              assertThat(awaited)
                  .singleElement()
                  .satisfies(a ->
                      assertThat(a.ports()).allSatisfy(p -> assertThat(p).isBetween(1, 65_535)));
            }
          }
        });
  }
}
