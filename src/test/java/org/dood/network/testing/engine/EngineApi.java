package org.dood.network.testing.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.dood.network.engine.model.ApiVersion;
import org.dood.network.testing.engine.FakeContainer.Entrypoint;

/** Answers the calls that the action makes, and changes the state, as Docker 20.10 does. */
final class EngineApi {

  private final EngineState state;
  private final List<String> forwarderCommands = new ArrayList<>();
  private final List<String> finishedCommands = new ArrayList<>();
  private List<String> forwarderOutput = List.of();
  private List<String> seenBySteps = List.of();
  private String apiVersion = "1.41";
  private String oldestApiVersion = "1.12";
  private boolean podman43;
  private Optional<Instant> date = Optional.empty();

  EngineApi(EngineState state) {
    this.state = state;
  }

  void speak(String version) {
    apiVersion = version;
  }

  void demand(String version) {
    oldestApiVersion = version;
  }

  /** Its clock shows this time; until then its answers say none. */
  void clockShows(Instant time) {
    date = Optional.of(time);
  }

  Map<String, String> headers() {
    var headers = new TreeMap<String, String>();
    headers.put("Api-Version", apiVersion);
    headers.put("Docker-Experimental", Boolean.toString(podman43));
    if (podman43) {
      headers.put("Libpod-Api-Version", "4.3.1");
    }
    headers.put("Server", podman43 ? "Libpod/4.3.1 (linux)" : "Docker/20.10.24 (linux)");
    date.ifPresent(time ->
        headers.put(
            "Date", DateTimeFormatter.RFC_1123_DATE_TIME.format(time.atOffset(ZoneOffset.UTC))));
    return headers;
  }

  /** The refusal of a version that the engine does not accept. */
  Optional<Answer> refusalOfVersion(ApiVersion asked) {
    if (asked.compareTo(ApiVersion.parse(apiVersion)) > 0) {
      return Optional.of(refusalOfVersion(asked, "new. Maximum", apiVersion));
    }
    return asked.compareTo(ApiVersion.parse(oldestApiVersion)) < 0
        ? Optional.of(refusalOfVersion(asked, "old. Minimum", oldestApiVersion))
        : Optional.empty();
  }

  private static Answer refusalOfVersion(ApiVersion asked, String reason, String supported) {
    return Answer.refusal(
        400,
        "client version %d.%d is too %s supported API version is %s, please upgrade your client"
            .formatted(asked.major(), asked.minor(), reason, supported));
  }

  /** Containers are shown as Podman 4.3 shows them, and answers have its headers. */
  void answerAsPodman43() {
    podman43 = true;
  }

  /** Forwarders print these lines, instead of that they listen at each port. */
  void forwardersPrint(List<String> lines) {
    forwarderOutput = lines;
  }

  /** Processes that look from where steps run print these lines, instead of that they see all. */
  void stepsSee(List<String> lines) {
    seenBySteps = lines;
  }

  List<String> forwarderCommands() {
    return List.copyOf(forwarderCommands);
  }

  List<String> finishedCommands() {
    return List.copyOf(finishedCommands);
  }

