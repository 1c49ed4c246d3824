package org.dood.network.engine.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.UncheckedIOException;
import java.net.ProtocolException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dood.network.engine.model.AddressPool;
import org.dood.network.engine.model.ApiVersion;
import org.dood.network.engine.model.Container;
import org.dood.network.engine.model.ContainerId;
import org.dood.network.engine.model.ContainerState;
import org.dood.network.engine.model.Endpoint;
import org.dood.network.engine.model.EngineVersion;
import org.dood.network.engine.model.ListedContainer;
import org.dood.network.engine.model.ListedNetwork;
import org.dood.network.engine.model.LiveEndpoint;
import org.dood.network.engine.model.Mount;
import org.dood.network.engine.model.Network;
import org.dood.network.engine.model.NetworkId;
import org.dood.network.engine.model.Port;
import org.dood.network.engine.model.Workload;

/**
 * What the engine's answers mean here.
 *
 * <p>A field that every engine gives is required: an answer without it fails with a {@link
 * ProtocolException}. All others may be null or missing, as engines and versions have it.
 */
public final class Answers {

  private static final Pattern PORT = Pattern.compile("(\\d{1,5})/([a-z]+)");

  private Answers() {}

  /** Of {@code GET /containers/json}. */
  public static List<ListedContainer> containers(JsonNode answer) {
    return elements(answer)
        .map(c ->
            new ListedContainer(
                new ContainerId(required(c, "Id")),
                c.path("Names").valueStream().findFirst().map(n -> bare(n.asText())).orElse(""),
                new ContainerState(text(c, "State")),
                values(c.path("Labels"), JsonNode::asText),
                mounts(c).toList(),
                values(
                    c.path("NetworkSettings").path("Networks"),
                    n -> new NetworkId(text(n, "NetworkID")))))
        .toList();
  }

  /** Of {@code GET /networks}. */
  public static List<ListedNetwork> networks(JsonNode answer) {
    return elements(answer)
        .map(n ->
            new ListedNetwork(
                new NetworkId(required(n, "Id")),
                required(n, "Name"),
                text(n, "Driver"),
                n.hasNonNull("Created") ? instant(text(n, "Created")) : Instant.MAX,
                names(n.path("Labels")),
                n.path("IPAM")
                    .path("Config")
                    .valueStream()
                    .filter(range -> range.hasNonNull("Subnet"))
                    .map(range -> text(range, "Subnet"))
                    .toList()))
        .toList();
  }

  /** Of {@code POST /containers/create}. */
  public static ContainerId created(JsonNode answer) {
    return new ContainerId(required(answer, "Id"));
  }

  /** Of {@code POST /containers/{id}/wait}. */
  public static int exitCode(JsonNode answer) {
    var code = answer.path("StatusCode");
    if (!code.isNumber()) {
      throw incomplete("'StatusCode'");
    }
    return code.asInt();
  }

  /** Of {@code GET /info}. */
  public static List<AddressPool> addressPools(JsonNode answer) {
    return answer
        .path("DefaultAddressPools")
        .valueStream()
        .flatMap(pool -> AddressPool.of(text(pool, "Base"), pool.path("Size").asInt()).stream())
        .toList();
  }

  /** Of {@code GET /networks/{id}}. */
  public static List<LiveEndpoint> liveEndpoints(JsonNode answer) {
    return answer
        .path("Containers")
        .propertyStream()
        .map(e -> new LiveEndpoint(e.getKey(), text(e.getValue(), "Name")))
        .toList();
  }

  /** Of {@code GET /containers/{id}/json}. */
  public static Container container(JsonNode answer) {
    var config = object(answer, "Config");
    var host = object(answer, "HostConfig");
    // A tmpfs made with --tmpfs stands in HostConfig alone.
    var tmpfs = host.path("Tmpfs").propertyStream().map(entry -> new Mount("", entry.getKey()));
    return new Container(
        new ContainerId(required(answer, "Id")),
        bare(required(answer, "Name")),
        text(config, "Hostname"),
        text(answer, "Image"),
        text(host, "NetworkMode"),
        values(config.path("Labels"), JsonNode::asText),
        Stream.concat(mounts(answer), tmpfs).toList(),
        object(answer, "NetworkSettings")
            .path("Networks")
            .propertyStream()
            .map(Answers::endpoint)
            .toList(),
        workload(answer));
  }

  private static Workload workload(JsonNode container) {
    var state = container.path("State");
    var health = text(state.path("Health"), "Status");
    return new Workload(
        new ContainerState(text(state, "Status")),
        health.isEmpty() ? Workload.UNCHECKED : health,
        ports(container),
        container
            .path("Config")
            .path("Env")
            .valueStream()
            .map(variable -> variable.asText().split("=", 2)[0])
            .collect(Collectors.toUnmodifiableSet()));
  }

