package org.dood.network.engine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.dockerjava.transport.DockerHttpClient;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * A Docker engine of containers and networks in memory, behind docker-java's transport, so that the
 * real client's paths, JSON and status mapping run. It answers as a Docker engine was seen to do.
 */
public final class FakeEngine implements DockerHttpClient {

  /** An answer of the engine: a status and a body. */
  public record Answer(int status, String body) {
    /** A refusal, in the JSON that the API puts it in. */
    public static Answer refusal(int status, String message) {
      return new Answer(status, json(Map.of("message", message)));
    }
  }

  private record FakeNetwork(String name, String label, Instant created, String subnet) {}

  private record Asked(String call, String body) {}

  private record Fault(Pattern call, Function<Asked, Answer> answer) {}

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<String, FakeContainer> containers = new LinkedHashMap<>();
  private final Map<String, FakeNetwork> networks = new LinkedHashMap<>();
  private final Map<String, String> networkNames = new HashMap<>();
  private final List<Fault> faults = new ArrayList<>();
  private final List<String> calls = new ArrayList<>();
  private final List<String> oneShots = new ArrayList<>();
  private final List<String> forwarders = new ArrayList<>();
  private List<String> forwarderPrints = List.of();
  private final Map<String, Integer> gatewayPriorities = new HashMap<>();
  private String apiVersion = "1.41";

  /** Starts a container; it is on no network yet. */
  public FakeContainer run(String name) {
    var container = new FakeContainer(id(name, containers.size()), name);
    containers.put(container.id, container);
    return container;
  }

  /** Starts a container whose id starts so. */
  public FakeContainer run(String name, String startOfId) {
    var id = startOfId + id(name, containers.size()).substring(startOfId.length());
    var container = new FakeContainer(id, name);
    containers.put(id, container);
    return container;
  }

  /** Makes a network. */
  public NetworkId makeNetwork(String name) {
    return makeNetwork(name, "", Instant.EPOCH);
  }

  /** Makes a network at some time, which bears a label. */
  public NetworkId makeNetwork(String name, String label, Instant created) {
    var number = networkNames.size();
    var id = id("network of " + name, number);
    networks.put(id, new FakeNetwork(name, label, created, subnet(number)));
    networkNames.put(id, name);
    return new NetworkId(id);
  }

  /** As an engine hands out its built-in pools; there are more here, for tests to be free. */
  private static String subnet(int number) {
    if (number < 15) {
      return "172.%d.0.0/16".formatted(17 + number);
    }
    return number < 31
        ? "192.168.%d.0/20".formatted(16 * (number - 15))
        : "10.%d.0.0/16".formatted(number);
  }

  /** Whether a network is there. */
  public boolean has(NetworkId network) {
    return networks.containsKey(network.value());
  }

  /** Somebody removes a network; containers that are not on it now still refer to it. */
  public void forget(NetworkId network) {
    networks.remove(network.value());
  }

  /** The names of the networks that are there. */
  public List<String> networkNames() {
    return networks.values().stream().map(FakeNetwork::name).toList();
  }

  /** All that is there, to be compared. */
  public List<String> contents() {
    return Stream.concat(
            networkNames().stream(),
            containers.values().stream().map(c -> c.name + " " + c.endpoints))
        .toList();
  }

  /** Whether a container is there. */
  public boolean has(FakeContainer container) {
    return containers.containsKey(container.id);
  }

  /** Speaks this version of the API; 1.41, that of Docker 20.10, if it is not said. */
  public void speak(String version) {
    apiVersion = version;
  }

  /** What forwarders forward, as {@code command in container}; those too that are removed again. */
  public List<String> forwarders() {
    return List.copyOf(forwarders);
  }

  /** The labels of a container whose name starts so; empty if there is none. */
  public Optional<Map<String, String>> labelsOf(String start) {
    return containers.values().stream()
        .filter(c -> c.name.startsWith(start))
        .map(c -> Map.copyOf(c.labels))
        .findFirst();
  }

  /** The container of that name. */
  public Optional<FakeContainer> named(String name) {
    return containers.values().stream().filter(c -> c.name.equals(name)).findFirst();
  }

  /** From now on, forwarders print this. */
  public void forwardersPrint(String... lines) {
    forwarderPrints = List.of(lines);
  }

