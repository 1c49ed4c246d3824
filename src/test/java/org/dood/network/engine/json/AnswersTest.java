package org.dood.network.engine.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.command.TopContainerResponse;
import com.github.dockerjava.api.model.ContainerNetwork;
import com.github.dockerjava.api.model.Version;
import com.github.dockerjava.core.DockerClientConfig;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ProtocolException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.dood.network.engine.model.ApiVersion;
import org.dood.network.engine.model.ContainerId;
import org.dood.network.engine.model.ContainerState;
import org.dood.network.engine.model.ListedContainer;
import org.dood.network.engine.model.ListedNetwork;
import org.dood.network.engine.model.Listing;
import org.dood.network.engine.model.Mount;
import org.dood.network.engine.model.Network;
import org.dood.network.engine.model.NetworkId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole answers of an engine (Docker 20.10), held against what docker-java makes of them. */
class AnswersTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long LARGEST = 100_000;
  private static final ObjectMapper DOCKER_JAVA = DockerClientConfig.getDefaultObjectMapper();

  private static JsonNode answer(String name) {
    try (var file = AnswersTest.class.getResourceAsStream(name + ".json")) {
      return JSON.readTree(Objects.requireNonNull(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static <T> T read(Format<T> format, JsonNode answer) {
    try {
      var bytes = new ByteArrayInputStream(JSON.writeValueAsBytes(answer));
      return format.meaning().apply(JsonTree.read(bytes, format.shape(), LARGEST));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static <T> Listing<T> readList(Format<T> format, JsonNode answer) {
    try {
      var bytes = new ByteArrayInputStream(JSON.writeValueAsBytes(answer));
      return JsonTree.list(bytes, "element", format, LARGEST);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static <T> T asDockerJavaReads(JsonNode answer, Class<T> model) {
    return DOCKER_JAVA.convertValue(answer, model);
  }

  @Test
  void a_container_is_what_docker_java_makes_of_it() {
    var answer = answer("container");
    var container = read(Answers.CONTAINER, answer);
    var model = asDockerJavaReads(answer, InspectContainerResponse.class);
    assertThat(container.id().value()).isEqualTo(model.getId());
    assertThat("/" + container.name()).isEqualTo(model.getName());
    assertThat(container.hostname()).isEqualTo(model.getConfig().getHostName());
    assertThat(container.image()).isEqualTo(model.getImageId());
    assertThat(container.networkMode()).isEqualTo(model.getHostConfig().getNetworkMode());
    assertThat(container.labels()).isEqualTo(model.getConfig().getLabels());
    assertThat(model.getMounts()).hasSize(2);
    assertThat(model.getHostConfig().getTmpFs()).containsOnlyKeys("/t2");
    assertThat(container.mounts())
        .containsExactly(
            new Mount(Mount.Type.BIND, "/srv/shared", "/mnt/x"),
            new Mount(Mount.Type.TMPFS, "", "/scratch"),
            new Mount(Mount.Type.TMPFS, "", "/t2"));
    var endpoint = container.endpoints().getFirst();
    assertThat(model.getNetworkSettings().getNetworks())
        .hasSize(container.endpoints().size())
        .extractingByKey(endpoint.networkName())
        .extracting(
            ContainerNetwork::getNetworkID,
            ContainerNetwork::getIpAddress,
            ContainerNetwork::getGlobalIPv6Address,
            ContainerNetwork::getGateway,
            ContainerNetwork::getIpV6Gateway,
            ContainerNetwork::getAliases)
        .containsExactly(
            endpoint.network().value(),
            endpoint.ipAddress(),
            endpoint.ipv6Address(),
            endpoint.gateway(),
            endpoint.ipv6Gateway(),
            endpoint.aliases());
  }

  @Test
  void a_list_is_what_docker_java_makes_of_it() {
    var answer = answer("containers");
    var model = asDockerJavaReads(answer, com.github.dockerjava.api.model.Container[].class)[0];
    assertThat(readList(Answers.LISTED_CONTAINER, answer).elements())
        .containsExactly(
            new ListedContainer(
                new ContainerId(model.getId()),
                "sample",
                model.getImage(),
                ContainerState.RUNNING,
                Map.of("a", "b"),
                List.of(
                    new Mount(Mount.Type.BIND, "/srv/shared", "/mnt/x"),
                    new Mount(Mount.Type.TMPFS, "", "/scratch")),
                Map.of("sample", networkOf(model))));
  }

  private static NetworkId networkOf(com.github.dockerjava.api.model.Container model) {
    var settings = Objects.requireNonNull(model.getNetworkSettings());
    var network = Objects.requireNonNull(settings.getNetworks().get("sample"));
    return new NetworkId(Objects.requireNonNull(network.getNetworkID()));
  }

  @Test
  void a_list_of_networks_is_what_docker_java_makes_of_it() {
    var answer = JSON.createArrayNode().add(answer("network"));
    var model = asDockerJavaReads(answer, com.github.dockerjava.api.model.Network[].class)[0];
    assertThat(readList(Answers.LISTED_NETWORK, answer).elements())
        .containsExactly(
            new ListedNetwork(
                new NetworkId(model.getId()),
                model.getName(),
                model.getDriver(),
                Instant.parse("2026-11-23T22:08:10.158022477Z"),
                Set.of("abc123"),
                Optional.empty(),
                List.of("172.18.0.0/16")));
    assertThat(model.getCreated()).isEqualTo("2026-11-23T22:08:10.158Z");
    assertThat(model.getLabels()).containsOnlyKeys("abc123");
    assertThat(model.getIpam().getConfig()).extracting("subnet").containsExactly("172.18.0.0/16");
  }

  @Test
  void endpoints_that_are_up_are_what_docker_java_makes_of_them() {
    var answer = answer("network");
    var model = asDockerJavaReads(answer, com.github.dockerjava.api.model.Network.class);
    var endpoint = read(Answers.LIVE_ENDPOINTS, answer).getFirst();
    assertThat(model.getContainers())
        .extractingByKey(endpoint.holder())
        .extracting("name")
        .isEqualTo(endpoint.name());
  }

  @Test
  void a_network_is_what_docker_java_makes_of_it() {
    var answer = answer("network");
    var model = asDockerJavaReads(answer, com.github.dockerjava.api.model.Network.class);
    assertThat(read(Answers.NETWORK, answer))
        .isEqualTo(
            new Network(
                new NetworkId(model.getId()),
                model.getName(),
                model.getInternal(),
                model.getEnableIPv6(),
                model.getLabels()));
  }

  @Test
  void processes_are_what_docker_java_makes_of_them() {
    var answer = answer("top");
    var model = asDockerJavaReads(answer, TopContainerResponse.class);
    assertThat(read(Answers.COMMAND_LINES, answer))
        .isEqualTo(Arrays.stream(model.getProcesses()).map(row -> row[1]).toList());
  }

  /** Measured on Podman 5.4.2, which was given the option by Docker's name. */
  @ParameterizedTest
  @ValueSource(strings = {"com.docker.network.driver.mtu", "mtu"})
  void mtu_of_a_network_is_read_as_docker_and_podman_give_it(String option) {
    var network = "{'Id':'0123','Name':'ci','Options':{'" + option + "':'1400'}}";
    assertThat(read(Answers.LISTED_NETWORK, json(network)).mtu()).contains(1400);
  }

  /** Podman 5.4 shows the endpoints of the container whose network it uses. */
  @Test
  void container_on_the_network_of_another_has_no_endpoint() {
    var answer = answer("container");
    ((ObjectNode) answer.get("HostConfig")).put("NetworkMode", "container:feed");
    assertThat(read(Answers.CONTAINER, answer).endpoints()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "`{'Titles':['PID','COMMAND'],'Processes':[['1','sh'],['27','sleep','9']]}`",
        "`{'Titles':['PID COMMAND'],'Processes':[['      1 sh'],['27 sleep 9']]}`",
        "`{'Titles':['  PID CMD'],'Processes':[['      1 sh'],['27 sleep 9']]}`"
      })
  void processes_are_read_as_docker_and_podman_give_them(String answer) {
    assertThat(read(Answers.COMMAND_LINES, json(answer))).containsExactly("sh", "sleep 9");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "`{}`",
        "`{'Titles':null,'Processes':null}`",
        "`{'Titles':['COMMAND','PID'],'Processes':[['sh','1']]}`",
        "`{'Titles':['UID','PID','COMMAND'],'Processes':[['0','1','sh']]}`",
        "`{'Titles':['PID'],'Processes':[['1']]}`",
        "`{'Titles':['PID','COMMAND'],'Processes':[['1']]}`",
        "`{'Titles':['PID','COMMAND'],'Processes':[['sh','1']]}`",
        "`{'Titles':['PID','COMMAND'],'Processes':['1 sh']}`",
        "`{'Titles':['PID','COMMAND'],'Processes':[[1,'sh']]}`",
        "`{'Titles':['PID','COMMAND'],'Processes':{}}`"
      })
  void processes_of_another_shape_are_not_understood(String answer) {
    assertThatThrownBy(() -> read(Answers.COMMAND_LINES, json(answer)))
        .hasCauseInstanceOf(ProtocolException.class);
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text.replace('\'', '"'));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void a_version_is_what_docker_java_makes_of_it() {
    var answer = answer("version");
    assertThat(read(Answers.API_VERSION, answer))
        .isEqualTo(ApiVersion.parse(asDockerJavaReads(answer, Version.class).getApiVersion()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{'ApiVersion':1.41}", "{'ApiVersion':''}", "{'ApiVersion':'1'}"})
  void version_of_another_form_is_not_understood(String answer) {
    assertThatThrownBy(() -> read(Answers.API_VERSION, json(answer)))
        .hasCauseInstanceOf(ProtocolException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Id", "Name", "Config", "HostConfig", "NetworkSettings"})
  void a_container_without_what_every_engine_gives_is_no_answer(String field) {
    var answer = (ObjectNode) answer("container");
    answer.putNull(field);
    assertThatThrownBy(() -> read(Answers.CONTAINER, answer))
        .hasCauseInstanceOf(ProtocolException.class)
        .hasMessageContaining("'" + field + "'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Mounts", "Image"})
  void a_container_does_without_what_some_engines_leave_out(String field) {
    var answer = (ObjectNode) answer("container");
    answer.putNull(field);
    assertThat(read(Answers.CONTAINER, answer))
        .isNotEqualTo(read(Answers.CONTAINER, answer("container")));
    assertThat(read(Answers.CONTAINER, answer))
        .isEqualTo(read(Answers.CONTAINER, answer.without(field)));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "Id, `'../0123'`",
        "Id, 1",
        "Name, 1",
        "Image, {}",
        "Mounts, {}",
        "Mounts, `'/run'`",
        "State, `{'Status':1}`",
        "Config, `{'Labels':[]}`",
        "Config, `{'Env':{}}`",
        "HostConfig, `{'NetworkMode':1}`",
        "NetworkSettings, {}",
        "NetworkSettings, `{'Networks':[]}`",
        "NetworkSettings, `{'Networks':{'a':'b'}}`",
        "NetworkSettings, `{'Networks':{'a':{'NetworkID':1}}}`",
        "NetworkSettings, `{'Networks':{'a':{'NetworkID':'../b'}}}`",
        "NetworkSettings, `{'Networks':{'a':{'Aliases':'b'}}}`"
      })
  void container_with_a_field_of_another_type_is_not_understood(String field, String value) {
    var answer = (ObjectNode) answer("container");
    answer.set(field, json(value));
    assertThatThrownBy(() -> read(Answers.CONTAINER, answer))
        .hasCauseInstanceOf(ProtocolException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{'Containers':[]}", "{'Containers':{'a':{'Name':1}}}"})
  void endpoints_of_another_shape_are_not_taken_for_none(String answer) {
    assertThatThrownBy(() -> read(Answers.LIVE_ENDPOINTS, json(answer)))
        .hasCauseInstanceOf(ProtocolException.class);
  }

  @Test
  void a_list_does_without_what_some_engines_leave_out() {
    var answer = (ArrayNode) answer("containers");
    var id = answer.get(0).get("Id").asText();
    ((ObjectNode) answer.get(0)).removeAll().put("Id", id).putNull("Names").putNull("Mounts");
    assertThat(readList(Answers.LISTED_CONTAINER, answer).elements())
        .containsExactly(
            new ListedContainer(
                new ContainerId(id),
                "",
                "",
                new ContainerState(""),
                Map.of(),
                List.of(),
                Map.of()));
  }

  @Test
  void what_should_be_a_list_and_is_none_is_no_empty_list() {
    assertThatThrownBy(() -> readList(Answers.LISTED_CONTAINER, JSON.createObjectNode()))
        .hasCauseInstanceOf(ProtocolException.class);
  }
}
