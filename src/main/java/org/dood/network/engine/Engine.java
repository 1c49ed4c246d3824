package org.dood.network.engine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.dockerjava.transport.DockerHttpClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ProtocolException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.dood.network.engine.json.Answers;
import org.dood.network.engine.json.JsonApi;
import org.dood.network.engine.json.JsonTree;
import org.dood.network.engine.json.RefusedException;
import org.dood.network.engine.model.AddressPool;
import org.dood.network.engine.model.ApiVersion;
import org.dood.network.engine.model.Container;
import org.dood.network.engine.model.ContainerId;
import org.dood.network.engine.model.EngineVersion;
import org.dood.network.engine.model.ListedContainer;
import org.dood.network.engine.model.ListedNetwork;
import org.dood.network.engine.model.LiveEndpoint;
import org.dood.network.engine.model.Network;
import org.dood.network.engine.model.NetworkId;
import org.dood.network.engine.model.ObjectName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The engine behind the socket: the calls that this action makes, and no others.
 *
 * <p>Each call has a deadline, and fails with an {@link EngineException} that says which call it
 * was. Paths carry no API version: every engine serves those (Docker 20.10 to 29, Podman).
 */
public final class Engine implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Engine.class);

  /** The user and group that own nothing. */
  private static final String NOBODY = "65534:65534";

  private static final Path THIS_PROCESS = Path.of("/proc/self");

  private final EngineAddress address;
  private final DockerHttpClient transport;
  private final Deadlines deadlines;
  private final JsonApi json;

  private Engine(EngineAddress address, DockerHttpClient transport, Deadlines deadlines) {
    this.address = address;
    this.transport = transport;
    this.deadlines = deadlines;
    this.json = new JsonApi(transport);
  }

  /**
   * The engine that a transport leads to.
   *
   * @param address where the transport leads, to be looked at if it does not get there
   */
  public static Engine at(EngineAddress address, DockerHttpClient transport) {
    return at(address, transport, Deadlines.STANDARD);
  }

  /** The same, with other deadlines, for a test that waits for one. */
  static Engine at(EngineAddress address, DockerHttpClient transport, Deadlines deadlines) {
    return new Engine(address, transport, deadlines);
  }

  /** Where the engine is reached. */
  public EngineAddress address() {
    return address;
  }

  /** {@code GET /containers/json}: the containers that run. */
  public List<ListedContainer> runningContainers() {
    return listed("list containers", "");
  }

  /** {@code GET /containers/json?all=1}: the containers in whatever state. */
  public List<ListedContainer> allContainers() {
    return listed("list all containers", "?all=true");
  }

  /**
   * {@code GET /containers/json?all=1&filters={"network":[…]}}: the containers in whatever state
   * that refer to a network. One that never started knows the network's name alone. One that runs,
   * and whose connection to the network was refused, can be missing (Docker 20.10).
   */
  public List<ListedContainer> containersReferringTo(NetworkId network, String name) {
    return listed(
        "list the containers of network " + name,
        allThat("network", List.of(network.value(), name)));
  }

  /**
   * {@code GET /containers/json?all=1&filters={"label":[…]}}: those that bear all of some labels,
   * each given as {@code name} or {@code name=value}.
   */
  public List<ListedContainer> containersLabelled(String... labels) {
    var wanted = List.of(labels);
    return listed(
        "list the containers with label " + String.join(" and ", wanted), allThat("label", wanted));
  }

  private static String allThat(String filter, List<String> values) {
    var filters = JsonTree.object();
    var all = filters.putArray(filter);
    values.forEach(all::add);
    return "?all=true&filters=" + encoded(JsonTree.write(filters));
  }

  private List<ListedContainer> listed(String call, String query) {
    return within(
        deadlines.look(), call, () -> Answers.containers(json.get("/containers/json" + query)));
  }

  /** {@code GET /networks}: the networks. */
  public List<ListedNetwork> networks() {
    return within(deadlines.look(), "list networks", () -> Answers.networks(json.get("/networks")));
  }

  /**
   * {@code GET /info}: the ranges of addresses that new networks get theirs from; empty if nobody
   * configured any, and the engine's own hold.
   */
  public List<AddressPool> configuredAddressPools() {
    return within(
        deadlines.look(),
        "ask for the engine's configuration",
        () -> Answers.addressPools(json.get("/info")));
  }

  /** {@code GET /networks/{id}}: the endpoints that are up on a network; empty if it is gone. */
  public Optional<List<LiveEndpoint>> liveEndpointsOn(NetworkId network) {
    return ifFound(
        deadlines.look(),
        "inspect network " + network,
        () -> Answers.liveEndpoints(json.get("/networks/" + network)));
  }

  /** {@code GET /containers/json?all=1&filters={"network":[…]}}: those on a network. */
  public List<ListedContainer> containersOn(ObjectName network) {
    return listed(
        "list the containers of network " + network, allThat("network", List.of(network.value())));
  }

  /** {@code GET /containers/{id}/json}: a container; empty if there is none of that name or id. */
  public Optional<Container> container(ObjectName name) {
    return ifFound(
        deadlines.look(),
        "inspect container " + name,
        () -> Answers.container(json.get("/containers/" + name + "/json")));
  }

  /** {@code GET /containers/{id}/json}: a container; empty if it is gone. */
  public Optional<Container> container(ContainerId id) {
    return container(new ObjectName(id.value()));
  }

  /** {@code GET /networks/{id}}: a network; empty if there is none of that name or id. */
  public Optional<Network> network(ObjectName name) {
    return ifFound(
        deadlines.look(),
        "inspect network " + name,
        () -> Answers.network(json.get("/networks/" + name)));
  }

  /**
   * {@code GET /containers/{id}/top?ps_args=-eo pid,args}: the command lines of the processes that
   * run in a container; empty if the container is gone or does not run any more, which is answered
   * with 409.
   */
  public Optional<List<String>> commandLines(ContainerId container) {
    return unless(
        Set.of(404, 409),
        deadlines.probe(),
        "list processes of container " + container.shortForm(),
        () ->
            Answers.processes(
                    json.get(
                        "/containers/" + container + "/top?ps_args=" + encoded("-eo pid,args")))
                .stream()
                .map(columns -> String.join(" ", columns.subList(1, columns.size())))
                .toList());
  }

  /**
   * {@code HEAD /containers/{id}/archive}: whether a file is in a container's file system as the
   * engine sees it, which is without its tmpfs mounts.
   *
   * @param path the absolute path in the container
   */
  public boolean holdsFile(ContainerId container, String path) {
    var call = "look for " + path + " in container " + container.shortForm();
    return within(
        deadlines.probe(),
        call,
        () -> {
          var status = json.status("/containers/" + container + "/archive?path=" + encoded(path));
          if (status != 200 && status != 404) {
            throw new RefusedException(status, "");
          }
          return status == 200;
        });
  }

  /** {@code GET /version}: which engine it is. */
  public EngineVersion version() {
    return within(
        deadlines.look(),
        "ask for the engine's version",
        () -> Answers.version(json.get("/version")));
  }

  /**
   * {@code GET /containers/{id}/json}: the ports of the host that a container has been promised,
   * whether it runs or not, as {@code 5432/tcp}; not those that the engine chooses.
   */
  public List<String> fixedPorts(ContainerId container) {
    return ifFound(
            deadlines.look(),
            "inspect container " + container.shortForm(),
            () -> Answers.fixedPorts(json.get("/containers/" + container + "/json")))
        .orElseGet(List::of);
  }

  /** Makes a call that changes nothing. Returns whether it gets through to the engine. */
  public CallAnswer tryOut(HarmlessCall call) {
    try {
      return CallAnswer.of(
          call,
          within(
              deadlines.probe(),
              "try out " + call,
              () -> json.reply(call.method(), call.path(), call.body())));
    } catch (EngineException e) {
      return new CallAnswer.Failed(e.failure());
    }
  }

  /** {@code GET /version}: the API's version. */
  public ApiVersion apiVersion() {
    return within(
        deadlines.look(),
        "ask for the API's version",
        () -> Answers.apiVersion(json.get("/version")));
  }

  /**
   * {@code POST /networks/{id}/connect}: attaches a container.
   *
   * @param aliases the further names that it answers to there
   * @param gatewayPriority whether the network may give the container its default route: the
   *     highest priority does; engines before API 1.48 ignore it
   */
  public void connect(
      NetworkId network, ContainerId container, List<String> aliases, int gatewayPriority) {
    within(
        deadlines.change(),
        "connect container " + container.shortForm() + " to network " + network,
        () -> {
          var endpoint = JsonTree.object().put("GwPriority", gatewayPriority);
          aliases.forEach(endpoint.putArray("Aliases")::add);
          var body = JsonTree.object().put("Container", container.value());
          return json.post(
              "/networks/" + network + "/connect", body.set("EndpointConfig", endpoint));
        });
  }

  /** {@code POST /networks/{id}/disconnect}: detaches a container. */
  public void disconnect(NetworkId network, ContainerId container) {
    within(
        deadlines.change(),
        "disconnect container " + container.shortForm() + " from network " + network,
        () ->
            json.post(
                "/networks/" + network + "/disconnect",
                JsonTree.object().put("Container", container.value())));
  }

  /**
   * {@code POST /networks/{name}/disconnect} with force: makes a container forget a network that is
   * gone, so that it can start again. The engine finds such a network by its name alone (Docker
   * 20.10 and the current engine).
   */
  public void forget(String goneNetwork, ContainerId container) {
    within(
        deadlines.change(),
        "make container " + container.shortForm() + " forget network " + goneNetwork,
        () ->
            json.post(
                "/networks/" + new ObjectName(goneNetwork) + "/disconnect",
                JsonTree.object().put("Container", container.value()).put("Force", true)));
  }

  /**
   * {@code DELETE /networks/{id}}: removes a network that nothing uses.
   *
   * @return whether there was one to be removed
   */
  public boolean removeNetwork(NetworkId network) {
    return ifFound(
            deadlines.change(),
            "remove network " + network,
            () -> json.delete("/networks/" + network))
        .isPresent();
  }

  /**
   * {@code DELETE /containers/{id}?force=1&v=1}: stops and removes a container, with its anonymous
   * volumes.
   *
   * @return whether there was one to be removed; no if it is going by itself, which is answered
   *     with 409
   */
  public boolean removeContainer(ObjectName container) {
    return unless(
            Set.of(404, 409),
            deadlines.change(),
            "remove container " + container,
            () -> json.delete("/containers/" + container + "?force=true&v=true"))
        .isPresent();
  }

  /** The same, by its id. */
  public boolean removeContainer(ContainerId container) {
    return removeContainer(new ObjectName(container.value()));
  }

  /**
   * Starts a container that stays: {@code POST /containers/create} and {@code
   * /containers/{id}/start}.
   *
   * @return its id
   */
  public ContainerId start(Background container) {
    var id = create(container.name().value(), body(container));
    start(id, container.name().value());
    return id;
  }

  private static ObjectNode body(Background container) {
    var host =
        confined(container.networkMode())
            .put("AutoRemove", true)
            .put("Memory", container.memory())
            .put("PidsLimit", container.processes());
    // Readable here, whatever the engine does with the logs of other containers.
    host.putObject("LogConfig").put("Type", "json-file").putObject("Config").put("max-size", "1m");
    return body(container.image(), container.labels(), container.command(), host)
        .put("User", NOBODY);
  }

  private static ObjectNode body(OneShot container) {
    var host = confined("container:" + container.networkOf());
    host.putArray("CapAdd").add("NET_ADMIN");
    return body(container.image(), container.labels(), container.command(), host);
  }

  /** What a container of ours may do at all. */
  private static ObjectNode confined(String networkMode) {
    var host = JsonTree.object().put("NetworkMode", networkMode).put("ReadonlyRootfs", true);
    host.putArray("CapDrop").add("ALL");
    host.putArray("SecurityOpt").add("no-new-privileges");
    return host;
  }

  private static ObjectNode body(
      String image, Map<String, String> labels, List<String> command, ObjectNode host) {
    var body = JsonTree.object().put("Image", image);
    if (!command.isEmpty()) {
      command.forEach(body.putArray("Entrypoint")::add);
    }
    labels.forEach(body.putObject("Labels")::put);
    body.set("HostConfig", host);
    return body;
  }

  private ContainerId create(String name, JsonNode body) {
    return within(
        deadlines.change(),
        "create container " + name,
        () -> Answers.created(json.make("/containers/create?name=" + name, body)));
  }

  private void start(ContainerId container, String name) {
    within(
        deadlines.change(),
        "start container " + name,
        () -> json.post("/containers/" + container + "/start"));
  }

  /**
   * {@code GET /containers/{id}/logs}: what a container prints to standard output, from its start
   * to a line after which no other one matters, or to its end.
   */
  public List<String> linesUntil(Predicate<String> last, ContainerId container) {
    return within(
        deadlines.look(),
        "read what container " + container.shortForm() + " prints",
        () ->
            json.stream(
                "/containers/" + container + "/logs?stdout=true&follow=true",
                log -> LogLines.until(last, log)));
  }

  /** {@code GET /containers/{id}/logs}: the last lines that a container printed. */
  public List<String> lastLines(int count, ContainerId container) {
    return within(
        deadlines.look(),
        "read the log of container " + container.shortForm(),
        () ->
            json.stream(
                "/containers/" + container + "/logs?stdout=true&stderr=true&tail=" + count,
                log -> LogLines.until(_ -> false, log)));
  }

  /**
   * {@code POST /containers/create}: makes a container that is not to be started.
   *
   * @param name its name
   * @param image the id of its image
   * @param labels its labels, all that it is for
   */
  public void create(String name, String image, Map<String, String> labels) {
    create(name, body(image, labels, List.of(), JsonTree.object().put("NetworkMode", "none")));
  }

  /**
   * {@code POST /containers/create}: makes a container that is to do one thing, once it is asked
   * to.
   *
   * @return its id
   */
  public ContainerId create(OneShot container) {
    return create(container.name().value(), body(container));
  }

  /**
   * Has such a container do it: {@code POST /containers/{id}/start} and {@code
   * /containers/{id}/wait}.
   *
   * @param id its id
   * @return its exit code
   */
  public int run(OneShot container, ContainerId id) {
    start(id, container.name().value());
    return within(
        deadlines.change(),
        "wait for container " + container.name(),
        () -> Answers.exitCode(json.make("/containers/" + id + "/wait")));
  }

  @Override
  public void close() {
    try {
      transport.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private <T> Optional<T> ifFound(Duration deadline, String call, Callable<T> body) {
    return unless(Set.of(404), deadline, call, body);
  }

  /** Empty if the engine answers with a status that means there is nothing. */
  private <T> Optional<T> unless(
      Set<Integer> nothing, Duration deadline, String call, Callable<T> body) {
    try {
      return Optional.of(within(deadline, call, body));
    } catch (EngineException e) {
      if (e.failure() instanceof EngineFailure.Refused(_, int status, _)
          && nothing.contains(status)) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** Runs one call; a transport's own time-outs end a silence, not an answer that never ends. */
  private <T> T within(Duration deadline, String call, Callable<T> body) {
    var answer = new FutureTask<>(body);
    var started = System.nanoTime();
    // A platform thread: virtual ones delay the exit of a process this short.
    Thread.ofPlatform().daemon().name("engine-call").start(answer);
    try {
      return answer.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw failed(call, e);
    } catch (TimeoutException e) {
      answer.cancel(true);
      throw new EngineException(new EngineFailure.TimedOut(call, deadline), e);
    } catch (InterruptedException e) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      throw new EngineException(unreachable(call, e), e);
    } finally {
      LOG.debug("{}: {} ms", call, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started));
    }
  }

  private EngineException failed(String call, ExecutionException wrapper) {
    var cause = Optional.ofNullable(wrapper.getCause()).orElse(wrapper);
    var failure =
        switch (cause) {
          case EngineException already -> already.failure();
          case RefusedException refused ->
              new EngineFailure.Refused(call, refused.status(), refused.words());
          case Throwable other ->
              causeOf(other, JsonProcessingException.class)
                  .map(JsonProcessingException::getOriginalMessage)
                  .or(() -> causeOf(other, ProtocolException.class).map(Engine::messageOf))
                  .<EngineFailure>map(words -> new EngineFailure.Unintelligible(call, words))
                  .or(() -> causeOf(other, IOException.class).map(e -> unreachable(call, e)))
                  .orElseGet(() -> new EngineFailure.Unintelligible(call, other.toString()));
        };
    LOG.debug(
        "{}", failure.inWords(), failure instanceof EngineFailure.Unintelligible ? cause : null);
    return new EngineException(failure, cause);
  }

  private EngineFailure unreachable(String call, Throwable failure) {
    return new EngineFailure.Unreachable(
        call, messageOf(failure), ConnectFailure.at(address, failure, THIS_PROCESS));
  }

  private static String messageOf(Throwable e) {
    return Optional.ofNullable(e.getMessage()).orElseGet(() -> e.getClass().getSimpleName());
  }

  /** The first of a kind among a failure and its causes. */
  private static <T extends Throwable> Optional<T> causeOf(Throwable failure, Class<T> kind) {
    return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
        .filter(kind::isInstance)
        .map(kind::cast)
        .findFirst();
  }
}