  /** What containers that did one thing did, as {@code command in container}. */
  public List<String> oneShots() {
    return List.copyOf(oneShots);
  }

  /** The priority with which a network was joined. */
  public Optional<Integer> gatewayPriority(NetworkId network) {
    return Optional.ofNullable(gatewayPriorities.get(network.value()));
  }

  /** From now on, calls that match ({@code METHOD path}) get this answer instead. */
  public void answer(String callPattern, Answer answer) {
    faults.addFirst(new Fault(Pattern.compile(callPattern), _ -> answer));
  }

  /** From now on, calls that match do this instead of answering. */
  public void fail(String callPattern, RuntimeException failure) {
    faults.addFirst(
        new Fault(
            Pattern.compile(callPattern),
            _ -> {
              throw failure;
            }));
  }

  /** From now on, calls that match take effect and then get this answer. */
  public void actThenAnswer(String callPattern, Answer answer) {
    faults.addFirst(
        new Fault(
            Pattern.compile(callPattern),
            asked -> {
              respond(asked);
              return answer;
            }));
  }

  /** From now on, calls that match take effect and then do this instead of answering. */
  public void actThenFail(String callPattern, RuntimeException failure) {
    faults.addFirst(
        new Fault(
            Pattern.compile(callPattern),
            asked -> {
              respond(asked);
              throw failure;
            }));
  }

  /** From now on, calls that match take effect, and something else happens once in the meantime. */
  public void actThenDo(String callPattern, Runnable meantime) {
    var due = new ArrayList<>(List.of(meantime));
    faults.addFirst(
        new Fault(
            Pattern.compile(callPattern),
            asked -> {
              var answer = respond(asked);
              due.forEach(Runnable::run);
              due.clear();
              return answer;
            }));
  }

  /** From now on, calls that match get this answer, once something else happened. */
  public void doInstead(String callPattern, Runnable before, Answer answer) {
    faults.addFirst(
        new Fault(
            Pattern.compile(callPattern),
            _ -> {
              before.run();
              return answer;
            }));
  }

  /** From now on, it answers as an engine in good health. */
  public void heal() {
    faults.clear();
  }

  /** Makes a claim to an attachment, as a step does. */
  public void claim(FakeContainer namespace, NetworkId network, String signature) {
    run("claim of " + signature)
        .in("created")
        .labelled("dood-network-action.signature", signature)
        .labelled("dood-network-action.claim", namespace.id + "." + network);
  }

  /** The claims that a step holds. */
  public List<FakeContainer> claimsOf(String signature) {
    return containers.values().stream()
        .filter(c -> c.labels.containsKey("dood-network-action.claim"))
        .filter(c -> signature.equals(c.labels.get("dood-network-action.signature")))
        .toList();
  }

  /** Detaches a container, as somebody else may. */
  public void disconnect(NetworkId network, FakeContainer container) {
    container.endpoints.remove(network.value());
  }

  /** The calls made so far, as {@code METHOD path}, ids shortened to names. */
  public synchronized List<String> calls() {
    return List.copyOf(calls);
  }

  /** Whether nothing was asked that could change something. */
  public synchronized boolean unchanged() {
    return calls.stream().noneMatch(c -> c.startsWith("POST") || c.startsWith("DELETE"));
  }

  /** One at a time: a stage asks on several threads. */
  @Override
  public synchronized Response execute(Request request) {
    var asked = new Asked(request.method() + " " + request.path(), body(request));
    calls.add(asked.call());
    var answer =
        faults.stream()
            .filter(f -> f.call().matcher(asked.call()).find())
            .findFirst()
            .map(f -> f.answer().apply(asked))
            .orElseGet(() -> respond(asked));
    return new FakeResponse(answer);
  }

  @Override
  public void close() {}

