package org.dood.network.testing.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.dood.network.testing.engine.FakeContainer.Endpoint;

/**
 * Containers as the API shows them. Some fields that the action does not read are there too, since
 * the classes cache is trained on these answers.
 */
final class ContainerJson {

  private static final String CREATED = "2026-01-01T00:00:00.123456789Z";

  private ContainerJson() {}

  /** An element of {@code GET /containers/json}. */
  static ObjectNode listed(FakeContainer container) {
    var json =
        Json.object()
            .put("Id", container.id)
            .put("Image", container.image())
            .put("Command", "sh")
            .put("Created", 1_795_471_690)
            .put("State", container.state)
            .put("Status", "Up 1 second");
    json.set("Names", Json.array(List.of("/" + container.name)));
    json.set("Labels", Json.object(container.labels));
    json.set("Mounts", mounts(container));
    json.putObject("HostConfig").put("NetworkMode", container.networkMode);
    json.putObject("NetworkSettings").set("Networks", endpoints(container));
    return json;
  }

  /** {@code GET /containers/{id}/json} of Podman 4.3, which gives names of networks for ids. */
  static ObjectNode inspectedByPodman43(FakeContainer container) {
    var json = inspected(container);
    json.path("NetworkSettings")
        .path("Networks")
        .properties()
        .forEach(network -> ((ObjectNode) network.getValue()).put("NetworkID", network.getKey()));
    return json;
  }

  /** {@code GET /containers/{id}/json}. */
  static ObjectNode inspected(FakeContainer container) {
    var json =
        Json.object()
            .put("Id", container.id)
            .put("Name", "/" + container.name)
            .put("Created", CREATED)
            .put("Path", container.program)
            .put("Image", container.image())
            .put("RestartCount", 0);
    json.set("State", state(container));
    json.set("Config", config(container));
    json.set("HostConfig", hostConfig(container));
    json.set("Mounts", mounts(container));
    var network = json.putObject("NetworkSettings");
    network.set("Networks", endpoints(container));
    network.set("Ports", portBindings(container));
    return json;
  }

  /** {@code GET /containers/{id}/top}. */
  static ObjectNode processes(FakeContainer container) {
    return processes(container, List.of("PID", "COMMAND"), line -> List.of("4711", line));
  }

  /** The same, as Podman 4.3 shows it: the titles as one text, and each process too. */
  static ObjectNode processesOfPodman43(FakeContainer container) {
    return processes(container, List.of("PID COMMAND"), line -> List.of("   4711 " + line));
  }

  private static ObjectNode processes(
      FakeContainer container, List<String> titles, Function<String, List<String>> row) {
    var json = Json.object();
    json.set("Titles", Json.array(titles));
    var lines = container.processes.isEmpty() ? List.of("sleep infinity") : container.processes;
    json.set("Processes", Json.array(lines.stream().map(line -> Json.array(row.apply(line)))));
    return json;
  }

  private static ObjectNode state(FakeContainer container) {
    var json =
        Json.object()
            .put("Status", container.state)
            .put("Running", container.state.equals("running"))
            .put("Pid", 283)
            .put("ExitCode", container.exitCode)
            .put("StartedAt", container.startedAt);
    container.health.ifPresent(status -> json.putObject("Health").put("Status", status));
    return json;
  }

  private static ObjectNode config(FakeContainer container) {
    var json = Json.object().put("Hostname", container.hostname).putNull("Cmd");
    json.set("Labels", Json.object(container.labels));
    json.set("Env", Json.array(container.variables));
    json.set("ExposedPorts", Json.objectOfNames(container.exposedPorts, _ -> Json.object()));
    return json;
  }

  private static ObjectNode hostConfig(FakeContainer container) {
    var json =
        Json.object()
            .put("NetworkMode", container.networkMode)
            .put("Runtime", container.runtime)
            .put("CgroupnsMode", container.cgroupNamespace)
            .put("ShmSize", 67_108_864)
            .putNull("CapAdd");
    json.set("Tmpfs", Json.objectOfNames(container.tmpfsMounts, _ -> Json.object().textNode("")));
    json.set(
        "PortBindings",
        Json.objectOfNames(
            container.publishedPorts.keySet(),
            port -> bindings(List.of(Map.of("HostPort", hostPort(container, port))))));
    return json;
  }

  private static String hostPort(FakeContainer container, String port) {
    return container.publishedPorts.getOrDefault(port, "");
  }

  /** The engine shows a port that is exposed and not published with null. */
  private static ObjectNode portBindings(FakeContainer container) {
    return Json.objectOfNames(
        container.exposedPorts,
        port -> {
          var hostPort = hostPort(container, port);
          return hostPort.isEmpty()
              ? NullNode.instance
              : bindings(
                  List.of(
                      Map.of("HostIp", "0.0.0.0", "HostPort", hostPort),
                      Map.of("HostIp", "::", "HostPort", hostPort)));
        });
  }

  private static JsonNode bindings(List<Map<String, String>> bindings) {
    return Json.array(bindings.stream().map(Json::object));
  }

  private static ArrayNode mounts(FakeContainer container) {
    return Json.array(
        container.mounts.entrySet().stream()
            .map(mount ->
                Json.object()
                    .put("Type", container.volumes.contains(mount.getKey()) ? "volume" : "bind")
                    .put("Source", mount.getValue())
                    .put("Destination", mount.getKey())
                    .put("Mode", "")
                    .put("RW", true)
                    .put("Propagation", "rprivate")));
  }

  private static ObjectNode endpoints(FakeContainer container) {
    var json = Json.object();
    container.endpoints.forEach(
        (network, endpoint) -> json.set(network.name(), endpoint(network, endpoint)));
    return json;
  }

  private static ObjectNode endpoint(FakeNetwork network, Endpoint endpoint) {
    var json =
        Json.object()
            .putNull("IPAMConfig")
            .put("NetworkID", network.id().value())
            .put("Gateway", network.gateway())
            .put("IPAddress", network.address(endpoint.number()))
            .put("IPPrefixLen", 16)
            .put("IPv6Gateway", network.ipv6Gateway())
            .put("GlobalIPv6Address", network.ipv6Address(endpoint.number()));
    json.set("Aliases", Json.array(endpoint.aliases()));
    return json;
  }
}
