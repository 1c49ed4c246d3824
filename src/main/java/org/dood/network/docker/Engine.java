package org.dood.network.docker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.command.ListContainersCmd;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.ContainerNetwork;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.Ports;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.transport.DockerHttpClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
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
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
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

  /** For a question about one object. */
  static final Duration LOOK = Duration.ofSeconds(10);

  /** For a change, which may wait for the engine's locks. */
  static final Duration CHANGE = Duration.ofSeconds(30);

  /** {@code archive} can hang while it holds a container's lock (moby/moby#53716). */
  static final Duration PROBE = Duration.ofSeconds(3);

  private static final Pattern STATUS_LINE = Pattern.compile("^Status \\d+: ?");

  private static final Path THIS_PROCESS = Path.of("/proc/self");

  private final EngineAddress address;
  private final DockerHttpClient transport;
  private final DockerClient client;

  private Engine(EngineAddress address, DockerHttpClient transport) {
    this.address = address;
    this.transport = transport;
    this.client = DockerClientImpl.getInstance(new PlainClientConfig(), transport);
  }

  /**
   * The engine that a transport leads to.
   *
   * @param address where the transport leads, to be looked at if it does not get there
   */
  public static Engine at(EngineAddress address, DockerHttpClient transport) {
    return new Engine(address, transport);
  }

  /** Where the engine is reached. */
  public EngineAddress address() {
    return address;
  }

  /** {@code GET /containers/json}: the containers that run. */
  public List<ListedContainer> runningContainers() {
    return listed("list containers", client.listContainersCmd());
  }

  /** {@code GET /containers/json?all=1}: the containers in whatever state. */
  public List<ListedContainer> allContainers() {
    return listed("list all containers", client.listContainersCmd().withShowAll(true));
  }

  /**
   * {@code GET /containers/json?all=1&filters={"network":[…]}}: the containers in whatever state
   * that refer to a network. One that never started knows the network's name alone. One that runs,
   * and whose connection to the network was refused, can be missing (Docker 20.10).
   */
  public List<ListedContainer> containersReferringTo(NetworkId network, String name) {
    return listed(
        "list the containers of network " + name,
        client
            .listContainersCmd()
            .withShowAll(true)
            .withNetworkFilter(List.of(network.value(), name)));
  }

  /** {@code GET /containers/json?all=1&filters={"label":[…]}}: those that bear a label. */
  public List<ListedContainer> containersLabelled(String label) {
    return listed(
        "list the containers with label " + label,
        client.listContainersCmd().withShowAll(true).withLabelFilter(List.of(label)));
  }

  private List<ListedContainer> listed(String call, ListContainersCmd command) {
    return within(
        LOOK,
        call,
        () ->
            command.exec().stream()
                .map(c ->
                    new ListedContainer(
                        new ContainerId(c.getId()),
                        Arrays.stream(c.getNames()).findFirst().map(Engine::bare).orElse(""),
                        ListedContainer.State.of(orEmpty(c.getState())),
                        Map.copyOf(mapOf(c.getLabels())),
                        mountsOf(c),
                        networksOf(c)))
                .toList());
  }

  private static List<Mount> mountsOf(com.github.dockerjava.api.model.Container listed) {
    return listOf(listed.getMounts()).stream()
        .map(m -> mount(m.getSource(), m.getDestination()))
        .toList();
  }

  private static Map<String, NetworkId> networksOf(
      com.github.dockerjava.api.model.Container listed) {
    return Optional.ofNullable(listed.getNetworkSettings())
        .map(settings -> mapOf(settings.getNetworks()))
        .orElseGet(Map::of)
        .entrySet()
        .stream()
        .collect(
            Collectors.toUnmodifiableMap(
                Map.Entry::getKey, e -> new NetworkId(orEmpty(e.getValue().getNetworkID()))));
  }

  /** {@code GET /networks}: the networks. */
  public List<ListedNetwork> networks() {
    return within(
        LOOK, "list networks", () -> stream(tree("/networks")).map(Engine::listedNetwork).toList());
  }

  private static ListedNetwork listedNetwork(JsonNode network) {
    return new ListedNetwork(
        new NetworkId(network.path("Id").asText()),
        network.path("Name").asText(),
        network.path("Driver").asText(),
        OffsetDateTime.parse(network.path("Created").asText()).toInstant(),
        network.path("Labels").properties().stream()
            .map(Map.Entry::getKey)
            .collect(Collectors.toUnmodifiableSet()),
        stream(network.path("IPAM").path("Config"))
            .map(range -> range.path("Subnet").asText())
            .filter(subnet -> !subnet.isEmpty())
            .toList());
  }

  /**
   * {@code GET /info}: the ranges of addresses that new networks get theirs from; empty if nobody
   * configured any, and the engine's own hold.
   */
  public List<AddressPool> configuredAddressPools() {
    return within(
        LOOK,
        "ask for the engine's configuration",
        () ->
            stream(tree("/info").path("DefaultAddressPools"))
                .flatMap(pool ->
                    AddressPool.of(pool.path("Base").asText(), pool.path("Size").asInt()).stream())
                .toList());
  }

  /** {@code GET /networks/{id}}: the endpoints that are up on a network; empty if it is gone. */
  public Optional<List<LiveEndpoint>> liveEndpointsOn(NetworkId network) {
    return ifFound(
        LOOK,
        "inspect network " + network,
        () ->
            mapOf(client.inspectNetworkCmd().withNetworkId(network.value()).exec().getContainers())
                .entrySet()
                .stream()
                .map(e -> new LiveEndpoint(e.getKey(), orEmpty(e.getValue().getName())))
                .toList());
  }

  /** {@code GET /containers/json?all=1&filters={"network":[…]}}: those on a network. */
  public List<ListedContainer> containersOn(ObjectName network) {
    return listed(
        "list the containers of network " + network,
        client.listContainersCmd().withShowAll(true).withNetworkFilter(List.of(network.value())));
  }

  /** {@code GET /containers/{id}/json}: a container; empty if there is none of that name or id. */
  public Optional<Container> container(ObjectName name) {
    return ifFound(
        LOOK,
        "inspect container " + name,
        () -> container(client.inspectContainerCmd(name.value()).exec()));
  }

  /** {@code GET /containers/{id}/json}: a container; empty if it is gone. */
  public Optional<Container> container(ContainerId id) {
    return container(new ObjectName(id.value()));
  }

  /** {@code GET /networks/{id}}: a network; empty if there is none of that name or id. */
  public Optional<Network> network(ObjectName name) {
    return ifFound(
        LOOK,
        "inspect network " + name,
        () -> {
          var network = client.inspectNetworkCmd().withNetworkId(name.value()).exec();
          return new Network(
              new NetworkId(network.getId()),
              network.getName(),
              Boolean.TRUE.equals(network.getInternal()));
        });
  }

  /**
   * {@code GET /containers/{id}/top?ps_args=-eo pid,args}: the command lines of the processes that
   * run in a container; empty if the container is gone or does not run any more, which is answered
   * with 409.
   */
  public Optional<List<String>> commandLines(ContainerId container) {
    return unless(
        Set.of(404, 409),
        PROBE,
        "list processes of container " + container.shortForm(),
        () -> {
          var top = client.topContainerCmd(container.value()).withPsArgs("-eo pid,args").exec();
          return Arrays.stream(top.getProcesses())
              .map(columns -> String.join(" ", Arrays.asList(columns).subList(1, columns.length)))
              .toList();
        });
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
        PROBE,
        call,
        () -> {
          // docker-java has no command for it.
          var request =
              DockerHttpClient.Request.builder()
                  .method("HEAD")
                  .path(
                      "/containers/"
                          + container
                          + "/archive?path="
                          + URLEncoder.encode(path, StandardCharsets.UTF_8))
                  .build();
          try (var response = transport.execute(request)) {
            var status = response.getStatusCode();
            if (status != 200 && status != 404) {
              throw new DockerException("", status);
            }
            return status == 200;
          }
        });
  }

  /** {@code GET /version}: the API's version. */
  public ApiVersion apiVersion() {
    return within(
        LOOK,
        "ask for the API's version",
        () -> ApiVersion.parse(client.versionCmd().exec().getApiVersion()));
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
        CHANGE,
        "connect container " + container.shortForm() + " to network " + network,
        () ->
            client
                .connectToNetworkCmd()
                .withNetworkId(network.value())
                .withContainerId(container.value())
                .withContainerNetwork(
                    new PrioritisedEndpoint(gatewayPriority).withAliases(List.copyOf(aliases)))
                .exec());
  }

  /** {@code POST /networks/{id}/disconnect}: detaches a container. */
  public void disconnect(NetworkId network, ContainerId container) {
    within(
        CHANGE,
        "disconnect container " + container.shortForm() + " from network " + network,
        () ->
            client
                .disconnectFromNetworkCmd()
                .withNetworkId(network.value())
                .withContainerId(container.value())
                .exec());
  }

  /**
   * {@code POST /networks/{name}/disconnect} with force: makes a container forget a network that is
   * gone, so that it can start again. The engine finds such a network by its name alone (Docker
   * 20.10 and the current engine).
   */
  public void forget(String goneNetwork, ContainerId container) {
    within(
        CHANGE,
        "make container " + container.shortForm() + " forget network " + goneNetwork,
        () ->
            client
                .disconnectFromNetworkCmd()
                .withNetworkId(new ObjectName(goneNetwork).value())
                .withContainerId(container.value())
                .withForce(true)
                .exec());
  }

  /**
   * {@code DELETE /networks/{id}}: removes a network that nothing uses.
   *
   * @return whether there was one to be removed
   */
  public boolean removeNetwork(NetworkId network) {
    return wasFound(
        CHANGE, "remove network " + network, () -> client.removeNetworkCmd(network.value()).exec());
  }

  /**
   * {@code DELETE /containers/{id}?force=1&v=1}: stops and removes a container, with its anonymous
   * volumes.
   *
   * @return whether there was one to be removed
   */
  public boolean removeContainer(ContainerId container) {
    return wasFound(
        CHANGE,
        "remove container " + container.shortForm(),
        () ->
            client
                .removeContainerCmd(container.value())
                .withForce(true)
                .withRemoveVolumes(true)
                .exec());
  }

  /**
   * Runs a container to its end and removes it: {@code POST /containers/create}, {@code
   * /containers/{id}/start} and {@code /containers/{id}/wait}, {@code DELETE /containers/{id}}.
   *
   * @return its exit code
   */
  public int run(OneShot container) {
    var id =
        within(
            CHANGE,
            "create container " + container.name(),
            () -> {
              try (var command = client.createContainerCmd(container.image())) {
                return new ContainerId(
                    command
                        .withName(container.name())
                        .withLabels(container.labels())
                        .withEntrypoint(container.command())
                        .withNetworkDisabled(false)
                        .withHostConfig(
                            HostConfig.newHostConfig()
                                .withNetworkMode("container:" + container.networkOf().value())
                                .withCapDrop(Capability.ALL)
                                .withCapAdd(Capability.NET_ADMIN)
                                .withReadonlyRootfs(true)
                                .withSecurityOpts(List.of("no-new-privileges")))
                        .exec()
                        .getId());
              }
            });
    try {
      within(
          CHANGE,
          "start container " + container.name(),
          () -> client.startContainerCmd(id.value()).exec());
      return within(
          CHANGE,
          "wait for container " + container.name(),
          () -> client.waitContainerCmd(id.value()).start().awaitStatusCode());
    } finally {
      within(
          CHANGE,
          "remove container " + container.name(),
          () -> client.removeContainerCmd(id.value()).withForce(true).exec());
    }
  }

  @Override
  public void close() {
    try {
      transport.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the engine answers, as a tree: docker-java has no model for it, or a slow one. */
  private JsonNode tree(String path) throws IOException {
    var request = DockerHttpClient.Request.builder().method("GET").path(path).build();
    try (var response = transport.execute(request)) {
      var status = response.getStatusCode();
      if (status != 200) {
        throw new DockerException(
            new String(response.getBody().readAllBytes(), StandardCharsets.UTF_8), status);
      }
      return PlainClientConfig.JSON.readTree(response.getBody());
    }
  }

  private static Stream<JsonNode> stream(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }

  private static Container container(InspectContainerResponse found) {
    var hostConfig = found.getHostConfig();
    var mounts = new ArrayList<Mount>();
    listOf(found.getMounts()).stream()
        .map(m ->
            mount(m.getSource(), m.getDestination() == null ? null : m.getDestination().getPath()))
        .forEach(mounts::add);
    // A tmpfs made with --tmpfs stands here alone.
    mapOf(hostConfig.getTmpFs()).keySet().stream()
        .map(path -> mount("", path))
        .forEach(mounts::add);
    return new Container(
        new ContainerId(found.getId()),
        bare(found.getName()),
        orEmpty(found.getConfig().getHostName()),
        orEmpty(found.getImageId()),
        orEmpty(hostConfig.getNetworkMode()),
        Set.copyOf(mapOf(found.getConfig().getLabels()).keySet()),
        List.copyOf(mounts),
        mapOf(found.getNetworkSettings().getNetworks()).entrySet().stream()
            .map(e -> endpoint(e.getKey(), e.getValue()))
            .toList(),
        workload(found));
  }

  private static Workload workload(InspectContainerResponse found) {
    return new Workload(
        orEmpty(found.getState().getStatus()),
        Optional.ofNullable(found.getState().getHealth())
            .map(health -> orEmpty(health.getStatus()))
            .filter(status -> !status.isEmpty())
            .orElse(Workload.UNCHECKED),
        ports(found),
        Stream.ofNullable(found.getConfig().getEnv())
            .flatMap(Arrays::stream)
            .map(variable -> variable.replaceFirst("=(?s:.*)", ""))
            .collect(Collectors.toUnmodifiableSet()));
  }

  /** Those published, and those that the image or somebody says are there. */
  private static List<Port> ports(InspectContainerResponse found) {
    var published =
        Optional.ofNullable(found.getNetworkSettings().getPorts())
            .map(Ports::getBindings)
            .orElseGet(Map::of);
    var exposed = Stream.ofNullable(found.getConfig().getExposedPorts()).flatMap(Arrays::stream);
    return Stream.concat(published.keySet().stream(), exposed)
        .distinct()
        .map(p -> new Port(p.getPort(), p.getProtocol().toString(), hostPorts(published.get(p))))
        .sorted(Comparator.comparing(Port::isTcp).reversed().thenComparingInt(Port::number))
        .toList();
  }

  private static List<Integer> hostPorts(Ports.Binding @Nullable [] bindings) {
    return Stream.ofNullable(bindings)
        .flatMap(Arrays::stream)
        .map(Ports.Binding::getHostPortSpec)
        .filter(spec -> spec != null && !spec.isEmpty())
        .map(Integer::valueOf)
        .distinct()
        .sorted()
        .toList();
  }

  private static Endpoint endpoint(String networkName, ContainerNetwork endpoint) {
    return new Endpoint(
        new NetworkId(orEmpty(endpoint.getNetworkID())),
        networkName,
        orEmpty(endpoint.getIpAddress()),
        orEmpty(endpoint.getGateway()),
        orEmpty(endpoint.getIpV6Gateway()),
        List.copyOf(listOf(endpoint.getAliases())));
  }

  private static Mount mount(@Nullable String source, @Nullable String destination) {
    return new Mount(orEmpty(source), orEmpty(destination));
  }

  private static String orEmpty(@Nullable String text) {
    return Optional.ofNullable(text).orElse("");
  }

  private static String bare(String name) {
    return name.startsWith("/") ? name.substring(1) : name;
  }

  private static <T> List<T> listOf(@Nullable List<T> list) {
    return Optional.ofNullable(list).orElseGet(List::of);
  }

  private static <K, V> Map<K, V> mapOf(@Nullable Map<K, V> map) {
    return Optional.ofNullable(map).orElseGet(Map::of);
  }

  /** Makes a call that answers nothing. Returns whether there was what it is about. */
  private boolean wasFound(Duration deadline, String call, Runnable body) {
    return ifFound(
            deadline,
            call,
            () -> {
              body.run();
              return true;
            })
        .isPresent();
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
      throw new EngineException(unreachable(call, "interrupted"), e);
    } finally {
      LOG.debug("{}: {} ms", call, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started));
    }
  }

  private EngineException failed(String call, ExecutionException wrapper) {
    var cause = Optional.ofNullable(wrapper.getCause()).orElse(wrapper);
    var failure =
        switch (cause) {
          case EngineException already -> already.failure();
          case DockerException refused ->
              new EngineFailure.Refused(call, refused.getHttpStatus(), wordsOf(refused));
          case Throwable other ->
              causeOf(other, JsonProcessingException.class)
                  .<EngineFailure>map(
                      e -> new EngineFailure.Unintelligible(call, e.getOriginalMessage()))
                  .or(() ->
                      causeOf(other, IOException.class).map(e -> unreachable(call, messageOf(e))))
                  .orElseGet(() -> new EngineFailure.Unintelligible(call, other.toString()));
        };
    LOG.debug(
        "{}", failure.inWords(), failure instanceof EngineFailure.Unintelligible ? cause : null);
    return new EngineException(failure, cause);
  }

  private EngineFailure unreachable(String call, String message) {
    return new EngineFailure.Unreachable(call, message, Door.at(address, message, THIS_PROCESS));
  }

  /**
   * The engine's own words: the {@code message} of its JSON answer, which is all there is in it.
   */
  private static String wordsOf(DockerException refused) {
    var body = STATUS_LINE.matcher(messageOf(refused)).replaceFirst("").strip();
    try {
      var message = PlainClientConfig.JSON.readTree(body).path("message");
      return message.isTextual() ? message.asText().strip() : body;
    } catch (JsonProcessingException notJson) {
      return body;
    }
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