  private Answer respond(Asked asked) {
    var call = asked.call();
    var body = asked.body();
    var parts = List.of(call.split("[ /?]+"));
    var name = parts.size() > 2 ? parts.get(2) : "";
    if (call.startsWith("GET /containers/json")) {
      return ok(list(call));
    } else if (call.matches("GET /containers/[^/]+/json")) {
      return withContainer(name, c -> ok(c.inspected(this)));
    } else if (call.matches("GET /containers/[^/]+/top.*")) {
      return withContainer(name, FakeContainer::top);
    } else if (call.matches("HEAD /containers/[^/]+/archive.*")) {
      return withContainer(name, c -> c.archive(pathIn(call)));
    } else if (call.matches("GET /networks/[^/]+")) {
      return withNetwork(name, id -> ok(network(id)));
    } else if (call.equals("GET /networks")) {
      return ok(networks.keySet().stream().map(this::network).toList());
    } else if (call.matches("DELETE /networks/[^/]+")) {
      return withNetwork(name, this::remove);
    } else if (call.equals("GET /info")) {
      return ok(Map.of());
    } else if (call.equals("GET /version")) {
      return ok(Map.of("ApiVersion", apiVersion, "Version", "20.10.24"));
    } else if (call.startsWith("POST /containers/create")) {
      var container = tree(body);
      return container.path("HostConfig").path("AutoRemove").asBoolean()
          ? forwarder(parameter(call, "name"), container)
          : created(parameter(call, "name"), container);
    } else if (call.matches("POST /containers/[^/]+/start")) {
      return withContainer(name, this::start);
    } else if (call.matches("GET /containers/[^/]+/logs.*")) {
      return withContainer(name, FakeContainer::log);
    } else if (call.matches("POST /containers/[^/]+/wait.*")) {
      return withContainer(name, _ -> ok(Map.of("StatusCode", 0)));
    } else if (call.matches("DELETE /containers/.*")) {
      return withContainer(name, this::remove);
    } else if (call.matches("POST /networks/[^/]+/connect")) {
      return withNetwork(name, id -> connect(id, body));
    } else if (call.matches("POST /networks/[^/]+/disconnect")) {
      return disconnect(name, body);
    }
    throw new AssertionError("a call that the fake engine does not know: " + call);
  }

  private Map<String, Object> network(String id) {
    var network = networkOf(id);
    return Map.of(
        "Id",
        id,
        "Name",
        network.name(),
        "Driver",
        "bridge",
        "Internal",
        network.name().startsWith("internal"),
        "EnableIPv6",
        isDualStack(network.name()),
        "Created",
        network.created().toString(),
        "Labels",
        network.label().isEmpty() ? Map.of() : Map.of(network.label(), ""),
        "IPAM",
        Map.of("Config", List.of(Map.of("Subnet", network.subnet()))),
        "Containers",
        containers.values().stream()
            .filter(c -> c.isLiveOn(id))
            .collect(Collectors.toMap(c -> c.id, c -> Map.of("Name", c.name))));
  }

  private static boolean isDualStack(String network) {
    return network.endsWith("6");
  }

  private FakeNetwork networkOf(String id) {
    return Optional.ofNullable(networks.get(id)).orElseThrow();
  }

  private String nameOfNetwork(String id) {
    return Optional.ofNullable(networkNames.get(id)).orElse(id);
  }

  private Answer remove(String network) {
    if (containers.values().stream().anyMatch(c -> c.isLiveOn(network))) {
      return Answer.refusal(403, nameOfNetwork(network) + " has active endpoints");
    }
    networks.remove(network);
    return new Answer(204, "");
  }

  public Answer remove(FakeContainer container) {
    containers.remove(container.id);
    return new Answer(204, "");
  }

  /** A forwarder, which prints what it was told to, or else that it listens at each port. */
  private Answer forwarder(String name, JsonNode container) {
    var words = words(container);
    forwarders.add(inContainer(words, container));
    var forwarder = made(name, container);
    if (forwarderPrints.isEmpty()) {
      words.stream()
          .filter(word -> word.contains("="))
          .forEach(word -> forwarder.printing("listening " + word.replaceFirst("=.*", "")));
      forwarder.printing("ready");
    } else {
      forwarderPrints.forEach(forwarder::printing);
    }
    return ok(Map.of("Id", forwarder.id));
  }

  private Answer created(String name, JsonNode container) {
    if (container.path("Image").asText().contains(".invalid/")) {
      return Answer.refusal(404, "No such image");
    }
    var made = made(name, container);
    if (!made.networkMode.equals("none")) {
      made.toDo = Optional.of(inContainer(words(container), container));
    }
    return ok(Map.of("Id", made.id));
  }

  private FakeContainer made(String name, JsonNode container) {
    var made =
        run(name)
            .in("created")
            .inNetworkMode(container.path("HostConfig").path("NetworkMode").asText());
    container
        .path("Labels")
        .properties()
        .forEach(label -> made.labelled(label.getKey(), label.getValue().asText()));
    return made;
  }

