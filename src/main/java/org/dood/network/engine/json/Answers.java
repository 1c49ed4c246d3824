package org.dood.network.engine.json;

import static org.dood.network.engine.json.Shape.fields;
import static org.dood.network.engine.json.Shape.members;

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
import org.dood.network.engine.json.Shape.Members;
import org.dood.network.engine.json.Shape.Start;
import org.dood.network.engine.json.Shape.Whole;
import org.dood.network.engine.model.AddressPool;
import org.dood.network.engine.model.ApiVersion;
import org.dood.network.engine.model.Container;
import org.dood.network.engine.model.ContainerId;
import org.dood.network.engine.model.ContainerState;
import org.dood.network.engine.model.Endpoint;
import org.dood.network.engine.model.EngineVersion;
import org.dood.network.engine.model.LabelNames;
import org.dood.network.engine.model.ListedContainer;
import org.dood.network.engine.model.ListedNetwork;
import org.dood.network.engine.model.LiveEndpoint;
import org.dood.network.engine.model.Mount;
import org.dood.network.engine.model.Network;
import org.dood.network.engine.model.NetworkId;
import org.dood.network.engine.model.Port;
import org.dood.network.engine.model.Workload;

/**
 * The formats of the engine's answers.
 *
 * <p>A field that every engine gives is required: an answer without it fails with a {@link
 * ProtocolException}. All others may be null or missing, as engines and versions have it.
 */
public final class Answers {

  private static final Pattern PORT = Pattern.compile("(\\d{1,5})/([a-z]+)");

  /** The length to which a variable's {@code NAME=value} is read: only its name is needed. */
  private static final int LONGEST_VARIABLE = 1024;

  private static final Shape LABELS = new Members(LabelNames::isRead, new Whole());

  private Answers() {}

  /** An element of {@code GET /containers/json}. */
  public static final Format<ListedContainer> LISTED_CONTAINER =
      new Format<>(
          fields("Id", "Names", "Image", "State")
              .and("Labels", LABELS)
              .and("Mounts", fields("Type", "Source", "Destination"))
              .and("NetworkSettings", fields().and("Networks", members(fields("NetworkID")))),
          Answers::listedContainer);

  private static ListedContainer listedContainer(JsonNode element) {
    return new ListedContainer(
        new ContainerId(required(element, "Id")),
        element.path("Names").valueStream().findFirst().map(n -> bare(n.asText())).orElse(""),
        text(element, "Image"),
        new ContainerState(text(element, "State")),
        values(element.path("Labels"), JsonNode::asText),
        mounts(element).toList(),
        values(
            element.path("NetworkSettings").path("Networks"),
            n -> new NetworkId(text(n, "NetworkID"))));
  }

  /** An element of {@code GET /networks}. */
  public static final Format<ListedNetwork> LISTED_NETWORK =
      new Format<>(
          fields("Id", "Name", "Driver", "Created")
              .and("Labels", LABELS)
              .and("IPAM", fields().and("Config", fields("Subnet"))),
          Answers::listedNetwork);

  private static ListedNetwork listedNetwork(JsonNode element) {
    return new ListedNetwork(
        new NetworkId(required(element, "Id")),
        required(element, "Name"),
        text(element, "Driver"),
        element.hasNonNull("Created") ? instant(text(element, "Created")) : Instant.MAX,
        names(element.path("Labels")),
        element
            .path("IPAM")
            .path("Config")
            .valueStream()
            .filter(range -> range.hasNonNull("Subnet"))
            .map(range -> text(range, "Subnet"))
            .toList());
  }

  /** The answer to {@code POST /containers/create}: the id of the container. */
  public static final Format<ContainerId> CREATED = new Format<>(fields("Id"), Answers::created);

  private static ContainerId created(JsonNode answer) {
    return new ContainerId(required(answer, "Id"));
  }

  /** The answer to {@code POST /containers/{id}/wait}. */
  public static final Format<Integer> EXIT_CODE =
      new Format<>(fields("StatusCode"), Answers::exitCode);

  private static int exitCode(JsonNode answer) {
    var code = answer.path("StatusCode");
    if (!code.isNumber()) {
      throw incomplete("'StatusCode'");
    }
    return code.asInt();
  }

  /** The answer to {@code GET /containers/{id}/json} for a container that has ended. */
  public static final Format<Integer> EXIT_CODE_OF_ENDED =
      new Format<>(fields().and("State", fields("ExitCode")), Answers::exitCodeOfEnded);

  private static int exitCodeOfEnded(JsonNode answer) {
    var code = object(answer, "State").path("ExitCode");
    if (!code.isNumber()) {
      throw incomplete("'ExitCode'");
    }
    return code.asInt();
  }

