package org.dood.network.services;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.dood.network.engine.model.ContainerId;
import org.dood.network.engine.model.ContainerState;
import org.dood.network.engine.model.Port;
import org.dood.network.engine.model.Workload;
import org.dood.network.inputs.RequestedService;
import org.junit.jupiter.api.Test;

/** Which services the input {@code wait-for} requests. */
class AwaitedServiceTest {

  private static final Service POSTGRES =
      new Service(
          "postgres",
          new ContainerId("c0ffee"),
          "github_network_0123",
          "172.18.0.2",
          "",
          "postgres:17",
          new Workload(
              ContainerState.RUNNING,
              "healthy",
              List.of(new Port(5432, "tcp", List.of())),
              Set.of()));

  private static AwaitedService.Chosen chosen(String... requests) {
    return AwaitedService.choose(
        List.of(POSTGRES),
        Stream.of(requests).flatMap(text -> RequestedService.parse(text).stream()).toList());
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
        .isEqualTo(
            new AwaitedService.Chosen.NoSuchService(
                new RequestedService("redis", Optional.empty())));
  }
}