  /** What does one thing has done it by then. */
  private Answer start(FakeContainer container) {
    container.toDo.ifPresent(oneShots::add);
    container.in(container.toDo.isPresent() ? "exited" : "running");
    return new Answer(204, "");
  }

  private static List<String> words(JsonNode container) {
    return container.path("Entrypoint").valueStream().map(JsonNode::asText).toList();
  }

  private String inContainer(List<String> words, JsonNode container) {
    var networkOf = container.path("HostConfig").path("NetworkMode").asText();
    return String.join(" ", words) + " in " + nameOf(networkOf.replace("container:", ""));
  }

  private String nameOf(String id) {
    return Optional.ofNullable(containers.get(id)).map(c -> c.name).orElse(id);
  }

  /** An address of its own for each network; an internal one has none. */
  private static String gatewayOf(String network) {
    return network.startsWith("internal") ? "" : "172.18.0." + (network.hashCode() & 0xff);
  }

  private Answer connect(String network, String body) {
    var tree = tree(body);
    return withContainer(
        tree.path("Container").asText(),
        c -> {
          if (c.endpoints.containsKey(network)) {
            return Answer.refusal(403, "endpoint with name " + c.name + " already exists");
          }
          var aliases = new ArrayList<String>();
          tree.path("EndpointConfig").path("Aliases").forEach(a -> aliases.add(a.asText()));
          gatewayPriorities.put(network, tree.path("EndpointConfig").path("GwPriority").asInt());
          c.endpoints.put(network, aliases);
          return new Answer(200, "");
        });
  }

  /** A network that is gone is found by its name alone, and only in a container's settings. */
  private Answer disconnect(String network, String body) {
    var id =
        networkNames.entrySet().stream()
            .filter(e -> e.getValue().equals(network) || e.getKey().equals(network))
            .map(Map.Entry::getKey)
            .filter(known -> !known.equals(network) || networks.containsKey(known))
            .findFirst();
    if (id.isEmpty()) {
      return Answer.refusal(404, "network " + network + " not found");
    }
    return withContainer(
        tree(body).path("Container").asText(),
        c ->
            c.endpoints.remove(id.get()) == null
                ? Answer.refusal(500, "container " + c.name + " is not connected to network")
                : new Answer(200, ""));
  }

  private List<Map<String, Object>> list(String call) {
    var query = URLDecoder.decode(call, StandardCharsets.UTF_8);
    var filters =
        query.contains("filters=") ? tree(query.replaceFirst(".*filters=", "")) : tree("{}");
    return containers.values().stream()
        .filter(c -> query.contains("all=true") || c.state.equals("running"))
        .filter(c -> c.matches(this, filters))
        .map(c ->
            Map.of(
                "Id",
                c.id,
                "Names",
                List.of("/" + c.name),
                "State",
                c.state,
                "Labels",
                c.labels,
                "Mounts",
                c.listedMounts(),
                "NetworkSettings",
                Map.of("Networks", c.networks(this))))
        .toList();
  }

  private Answer withContainer(String name, Function<FakeContainer, Answer> then) {
    var named =
        containers.values().stream()
            .filter(c -> c.name.equals(name) || c.id.equals(name))
            .findFirst();
    var meant =
        named
            .map(List::of)
            .orElseGet(
                () -> containers.values().stream().filter(c -> c.id.startsWith(name)).toList());
    return switch (meant.size()) {
      case 0 -> Answer.refusal(404, "No such container: " + name);
      case 1 -> then.apply(meant.getFirst());
      // As Docker 20.10; newer ones answer 400.
      default -> Answer.refusal(500, "Multiple IDs found with provided prefix: " + name);
    };
  }

  private Answer withNetwork(String name, Function<String, Answer> then) {
    return networks.entrySet().stream()
        .filter(e -> e.getValue().name().equals(name) || e.getKey().startsWith(name))
        .map(Map.Entry::getKey)
        .findFirst()
        .map(then)
        .orElseGet(() -> Answer.refusal(404, "network " + name + " not found"));
  }

  private static Answer ok(Object body) {
    return new Answer(200, json(body));
  }