  /** Fails with an {@link AssertionError} on a call that the action is not known to make. */
  Answer answer(Call call) {
    return switch (call.form()) {
      case "GET /containers/json" -> containers(call);
      case "GET /containers/{id}/json" ->
          withContainer(call.object(), c -> Answer.ok(inspected(c)));
      case "GET /containers/{id}/top" -> withContainer(call.object(), c -> Answer.ok(processes(c)));
      case "GET /containers/{id}/logs" -> withContainer(call.object(), EngineApi::log);
      case "HEAD /containers/{id}/archive" ->
          withContainer(call.object(), c -> archive(c, call.parameter("path").orElse("")));
      case "POST /containers/create" -> create(call);
      case "POST /containers/{id}/start" -> withContainer(call.object(), this::start);
      case "POST /containers/{id}/wait" ->
          withContainer(call.object(), _ -> Answer.ok(Json.object().put("StatusCode", 0)));
      case "DELETE /containers/{id}" -> withContainer(call.object(), this::remove);
      case "GET /networks" -> Answer.ok(Json.array(state.networks().map(this::inspected)));
      case "GET /networks/{id}" -> withNetwork(call.object(), n -> Answer.ok(inspected(n)));
      case "DELETE /networks/{id}" -> withNetwork(call.object(), this::remove);
      case "POST /networks/{id}/connect" ->
          withNetwork(call.object(), n -> connect(n, Json.read(call.body())));
      case "POST /networks/{id}/disconnect" ->
          disconnect(call.object(), Json.read(call.body()).path("Container").asText());
      case "GET /info" -> Answer.ok(Json.object());
      case "GET /version" ->
          Answer.ok(Json.object().put("ApiVersion", apiVersion).put("Version", "20.10.24"));
      default -> throw new AssertionError("the fake engine does not know the call " + call);
    };
  }

  // --- Containers

  private Answer containers(Call call) {
    var filters = Json.read(call.parameter("filters").orElse("{}"));
    var all = call.parameter("all").isPresent();
    return Answer.ok(
        Json.array(
            state
                .containers()
                .filter(c -> all || c.state.equals("running"))
                .filter(c -> matches(c, filters))
                .map(ContainerJson::listed)));
  }

  /** One of the networks and all of the labels, as the API has it. */
  private static boolean matches(FakeContainer container, JsonNode filters) {
    return (!filters.has("network")
            || filters
                .path("network")
                .valueStream()
                .map(JsonNode::asText)
                .anyMatch(container::refersTo))
        && filters.path("label").valueStream().map(JsonNode::asText).allMatch(container::hasLabel);
  }

  private ObjectNode inspected(FakeContainer container) {
    return podman43
        ? ContainerJson.inspectedByPodman43(container)
        : ContainerJson.inspected(container);
  }

  private ObjectNode processes(FakeContainer container) {
    return podman43
        ? ContainerJson.processesOfPodman43(container)
        : ContainerJson.processes(container);
  }

  private Answer create(Call call) {
    var body = Json.read(call.body());
    if (!state.hasImage(body.path("Image").asText())) {
      return Answer.refusal(404, "No such image");
    }
    var networkMode = body.path("HostConfig").path("NetworkMode").asText();
    var container =
        state
            .addContainer(call.parameter("name").orElse(""), "")
            .inState("created")
            .inNetworkMode(networkMode);
    state.networkMeantBy(networkMode).ifPresent(container::withStaleEndpointOn);
    body.path("Labels")
        .properties()
        .forEach(label -> container.withLabel(label.getKey(), label.getValue().asText()));
    var words = body.path("Entrypoint").valueStream().map(JsonNode::asText).toList();
    if (!words.isEmpty()) {
      var entrypoint = new Entrypoint(words, nameOf(networkMode.replace("container:", "")));
      container.entrypoint = Optional.of(entrypoint);
      if (entrypoint.isForwarder()) {
        forwarderCommands.add(entrypoint.toString());
        printAsForwarder(container, words);
      }
      if (words.getFirst().equals("/action/look")) {
        printAsLook(container, words);
      }
    }
    return Answer.ok(Json.object().put("Id", container.id));
  }

  /** The host answers, and of each service, in the three words that name it, all ports do. */
  private void printAsLook(FakeContainer container, List<String> words) {
    if (seenBySteps.isEmpty()) {
      if (!words.get(1).equals("-")) {
        container.withLogLine("host answers");
      }
      for (int i = 4; i < words.size(); i += 3) {
        container.withLogLine(("seen name " + words.get(i).replace(',', ' ')).strip());
      }
    } else {
      seenBySteps.forEach(container::withLogLine);
    }
  }

