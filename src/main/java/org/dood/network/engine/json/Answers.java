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
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
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
import org.dood.network.engine.model.EngineConfiguration;
import org.dood.network.engine.model.EngineVersion;
import org.dood.network.engine.model.LabelNames;
import org.dood.network.engine.model.ListedContainer;
import org.dood.network.engine.model.ListedNetwork;
import org.dood.network.engine.model.LiveEndpoint;
import org.dood.network.engine.model.Mount;
import org.dood.network.engine.model.Network;
import org.dood.network.engine.model.NetworkId;
import org.dood.network.engine.model.ObjectName;
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

  private static final Pattern PROCESS_TITLES = Pattern.compile("\\s*PID\\s+(COMMAND|CMD)\\s*");
  private static final Pattern PROCESS =
      Pattern.compile("\\s*\\d+\\s+(?<commandLine>.*)", Pattern.DOTALL);

  /** The length to which a variable's {@code NAME=value} is read: only its name is needed. */
  private static final int LONGEST_VARIABLE = 1024;

  private static final String MTU = "com.docker.network.driver.mtu";

  /** Podman takes Docker's name of the option, and shows it by its own. */
  private static final String MTU_OF_PODMAN = "mtu";

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
        containerId(element),
        list(element, "Names").findFirst().map(n -> bare(text(n))).orElse(""),
        text(element, "Image"),
        new ContainerState(text(element, "State")),
        values(element, "Labels", Answers::text),
        mounts(element).toList(),
        values(element.path("NetworkSettings"), "Networks", Answers::networkOfEndpoint));
  }

  /** An element of {@code GET /networks}. */
  public static final Format<ListedNetwork> LISTED_NETWORK =
      new Format<>(
          fields("Id", "Name", "Driver", "Created")
              .and("Labels", LABELS)
              .and("Options", fields(MTU, MTU_OF_PODMAN))
              .and("IPAM", fields().and("Config", fields("Subnet"))),
          Answers::listedNetwork);

  private static ListedNetwork listedNetwork(JsonNode element) {
    return new ListedNetwork(
        networkId(element),
        required(element, "Name"),
        text(element, "Driver"),
        element.hasNonNull("Created") ? instant(text(element, "Created")) : Instant.MAX,
        names(element, "Labels"),
        mtu(element.path("Options")),
        list(element.path("IPAM"), "Config")
            .filter(range -> range.hasNonNull("Subnet"))
            .map(range -> text(range, "Subnet"))
            .toList());
  }

  /** An option is any text: one that is no number is as none. */
  private static Optional<Integer> mtu(JsonNode options) {
    return Stream.of(MTU, MTU_OF_PODMAN)
        .map(name -> text(options, name))
        .filter(digits -> !digits.isEmpty() && digits.length() < 6)
        .filter(digits -> digits.chars().allMatch(c -> c >= '0' && c <= '9'))
        .map(Integer::valueOf)
        .findFirst();
  }

  /** The answer to {@code POST /containers/create}: the id of the container. */
  public static final Format<ContainerId> CREATED = new Format<>(fields("Id"), Answers::created);

  private static ContainerId created(JsonNode answer) {
    return containerId(answer);
  }

  /** The header of {@code HEAD /containers/{id}/archive}: the size of a file in bytes. */
  public static final Format<Long> FILE_SIZE = new Format<>(fields("size"), Answers::fileSize);

  private static long fileSize(JsonNode status) {
    var size = status.path("size");
    if (!size.isNumber()) {
      throw incomplete("'size'");
    }
    return size.asLong();
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
  public static final Format<EngineConfiguration> CONFIGURATION =
      new Format<>(fields("DefaultAddressPools", "CgroupDriver"), Answers::configuration);

  private static EngineConfiguration configuration(JsonNode answer) {
    return new EngineConfiguration(
        list(answer, "DefaultAddressPools")
            .flatMap(pool -> AddressPool.of(text(pool, "Base"), pool.path("Size").asInt()).stream())
            .toList(),
        text(answer, "CgroupDriver"));
  }

  /** The answer to {@code GET /networks/{id}}: the endpoints that are up. */
  public static final Format<List<LiveEndpoint>> LIVE_ENDPOINTS =
      new Format<>(fields().and("Containers", members(fields("Name"))), Answers::liveEndpoints);

  private static List<LiveEndpoint> liveEndpoints(JsonNode answer) {
    return entries(present(answer, "Containers"), "Containers")
        .map(e -> new LiveEndpoint(e.getKey(), text(e.getValue(), "Name")))
        .toList();
  }

  /** The start of the network mode of a container that uses another container's network. */
  private static final String NETWORK_OF_CONTAINER = "container:";

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
              .and("HostConfig", fields("NetworkMode", "Runtime", "Tmpfs"))
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
        entries(host, "Tmpfs").map(entry -> new Mount(Mount.Type.TMPFS, "", entry.getKey()));
    return new Container(
        containerId(answer),
        bare(required(answer, "Name")),
        text(config, "Hostname"),
        text(answer, "Image"),
        text(host, "NetworkMode"),
        text(host, "Runtime"),
        values(config, "Labels", Answers::text),
        Stream.concat(mounts(answer), tmpfs).toList(),
        endpoints(answer, text(host, "NetworkMode")),
        workload(answer));
  }

  /**
   * A container that uses the network of another has no endpoint. Podman 5.4 shows that one's
   * endpoints for it, Docker none.
   */
  private static List<Endpoint> endpoints(JsonNode container, String networkMode) {
    var networks = present(object(container, "NetworkSettings"), "Networks");
    return networkMode.startsWith(NETWORK_OF_CONTAINER)
        ? List.of()
        : entries(networks, "Networks").map(Answers::endpoint).toList();
  }

  private static Workload workload(JsonNode container) {
    var state = container.path("State");
    var health = text(state.path("Health"), "Status");
    return new Workload(
        new ContainerState(text(state, "Status")),
        health.isEmpty() ? Workload.UNCHECKED : health,
        ports(container),
        list(container.path("Config"), "Env")
            .map(variable -> text(variable).split("=", 2)[0])
            .collect(Collectors.toUnmodifiableSet()));
  }

  /** Those published, and those that the image or somebody says are there. */
  private static List<Port> ports(JsonNode container) {
    var network = container.path("NetworkSettings");
    return Stream.concat(
            names(network, "Ports").stream(),
            names(container.path("Config"), "ExposedPorts").stream())
        .distinct()
        .map(PORT::matcher)
        .filter(Matcher::matches)
        .map(port ->
            new Port(
                Integer.parseInt(port.group(1)),
                port.group(2),
                hostPorts(network.path("Ports"), port.group())))
        .sorted()
        .toList();
  }

  private static List<Integer> hostPorts(JsonNode bindings, String of) {
    return list(bindings, of)
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
        networkId(answer),
        required(answer, "Name"),
        answer.path("Internal").asBoolean(),
        answer.path("EnableIPv6").asBoolean(),
        values(answer, "Labels", Answers::text));
  }

  /**
   * The answer to {@code GET /networks/{id}}: the first gateway of a network; empty if it has none.
   */
  public static final Format<Optional<String>> GATEWAY =
      new Format<>(
          fields().and("IPAM", fields().and("Config", fields("Gateway"))), Answers::gateway);

  private static Optional<String> gateway(JsonNode answer) {
    return list(answer.path("IPAM"), "Config")
        .map(range -> text(range, "Gateway"))
        .filter(gateway -> !gateway.isEmpty())
        .findFirst();
  }

  /** The answer to {@code GET /containers/{id}/top}: the command line of each process. */
  public static final Format<List<String>> COMMAND_LINES =
      new Format<>(fields("Titles", "Processes"), Answers::commandLines);

  private static List<String> commandLines(JsonNode answer) {
    var titles = elements(answer.path("Titles")).map(Answers::text).toList();
    if (!PROCESS_TITLES.matcher(String.join(" ", titles)).matches()) {
      throw notUnderstood("processes are listed as " + titles + " instead of [PID, COMMAND]");
    }
    return elements(answer.path("Processes")).map(row -> commandLine(row, titles.size())).toList();
  }

  /** Podman 4.3 puts all titles into one text, and all columns of a row into another. */
  private static String commandLine(JsonNode row, int columns) {
    var texts = elements(row).map(Answers::text).toList();
    var process = PROCESS.matcher(String.join(" ", texts));
    if (texts.size() < columns || !process.matches()) {
      throw notUnderstood("'" + String.join(" ", texts) + "' is not a process");
    }
    return process.group("commandLine");
  }

  /** The answer to {@code GET /version}: the newest version of the API. */
  public static final Format<ApiVersion> API_VERSION =
      new Format<>(fields("ApiVersion"), Answers::apiVersion);

  private static ApiVersion apiVersion(JsonNode answer) {
    var version = required(answer, "ApiVersion");
    return ApiVersion.find(version)
        .orElseThrow(() -> notUnderstood("'" + version + "' is not a version of the API"));
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
  public static final Format<String> PROGRAM =
      new Format<>(fields("Path"), answer -> text(answer, "Path"));

  /** The answer to {@code GET /containers/{id}/json}. */
  public static final Format<Instant> STARTED_AT =
      new Format<>(
          fields().and("State", fields("StartedAt")),
          answer -> instant(required(object(answer, "State"), "StartedAt")));

  /** The answer to {@code GET /networks/{id}}. */
  public static final Format<Instant> CREATED_AT =
      new Format<>(fields("Created"), answer -> instant(required(answer, "Created")));

  /** The answer to {@code GET /containers/{id}/json}. */
  public static final Format<List<String>> FIXED_PORTS =
      new Format<>(fields().and("HostConfig", fields("PortBindings")), Answers::fixedPorts);

  private static List<String> fixedPorts(JsonNode answer) {
    return entries(answer.path("HostConfig"), "PortBindings")
        .flatMap(port ->
            port.getValue()
                .valueStream()
                .map(binding -> text(binding, "HostPort"))
                .filter(number -> !number.isEmpty() && !number.equals("0"))
                .map(number -> number + port.getKey().replaceFirst("[^/]*", "")))
        .distinct()
        .toList();
  }

  /** The answer to {@code GET /containers/{id}/json}: the mode of the control group namespace. */
  public static final Format<String> CGROUP_NAMESPACE =
      new Format<>(fields().and("HostConfig", fields("CgroupnsMode")), Answers::cgroupNamespace);

  private static String cgroupNamespace(JsonNode answer) {
    return text(answer.path("HostConfig"), "CgroupnsMode");
  }

  private static Endpoint endpoint(Map.Entry<String, JsonNode> entry) {
    var endpoint = entry.getValue();
    if (!endpoint.isObject() && !endpoint.isNull()) {
      throw notUnderstood("'" + endpoint + "' is not an endpoint");
    }
    return new Endpoint(
        networkOfEndpoint(endpoint),
        entry.getKey(),
        text(endpoint, "IPAddress"),
        text(endpoint, "GlobalIPv6Address"),
        text(endpoint, "Gateway"),
        text(endpoint, "IPv6Gateway"),
        list(endpoint, "Aliases").map(Answers::text).toList());
  }

  private static Stream<Mount> mounts(JsonNode container) {
    return list(container, "Mounts")
        .map(m ->
            new Mount(Mount.Type.of(text(m, "Type")), text(m, "Source"), text(m, "Destination")));
  }

  private static Set<String> names(JsonNode parent, String field) {
    return entries(parent, field).map(Map.Entry::getKey).collect(Collectors.toUnmodifiableSet());
  }

  private static <T> Map<String, T> values(
      JsonNode parent, String field, Function<JsonNode, T> value) {
    return entries(parent, field)
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

  /** The elements of a list, which may be null or missing. */
  private static Stream<JsonNode> list(JsonNode parent, String field) {
    return value(parent, field, JsonNode::isArray).stream().flatMap(JsonNode::valueStream);
  }

  /** The members of an object, which may be null or missing. */
  private static Stream<Map.Entry<String, JsonNode>> entries(JsonNode parent, String field) {
    return value(parent, field, JsonNode::isObject).stream().flatMap(JsonNode::propertyStream);
  }

  private static Optional<JsonNode> value(
      JsonNode parent, String field, Predicate<JsonNode> isExpected) {
    var value = parent.path(field);
    if (value.isMissingNode() || value.isNull()) {
      return Optional.empty();
    }
    if (!isExpected.test(value)) {
      throw notUnderstood("'" + field + "' is of another type");
    }
    return Optional.of(value);
  }

  /** The parent of a field that every engine gives, if only as null. */
  private static JsonNode present(JsonNode parent, String field) {
    if (!parent.has(field)) {
      throw incomplete("'" + field + "'");
    }
    return parent;
  }

  private static ContainerId containerId(JsonNode parent) {
    return new ContainerId(checked(required(parent, "Id"), "'Id' is not that of a container"));
  }

  private static NetworkId networkId(JsonNode parent) {
    return new NetworkId(checked(required(parent, "Id"), "'Id' is not that of a network"));
  }

  /** The id is empty in an endpoint that was never up: its container was not started. */
  private static NetworkId networkOfEndpoint(JsonNode endpoint) {
    var id = text(endpoint, "NetworkID");
    return new NetworkId(id.isEmpty() ? id : checked(id, "'NetworkID' is not that of a network"));
  }

  /** An id. Its form is checked, since requests have it in their path. */
  private static String checked(String id, String otherwise) {
    if (ObjectName.parse(id).isEmpty()) {
      throw notUnderstood(otherwise);
    }
    return id;
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

  /** A text, which may be null or missing. */
  private static String text(JsonNode parent, String field) {
    return value(parent, field, JsonNode::isTextual).map(JsonNode::asText).orElse("");
  }

  private static String text(JsonNode value) {
    if (!value.isTextual()) {
      throw notUnderstood("'" + value + "' is not a text");
    }
    return value.asText();
  }

  private static UncheckedIOException incomplete(String missing) {
    return notUnderstood("there is no " + missing + " in it");
  }

  private static UncheckedIOException notUnderstood(String what) {
    return new UncheckedIOException(new ProtocolException(what));
  }
}