  /** The answer to {@code GET /info}. */
  public static final Format<List<AddressPool>> ADDRESS_POOLS =
      new Format<>(fields("DefaultAddressPools"), Answers::addressPools);

  private static List<AddressPool> addressPools(JsonNode answer) {
    return answer
        .path("DefaultAddressPools")
        .valueStream()
        .flatMap(pool -> AddressPool.of(text(pool, "Base"), pool.path("Size").asInt()).stream())
        .toList();
  }

  /** The answer to {@code GET /networks/{id}}: the endpoints that are up. */
  public static final Format<List<LiveEndpoint>> LIVE_ENDPOINTS =
      new Format<>(fields().and("Containers", members(fields("Name"))), Answers::liveEndpoints);

  private static List<LiveEndpoint> liveEndpoints(JsonNode answer) {
    return answer
        .path("Containers")
        .propertyStream()
        .map(e -> new LiveEndpoint(e.getKey(), text(e.getValue(), "Name")))
        .toList();
  }

  /** The answer to {@code GET /containers/{id}/json}. */
  public static final Format<Container> CONTAINER =
      new Format<>(
          fields("Id", "Name", "Image")
              .and("State", fields("Status").and("Health", fields("Status")))
              .and(
                  "Config",
                  fields("Hostname", "ExposedPorts")
                      .and("Labels", LABELS)
                      .and("Env", new Start(LONGEST_VARIABLE)))
              .and("HostConfig", fields("NetworkMode", "Tmpfs"))
              .and("Mounts", fields("Type", "Source", "Destination"))
              .and(
                  "NetworkSettings",
                  fields("Ports")
                      .and(
                          "Networks",
                          members(
                              fields(
                                  "NetworkID",
                                  "IPAddress",
                                  "GlobalIPv6Address",
                                  "Gateway",
                                  "IPv6Gateway",
                                  "Aliases")))),
          Answers::container);

  private static Container container(JsonNode answer) {
    var config = object(answer, "Config");
    var host = object(answer, "HostConfig");
    // A tmpfs made with --tmpfs stands in HostConfig alone.
    var tmpfs =
        host.path("Tmpfs")
            .propertyStream()
            .map(entry -> new Mount(Mount.Type.TMPFS, "", entry.getKey()));
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

  /** The answer to {@code GET /networks/{id}}. */
  public static final Format<Network> NETWORK =
      new Format<>(
          fields("Id", "Name", "Internal", "EnableIPv6").and("Labels", LABELS), Answers::network);

  private static Network network(JsonNode answer) {
    return new Network(
        new NetworkId(required(answer, "Id")),
        required(answer, "Name"),
        answer.path("Internal").asBoolean(),
        answer.path("EnableIPv6").asBoolean(),
        values(answer.path("Labels"), JsonNode::asText));
  }

  /** The answer to {@code GET /containers/{id}/top}: the columns of each process. */
  public static final Format<List<List<String>>> PROCESSES =
      new Format<>(fields("Processes"), Answers::processes);

  private static List<List<String>> processes(JsonNode answer) {
    return elements(answer.path("Processes"))
        .map(columns -> columns.valueStream().map(JsonNode::asText).toList())
        .toList();
  }

  /** The answer to {@code GET /version}: the newest version of the API. */
  public static final Format<ApiVersion> API_VERSION =
      new Format<>(fields("ApiVersion"), Answers::apiVersion);

  private static ApiVersion apiVersion(JsonNode answer) {
    return ApiVersion.parse(required(answer, "ApiVersion"));
  }

  /** The answer to {@code GET /version}. */
  public static final Format<EngineVersion> VERSION =
      new Format<>(
          fields("Version", "ApiVersion").and("Components", fields("Name")), Answers::version);

  private static EngineVersion version(JsonNode answer) {
    return new EngineVersion(
        answer.path("Components").path(0).path("Name").asText("Engine"),
        text(answer, "Version"),
        text(answer, "ApiVersion"));
  }

  /**
   * The answer to {@code GET /containers/{id}/json}: the ports of the host that are reserved for
   * it.
   */
  public static final Format<List<String>> FIXED_PORTS =
      new Format<>(fields().and("HostConfig", fields("PortBindings")), Answers::fixedPorts);

  private static List<String> fixedPorts(JsonNode answer) {
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
        text(endpoint, "GlobalIPv6Address"),
        text(endpoint, "Gateway"),
        text(endpoint, "IPv6Gateway"),
        endpoint.path("Aliases").valueStream().map(JsonNode::asText).toList());
  }

  private static Stream<Mount> mounts(JsonNode container) {
    return container
        .path("Mounts")
        .valueStream()
        .map(m ->
            new Mount(Mount.Type.of(text(m, "Type")), text(m, "Source"), text(m, "Destination")));
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

  static String bare(String name) {
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

  static String required(JsonNode node, String field) {
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