  private static String json(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonNode tree(String body) {
    try {
      return JSON.readTree(body);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String body(Request request) {
    try {
      var body = request.body();
      return body == null ? "" : new String(body.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String pathIn(String call) {
    return parameter(call, "path");
  }

  private static String parameter(String call, String name) {
    var from = call.indexOf(name + "=") + name.length() + 1;
    return URLDecoder.decode(call.substring(from).replaceFirst("&.*", ""), StandardCharsets.UTF_8);
  }

  private static String id(String name, int number) {
    return "%08x%056x".formatted(name.hashCode(), number);
  }

  /** A running container of the fake engine. */
  public static final class FakeContainer {

    private final String id;
    private final String name;
    private String networkMode = "default";
    private String state = "running";
    private String hostname = "";
    private Optional<String> health = Optional.empty();
    private final Set<String> exposed = new HashSet<>();
    private final Map<String, String> published = new HashMap<>();
    private final List<String> variables = new ArrayList<>();
    private final Map<String, String> labels = new HashMap<>();
    private final Map<String, String> mounts = new LinkedHashMap<>();
    private final Set<String> tmpfs = new HashSet<>();
    private final Set<String> files = new HashSet<>();
    private final Set<String> onPaper = new HashSet<>();
    private final List<String> printed = new ArrayList<>();
    private Optional<String> toDo = Optional.empty();
    private final List<String> processes = new ArrayList<>();
    private final Map<String, List<String>> endpoints = new LinkedHashMap<>();

    private FakeContainer(String id, String name) {
      this.id = id;
      this.name = name;
    }

    public ContainerId id() {
      return new ContainerId(id);
    }

    /** Mounts a path of the host. */
    public FakeContainer mounting(String source, String destination) {
      mounts.put(destination, source);
      return this;
    }

    /** Mounts a tmpfs, as {@code --tmpfs} does. */
    public FakeContainer withTmpfs(String path) {
      tmpfs.add(path);
      return this;
    }

    public FakeContainer labelled(String label) {
      return labelled(label, "");
    }

    /** Prints a line, of less than 128 characters. */
    public FakeContainer printing(String line) {
      printed.add(line);
      return this;
    }

    /** Is in some state, such as {@code exited}. */
    public FakeContainer in(String givenState) {
      state = givenState;
      return this;
    }

    public FakeContainer labelled(String label, String value) {
      labels.put(label, value);
      return this;
    }

    /** Holds a file, under whatever mount it may lie. */
    public FakeContainer holding(String file) {
      files.add(file);
      return this;
    }

    /** Runs a process. */
    public FakeContainer running(String commandLine) {
      processes.add(commandLine);
      return this;
    }

    /** Is on a network from the start, under its aliases. */
    public FakeContainer on(NetworkId network, String... aliases) {
      endpoints.put(network.value(), List.of(aliases));
      return this;
    }

    /** Is held to be on a network that it is not on, as after a refused connection. */
    public FakeContainer onPaper(NetworkId network) {
      onPaper.add(network.value());
      return on(network);
    }

    public FakeContainer withHostname(String given) {
      hostname = given;
      return this;
    }

    /** Exposes a port, such as {@code 5432/tcp}. */
    public FakeContainer exposing(String port) {
      exposed.add(port);
      return this;
    }

    /** Exposes a port and publishes it at one of the host's, on IPv4 and on IPv6. */
    public FakeContainer publishing(String port, int hostPort) {
      published.put(port, Integer.toString(hostPort));
      return exposing(port);
    }

    /** Has a health check, which came to this. */
    public FakeContainer inHealth(String status) {
      health = Optional.of(status);
      return this;
    }

    /** Was started with a variable. */
    public FakeContainer with(String variable, String value) {
      variables.add(variable + "=" + value);
      return this;
    }

    public FakeContainer inNetworkMode(String mode) {
      networkMode = mode;
      return this;
    }

    /** The ids of the networks that it refers to. */
    public Set<String> networkIds() {
      return Set.copyOf(endpoints.keySet());
    }

    /** The aliases that it has on a network; empty if it is not on it. */
    public Optional<List<String>> aliasesOn(NetworkId network) {
      return Optional.ofNullable(endpoints.get(network.value()));
    }

    private boolean isLiveOn(String network) {
      return endpoints.containsKey(network)
          && !onPaper.contains(network)
          && state.matches("running|paused");
    }

    private boolean matches(FakeEngine engine, JsonNode filters) {
      var networksAsked = StreamSupport.stream(filters.path("network").spliterator(), false);
      var labelsAsked = StreamSupport.stream(filters.path("label").spliterator(), false);
      return (!filters.has("network")
              || networksAsked
                  .map(JsonNode::asText)
                  .anyMatch(
                      asked -> endpoints.containsKey(asked) || networks(engine).containsKey(asked)))
          && labelsAsked.map(JsonNode::asText).allMatch(this::bears);
    }

    /** A label, as {@code name} or {@code name=value}. */
    private boolean bears(String label) {
      return labels.containsKey(label)
          || labels.entrySet().stream()
              .anyMatch(l -> label.equals(l.getKey() + "=" + l.getValue()));
    }

    private List<Map<String, Object>> listedMounts() {
      return mounts.entrySet().stream()
          .map(m -> Map.<String, Object>of("Source", m.getValue(), "Destination", m.getKey()))
          .toList();
    }

    private Map<String, Object> inspected(FakeEngine engine) {
      var tmpfsOptions = new LinkedHashMap<String, String>();
      tmpfs.forEach(path -> tmpfsOptions.put(path, ""));
      return Map.of(
          "Id", id,
          "Name", "/" + name,
          "Image", "sha256:image-of-" + name,
          "State", inspectedState(),
          "Config", config(),
          "HostConfig",
              Map.of(
                  "NetworkMode", networkMode,
                  "Tmpfs", tmpfsOptions,
                  "PortBindings",
                      published.entrySet().stream()
                          .collect(
                              Collectors.toMap(
                                  Map.Entry::getKey,
                                  p -> List.of(Map.of("HostPort", p.getValue()))))),
          "Mounts", listedMounts(),
          "NetworkSettings", Map.of("Networks", networks(engine), "Ports", portBindings()));
    }

    private Map<String, Object> inspectedState() {
      var inspected = new LinkedHashMap<String, Object>(Map.of("Status", state));
      health.ifPresent(status -> inspected.put("Health", Map.of("Status", status)));
      return inspected;
    }

    private Map<String, Object> config() {
      return Map.of(
          "Hostname", hostname,
          "Labels", labels,
          "Env", variables,
          "ExposedPorts", exposed.stream().collect(Collectors.toMap(port -> port, _ -> Map.of())));
    }

    /** A port that is exposed alone is there too, with null. */
    private Map<String, Object> portBindings() {
      var bindings = new LinkedHashMap<String, Object>();
      exposed.forEach(port -> bindings.put(port, null));
      published.forEach((port, hostPort) ->
          bindings.put(
              port,
              List.of(
                  Map.of("HostIp", "0.0.0.0", "HostPort", hostPort),
                  Map.of("HostIp", "::", "HostPort", hostPort))));
      return bindings;
    }

    private Map<String, Object> networks(FakeEngine engine) {
      var networks = new LinkedHashMap<String, Object>();
      endpoints.forEach((network, aliases) -> {
        var name = engine.nameOfNetwork(network);
        networks.put(
            name,
            Map.of(
                "NetworkID",
                network,
                "IPAddress",
                "172.18.0.4",
                "Gateway",
                gatewayOf(name),
                "IPv6Gateway",
                isDualStack(name) ? "fd00::1" : "",
                "Aliases",
                aliases));
      });
      return networks;
    }

    private Answer top() {
      return ok(
          Map.of(
              "Titles",
              List.of("PID", "COMMAND"),
              "Processes",
              processes.stream().map(p -> List.of("4711", p)).toList()));
    }

    /** In frames: the stream, three zeros, and the length of what follows in four bytes. */
    private Answer log() {
      return new Answer(
          200,
          printed.stream()
              .map(line -> "\u0001\0\0\0\0\0\0" + (char) (line.length() + 1) + line + "\n")
              .collect(Collectors.joining()));
    }

    private Answer archive(String path) {
      return new Answer(files.contains(path) ? 200 : 404, "");
    }
  }

  private record FakeResponse(Answer answer) implements Response {
    @Override
    public int getStatusCode() {
      return answer.status();
    }

    @Override
    public Map<String, List<String>> getHeaders() {
      return Map.of("Content-Type", List.of("application/json"));
    }

    @Override
    public InputStream getBody() {
      return new ByteArrayInputStream(answer.body().getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {}
  }
}
