package org.dood.network.testing.engine;

import com.github.dockerjava.transport.DockerHttpClient;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A Docker engine of containers and networks in memory. It stands behind docker-java's transport,
 * so that tests run the real client with its paths, JSON and status mapping.
 */
public final class FakeEngine implements DockerHttpClient {

  private static final String SIGNATURE = "dood-network-action.signature";
  private static final String CLAIM = "dood-network-action.claim";

  private final EngineState state = new EngineState();
  private final EngineApi api = new EngineApi(state);
  private final List<DisturbedCalls> disturbances = new ArrayList<>();
  private final List<String> calls = new ArrayList<>();
  private final List<String> paths = new ArrayList<>();
  private Pattern proxyDeniesPaths = Pattern.compile("(?!)");
  private boolean proxyDropsHeaders;

  private record DisturbedCalls(Pattern calls, Function<Call, Answer> answer) {}

  // --- What is there

  /** The engine has an image, besides those of its containers. */
  public FakeEngine withImage(String image) {
    state.addImage(image);
    return this;
  }

  /** Starts a container; it is on no network yet. */
  public FakeContainer container(String name) {
    return container(name, "");
  }

  /** Starts a container whose id starts as given. */
  public FakeContainer container(String name, String startOfId) {
    return state.addContainer(name, startOfId);
  }

  /** Creates a network. */
  public FakeNetwork network(String name) {
    return network(name, "");
  }

  /** Creates a network whose id starts as given. */
  public FakeNetwork network(String name, String startOfId) {
    return state.addNetwork(name, startOfId);
  }

  /** Creates the claim container of a step, which needs a container's attachment to a network. */
  public void claim(FakeContainer namespace, FakeNetwork network, String signature) {
    container("claim of " + signature)
        .inState("created")
        .withLabel(SIGNATURE, signature)
        .withLabel(CLAIM, namespace.id + "." + network.id());
  }

  /** Somebody removes a container. */
  public void remove(FakeContainer container) {
    state.remove(container);
  }

  /** Somebody removes a network; the settings of stopped containers still name it. */
  public void remove(FakeNetwork network) {
    state.remove(network);
  }

  public boolean has(FakeContainer container) {
    return state.has(container);
  }

  public boolean has(FakeNetwork network) {
    return state.has(network);
  }

  /** The container of that name. */
  public Optional<FakeContainer> findContainer(String name) {
    return state.containers().filter(c -> c.name.equals(name)).findFirst();
  }

  /** The containers of forwarders that are there, in any state. */
  public List<FakeContainer> forwarderContainers() {
    return state.containers().filter(c -> c.hasLabel("dood-network-action=forwarder")).toList();
  }

  /** The labels of the first container whose name starts as given. */
  public Optional<Map<String, String>> labelsOfContainerNamed(String start) {
    return state
        .containers()
        .filter(c -> c.name.startsWith(start))
        .findFirst()
        .map(FakeContainer::labels);
  }

  /** The claims that a step holds. */
  public List<FakeContainer> claimsOf(String signature) {
    return state
        .containers()
        .filter(c -> c.hasLabel(CLAIM) && c.hasLabel(SIGNATURE + "=" + signature))
        .toList();
  }

  /** The names of the networks. */
  public List<String> networkNames() {
    return state.networks().map(FakeNetwork::name).toList();
  }

  /** The whole state as text, to be compared. */
  public List<String> contents() {
    return Stream.concat(state.networks(), state.containers()).map(Object::toString).toList();
  }

  // --- What the engine does

  /** The engine speaks this version of the API from now on; at first 1.41, as Docker 20.10 does. */
  public void speakApiVersion(String version) {
    api.speak(version);
  }

  /**
   * Containers are shown as Podman 4.3 shows them: with names of networks in the place of their
   * ids, and each process as one text.
   */
  public void answersAsPodman43() {
    api.answerAsPodman43();
  }

  /** The engine refuses versions of the API before this one. */
  public void demandApiVersion(String version) {
    api.demand(version);
  }

  /** The engine's answers say this time; until then they say none. */
  public void clockShows(Instant time) {
    api.clockShows(time);
  }

  /** A proxy denies paths in which this pattern is found. */
  public void proxyDenies(String pattern) {
    proxyDeniesPaths = Pattern.compile(pattern);
  }