  /** Those published, and those that the image or somebody says are there. */
  private static List<Port> ports(JsonNode container) {
    var bindings = container.path("NetworkSettings").path("Ports");
    return Stream.concat(
            names(bindings).stream(), names(container.path("Config").path("ExposedPorts")).stream())
        .distinct()
        .map(PORT::matcher)
        .filter(Matcher::matches)
        .map(port ->
            new Port(
                Integer.parseInt(port.group(1)),
                port.group(2),
                hostPorts(bindings.path(port.group()))))
        .sorted()
        .toList();
  }

  private static List<Integer> hostPorts(JsonNode bindings) {
    return bindings
        .valueStream()
        .map(binding -> binding.path("HostPort").asInt())
        .filter(port -> port > 0)
        .distinct()
        .sorted()
        .toList();
  }

  /** Of {@code GET /networks/{id}}. */
  public static Network network(JsonNode answer) {
    return new Network(
        new NetworkId(required(answer, "Id")),
        required(answer, "Name"),
        answer.path("Internal").asBoolean(),
        answer.path("EnableIPv6").asBoolean(),
        values(answer.path("Labels"), JsonNode::asText));
  }

  /** Of {@code GET /containers/{id}/top}: each process' columns. */
  public static List<List<String>> processes(JsonNode answer) {
    return elements(answer.path("Processes"))
        .map(columns -> columns.valueStream().map(JsonNode::asText).toList())
        .toList();
  }

  /** Of {@code GET /version}. */
  public static ApiVersion apiVersion(JsonNode answer) {
    return ApiVersion.parse(required(answer, "ApiVersion"));
  }

  /** Of {@code GET /version}. */
  public static EngineVersion version(JsonNode answer) {
    return new EngineVersion(
        answer.path("Components").path(0).path("Name").asText("Engine"),
        text(answer, "Version"),
        text(answer, "ApiVersion"));
  }

  /** Of {@code GET /containers/{id}/json}. */
  public static List<String> fixedPorts(JsonNode answer) {
    return answer
        .path("HostConfig")
        .path("PortBindings")
        .propertyStream()
        .flatMap(port ->
            port.getValue()
                .valueStream()
                .map(binding -> text(binding, "HostPort"))
                .filter(number -> !number.isEmpty() && !number.equals("0"))
                .map(number -> number + port.getKey().replaceFirst("[^/]*", "")))
        .distinct()
        .toList();
  }

  private static Endpoint endpoint(Map.Entry<String, JsonNode> entry) {
    var endpoint = entry.getValue();
    return new Endpoint(
        new NetworkId(text(endpoint, "NetworkID")),
        entry.getKey(),
        text(endpoint, "IPAddress"),
        text(endpoint, "Gateway"),
        text(endpoint, "IPv6Gateway"),
        endpoint.path("Aliases").valueStream().map(JsonNode::asText).toList());
  }

  private static Stream<Mount> mounts(JsonNode container) {
    return container
        .path("Mounts")
        .valueStream()
        .map(m -> new Mount(text(m, "Source"), text(m, "Destination")));
  }

  private static Set<String> names(JsonNode object) {
    return object.propertyStream().map(Map.Entry::getKey).collect(Collectors.toUnmodifiableSet());
  }

  private static <T> Map<String, T> values(JsonNode object, Function<JsonNode, T> value) {
    return object
        .propertyStream()
        .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, e -> value.apply(e.getValue())));
  }

  /** As Go writes it: Docker's is in UTC, Podman's where it runs. */
  private static Instant instant(String text) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeParseException e) {
      throw new UncheckedIOException(new ProtocolException("'" + text + "' is no time"));
    }
  }

  private static String bare(String name) {
    return name.startsWith("/") ? name.substring(1) : name;
  }

  private static Stream<JsonNode> elements(JsonNode list) {
    if (!list.isArray()) {
      throw incomplete("a list");
    }
    return list.valueStream();
  }

  private static JsonNode object(JsonNode node, String field) {
    var value = node.path(field);
    if (!value.isObject()) {
      throw incomplete("'" + field + "'");
    }
    return value;
  }

  private static String required(JsonNode node, String field) {
    var value = node.path(field);
    if (!value.isTextual()) {
      throw incomplete("'" + field + "'");
    }
    return value.asText();
  }

  private static String text(JsonNode node, String field) {
    return node.path(field).asText("");
  }

  private static UncheckedIOException incomplete(String missing) {
    return new UncheckedIOException(new ProtocolException("there is no " + missing + " in it"));
  }
}
