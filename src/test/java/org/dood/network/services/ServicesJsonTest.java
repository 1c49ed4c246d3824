package org.dood.network.services;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.dood.network.AnyText;
import org.dood.network.engine.model.ContainerId;
import org.dood.network.engine.model.ContainerState;
import org.dood.network.engine.model.Port;
import org.dood.network.engine.model.Workload;
import org.junit.jupiter.api.Test;

/** The output {@code services}, by the location of the steps. */
class ServicesJsonTest {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private static final StepsLocation ON_JOB_NETWORK =
      new StepsLocation.OnJobNetwork(new ContainerId("r"), new ContainerId("r"));
  private static final StepsLocation ON_HOST = new StepsLocation.OnEngineHost();
  private static final StepsLocation AWAY =
      new StepsLocation.AwayFromEngine(Optional.of("build-host"));

  private static final Service POSTGRES =
      service("postgres", "healthy", new Port(5432, "tcp", List.of(49153)));
  private static final Service BROKER =
      service(
          "broker",
          Workload.UNCHECKED,
          new Port(4369, "tcp", List.of()),
          new Port(5672, "tcp", List.of(5672, 15_672)),
          new Port(53, "udp", List.of(53)));
  private static final Service CACHE =
      service("cache", Workload.UNCHECKED, new Port(6379, "tcp", List.of()));
  private static final Service SILENT = service("silent", Workload.UNCHECKED);

  private static Service service(String name, String health, Port... ports) {
    return new Service(
        name,
        new ContainerId("c0ffee"),
        "github_network_0123",
        "172.18.0.2",
        "",
        "redis:8",
        new Workload(ContainerState.RUNNING, health, List.of(ports), Set.of()));
  }

  private static JsonNode json(Service service, StepsLocation place) throws IOException {
    return MAPPER.readTree(ServicesJson.of(List.of(service), place)).path(service.name());
  }

  @Test
  void steps_on_the_job_network_get_the_name_and_the_container_port() throws IOException {
    assertThat(json(POSTGRES, ON_JOB_NETWORK))
        .hasToString(
            """
            {"host":"postgres","port":5432,"ports":{"5432/tcp":5432},\
            "ip":"172.18.0.2","ipv6":"","container":"c0ffee","health":"healthy"}\
            """);
  }

  @Test
  void steps_on_the_engine_host_get_localhost_and_the_published_port() throws IOException {
    assertThat(json(POSTGRES, ON_HOST))
        .hasToString(
            """
            {"host":"localhost","port":49153,"ports":{"5432/tcp":49153},\
            "ip":"172.18.0.2","ipv6":"","container":"c0ffee","health":"healthy"}\
            """);
  }

  @Test
  void steps_on_the_engine_host_get_the_ip_of_a_service_that_publishes_nothing()
      throws IOException {
    assertThat(json(CACHE, ON_HOST).path("host").asText()).isEqualTo("172.18.0.2");
    assertThat(json(CACHE, ON_HOST).path("port").asInt()).isEqualTo(6379);
  }

  @Test
  void steps_away_from_the_engine_get_its_host_and_the_published_port() throws IOException {
    assertThat(json(POSTGRES, AWAY).path("host").asText()).isEqualTo("build-host");
    assertThat(json(POSTGRES, AWAY).path("port").asInt()).isEqualTo(49153);
    assertThat(json(CACHE, AWAY).path("port").isNull()).isTrue();
  }

  @Test
  void first_port_is_the_lowest_published_one() throws IOException {
    assertThat(json(BROKER, ON_JOB_NETWORK).path("port").asInt()).isEqualTo(5672);
    assertThat(json(BROKER, ON_JOB_NETWORK).path("ports"))
        .hasToString("{\"5672/tcp\":5672,\"53/udp\":53,\"4369/tcp\":4369}");
    assertThat(json(BROKER, ON_HOST).path("ports"))
        .hasToString("{\"5672/tcp\":5672,\"53/udp\":53}");
  }

  @Test
  void any_name_is_read_back_by_a_json_parser() {
    AnyText.with("\"", "\\", "</script>", "{", "}", "\":")
        .satisfies(name -> {
          var service =
              new Service(name, new ContainerId("c"), name, name, name, name, SILENT.workload());
          assertThat(parsed(service).path("host").asText()).isEqualTo(name);
        });
  }

  private static JsonNode parsed(Service service) {
    try {
      return json(service, ON_JOB_NETWORK);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void service_without_ports_has_a_null_port() throws IOException {
    assertThat(json(SILENT, ON_JOB_NETWORK).path("port").isNull()).isTrue();
    assertThat(json(SILENT, ON_JOB_NETWORK).path("ports")).isEmpty();
    assertThat(json(SILENT, ON_JOB_NETWORK).path("health").asText()).isEqualTo("none");
  }
}