  private void printAsForwarder(FakeContainer container, List<String> words) {
    if (forwarderOutput.isEmpty()) {
      words.stream()
          .filter(word -> word.matches("\\d+=.*"))
          .forEach(word -> container.withLogLine("listening " + word.replaceFirst("=.*", "")));
      container.withLogLine("ready");
    } else {
      forwarderOutput.forEach(container::withLogLine);
    }
  }

  /** A forwarder stays; any other command has ended when its container has started. */
  private Answer start(FakeContainer container) {
    var ended = container.entrypoint.filter(entrypoint -> !entrypoint.isForwarder());
    ended.ifPresent(entrypoint -> finishedCommands.add(entrypoint.toString()));
    container.inState(ended.isPresent() ? "exited" : "running");
    return Answer.done();
  }

  private Answer remove(FakeContainer container) {
    state.remove(container);
    return Answer.done();
  }

  private static Answer archive(FakeContainer container, String path) {
    if (path.equals("/etc/resolv.conf")) {
      return Answer.ofFile(container.resolver.length());
    }
    return container.files.contains(path) ? Answer.ofFile(1) : new Answer(404, "");
  }

  /** In frames: the stream, three zeros, and the length of what follows in four bytes. */
  private static Answer log(FakeContainer container) {
    return new Answer(
        200,
        container.logLines.stream()
            .map(line -> "\u0001\0\0\0\0\0\0" + (char) (line.length() + 1) + line + "\n")
            .collect(Collectors.joining()));
  }

  private String nameOf(String id) {
    return state.containers().filter(c -> c.id.equals(id)).findFirst().map(c -> c.name).orElse(id);
  }

  // --- Networks

  private ObjectNode inspected(FakeNetwork network) {
    return network.inspected(state.containers().filter(c -> c.isLiveOn(network)));
  }

  private Answer remove(FakeNetwork network) {
    if (state.containers().anyMatch(c -> c.isLiveOn(network))) {
      return Answer.refusal(403, network.name() + " has active endpoints");
    }
    state.remove(network);
    return Answer.done();
  }

  private Answer connect(FakeNetwork network, JsonNode body) {
    return withContainer(
        body.path("Container").asText(),
        c -> {
          if (c.networks().contains(network)) {
            return Answer.refusal(403, "endpoint with name " + c.name + " already exists");
          }
          var endpoint = body.path("EndpointConfig");
          c.connect(
              network,
              endpoint.path("Aliases").valueStream().map(JsonNode::asText).toList(),
              endpoint.path("GwPriority").asInt(),
              true);
          return new Answer(200, "");
        });
  }

  /**
   * The engine finds a network that is gone by its name alone, and only in a container's settings.
   */
  private Answer disconnect(String nameOrId, String container) {
    return state
        .networks()
        .filter(n -> n.isNamed(nameOrId))
        .findFirst()
        .or(() ->
            state
                .containers()
                .flatMap(c -> c.endpoints.keySet().stream())
                .filter(n -> n.name().equals(nameOrId))
                .findFirst())
        .map(network -> withContainer(container, c -> disconnect(network, c)))
        .orElseGet(() -> Answer.refusal(404, "network " + nameOrId + " not found"));
  }

  private static Answer disconnect(FakeNetwork network, FakeContainer container) {
    return container.endpoints.remove(network) == null
        ? Answer.refusal(500, "container " + container.name + " is not connected to network")
        : new Answer(200, "");
  }

  // --- Look-ups

  private Answer withContainer(String name, Function<FakeContainer, Answer> then) {
    var meant = state.containersMeantBy(name);
    return switch (meant.size()) {
      case 0 -> Answer.refusal(404, "No such container: " + name);
      case 1 -> then.apply(meant.getFirst());
      // As Docker 20.10; newer ones answer 400.
      default -> Answer.refusal(500, "Multiple IDs found with provided prefix: " + name);
    };
  }

  private Answer withNetwork(String name, Function<FakeNetwork, Answer> then) {
    return state
        .networkMeantBy(name)
        .map(then)
        .orElseGet(() -> Answer.refusal(404, "network " + name + " not found"));
  }
}