  /** A proxy passes the engine's answers on without its headers. */
  public void proxyDropsHeaders() {
    proxyDropsHeaders = true;
  }

  /** The headers of an answer. */
  Map<String, String> headersOf(Answer answer) {
    var headers = new TreeMap<String, String>();
    headers.put("Content-Type", "application/json");
    if (answer.fromEngine() && !proxyDropsHeaders) {
      headers.putAll(api.headers());
      answer.fileStatus().ifPresent(file -> headers.put("X-Docker-Container-Path-Stat", file));
    }
    return headers;
  }

  /** Forwarders created from now on print these lines. */
  public void forwardersPrint(String... lines) {
    api.forwardersPrint(List.of(lines));
  }

  /** Processes that look at services from where steps run print these lines from now on. */
  public void stepsSee(String... lines) {
    api.stepsSee(List.of(lines));
  }

  /** The forwarders created so far, as {@code command in container}. */
  public List<String> forwarderCommands() {
    return api.forwarderCommands();
  }

  /** The other commands that containers have run, as {@code command in container}. */
  public List<String> finishedCommands() {
    return api.finishedCommands();
  }

  /**
   * Disturbs calls. Where more than one pattern matches, the one that was given last counts.
   *
   * @param pattern found in the calls, such as {@code POST /networks/.*}{@code /connect}
   */
  public Disturbance onCall(String pattern) {
    return new Disturbance(
        api::answer,
        answer -> disturbances.addFirst(new DisturbedCalls(Pattern.compile(pattern), answer)));
  }

  /** The engine answers undisturbed from now on. */
  public void endDisturbances() {
    disturbances.clear();
  }

  // --- Calls

  /** The calls made so far, as {@code METHOD path}. */
  public synchronized List<String> calls() {
    return List.copyOf(calls);
  }

  /** Whether no call was made that could change something. */
  public synchronized boolean isUnchanged() {
    return calls.stream().noneMatch(c -> c.startsWith("POST") || c.startsWith("DELETE"));
  }

  /** The paths that were asked for so far, each with the version of the API that it carries. */
  public synchronized List<String> paths() {
    return List.copyOf(paths);
  }

  /**
   * One call at a time, since a stage makes calls on several threads. A call whose version the
   * engine does not accept is none of the calls made.
   */
  synchronized Answer answer(Call versioned, Consumer<String> noted) {
    paths.add(versioned.path());
    if (proxyDeniesPaths.matcher(versioned.path()).find()) {
      return Answer.foreign(403, "Forbidden by administrative rules");
    }
    var refusal = versioned.version().flatMap(api::refusalOfVersion);
    if (refusal.isPresent()) {
      return refusal.get();
    }
    var call = versioned.withoutVersion();
    calls.add(call.text());
    noted.accept(call.text());
    return disturbances.stream()
        .filter(disturbed -> disturbed.calls().matcher(call.text()).find())
        .findFirst()
        .map(DisturbedCalls::answer)
        .orElse(api::answer)
        .apply(call);
  }

  @Override
  public Response execute(Request request) {
    return execute(request, _ -> {});
  }

  /**
   * A transport to this engine that notes which calls were made over it: what one stage left
   * running can make calls when the next stage has begun, if both are in one process.
   *
   * @param noted takes each call, as in {@link #calls()}
   */
  public DockerHttpClient noting(Consumer<String> noted) {
    return new DockerHttpClient() {
      @Override
      public Response execute(Request request) {
        return FakeEngine.this.execute(request, noted);
      }

      @Override
      public void close() {}
    };
  }

  private Response execute(Request request, Consumer<String> noted) {
    var call = new Call(request.method() + " " + request.path(), body(request));
    var answer = answer(call, noted);
    return new FakeResponse(answer, headersOf(answer));
  }

  private static String body(Request request) {
    try {
      var body = request.body();
      return body == null ? "" : new String(body.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {}

  private record FakeResponse(Answer answer, Map<String, String> headers) implements Response {
    @Override
    public int getStatusCode() {
      return answer.status();
    }

    @Override
    public Map<String, List<String>> getHeaders() {
      return headers.entrySet().stream()
          .collect(Collectors.toMap(Map.Entry::getKey, header -> List.of(header.getValue())));
    }

    @Override
    public InputStream getBody() {
      return new ByteArrayInputStream(answer.body().getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {}
  }
}
