package org.dood.network.engine;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.dood.network.engine.json.Answers;
import org.dood.network.engine.json.JsonApi;
import org.dood.network.engine.json.JsonTree;
import org.dood.network.engine.model.Container;
import org.dood.network.engine.model.ContainerId;
import org.dood.network.engine.model.Endpoint;
import org.dood.network.engine.model.ListedContainer;
import org.dood.network.engine.model.Listing;
import org.dood.network.engine.model.NetworkId;
import org.dood.network.engine.model.ObjectName;

/** The calls on containers. */
public final class ContainerCalls {

  /** A container that does not exist, and one that does not run or is being removed. */
  private static final Set<Integer> GONE_OR_ENDED = Set.of(404, 409);

  private final TimedCalls calls;
  private final JsonApi json;
  private final Deadlines deadlines;
  private final LeftOutElements leftOut;
  private final NetworkCalls networks;

  ContainerCalls(
      TimedCalls calls,
      JsonApi json,
      Deadlines deadlines,
      LeftOutElements leftOut,
      NetworkCalls networks) {
    this.calls = calls;
    this.json = json;
    this.deadlines = deadlines;
    this.leftOut = leftOut;
    this.networks = networks;
  }

  /** {@code GET /containers/json}: the containers that run. */
  public Listing<ListedContainer> running() {
    return listed("list containers", "");
  }

  /** {@code GET /containers/json?all=1}: the containers in any state. */
  public Listing<ListedContainer> all() {
    return listed("list all containers", "?all=true");
  }

  /**
   * {@code GET /containers/json?all=1&filters={"network":[…]}}: the containers in any state that
   * refer to a network. One that never started knows the network's name alone. One that runs, and
   * whose connection to the network was refused, can be missing (Docker 20.10).
   */
  public Listing<ListedContainer> referringTo(NetworkId network, String name) {
    return listed(
        "list the containers of network " + name,
        allThat("network", List.of(network.value(), name)));
  }

  /** The same, by the network's name or id alone. */
  public Listing<ListedContainer> referringTo(ObjectName network) {
    return listed(
        "list the containers of network " + network, allThat("network", List.of(network.value())));
  }

  /**
   * {@code GET /containers/json?all=1&filters={"label":[…]}}: the containers in any state that have
   * all of some labels, each given as {@code name} or {@code name=value}.
   */
  public Listing<ListedContainer> labelled(String... labels) {
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

  private Listing<ListedContainer> listed(String call, String query) {
    return leftOut.of(
        calls.within(
            deadlines.look(),
            call,
            () -> json.list("/containers/json" + query, "container", Answers.LISTED_CONTAINER)));
  }

  /**
   * {@code GET /containers/{id}/json}: a container; empty if there is none of that name or id. If
   * the engine gives names of networks in the place of their ids, {@code GET /networks/{name}} for
   * each of them.
   */
  public Optional<Container> find(ObjectName name) {
    return calls
        .ifFound(
            deadlines.look(),
            "inspect container " + name,
            () -> json.get("/containers/" + name + "/json", Answers.CONTAINER))
        .map(this::withNetworkIds);
  }

  private Container withNetworkIds(Container container) {
    return container.endpoints().stream().noneMatch(Endpoint::hasNameForId)
        ? container
        : container.withEndpoints(container.endpoints().stream().map(this::withNetworkId).toList());
  }

  /** A network that is gone keeps its name for an id. */
  private Endpoint withNetworkId(Endpoint endpoint) {
    return Optional.of(endpoint)
        .filter(Endpoint::hasNameForId)
        .flatMap(e -> ObjectName.parse(e.networkName()))
        .flatMap(networks::find)
        .map(network -> endpoint.withNetwork(network.id()))
        .orElse(endpoint);
  }

  /** The same, by its id; empty if it is gone. */
  public Optional<Container> find(ContainerId id) {
    return find(new ObjectName(id.value()));
  }

  /**
   * {@code GET /containers/{id}/json}: the ports of the host that are reserved for a container,
   * whether it runs or not, such as {@code 5432/tcp}; not those that the engine chooses.
   */
  public List<String> fixedPorts(ContainerId container) {
    return calls
        .ifFound(
            deadlines.look(),
            "inspect container " + container.shortForm(),
            () -> json.get("/containers/" + container + "/json", Answers.FIXED_PORTS))
        .orElseGet(List::of);
  }

  /**
   * {@code GET /containers/{id}/json}: whether a container sees the names of the host's control
   * groups, as all do by default where the host has version 1 of them.
   */
  public boolean usesCgroupNamespaceOfHost(ContainerId container) {
    return calls
        .ifFound(
            deadlines.look(),
            "inspect container " + container.shortForm(),
            () -> json.get("/containers/" + container + "/json", Answers.CGROUP_NAMESPACE))
        .filter("host"::equals)
        .isPresent();
  }

  /** {@code GET /containers/{id}/json}: the exit code of a container that has ended. */
  public int exitCode(ContainerId container) {
    return calls.within(
        deadlines.look(),
        "inspect container " + container.shortForm(),
        () -> json.get("/containers/" + container + "/json", Answers.EXIT_CODE_OF_ENDED));
  }

  /** {@code GET /containers/{id}/json}: the program of a container; empty if it is gone. */
  public Optional<String> program(ContainerId container) {
    return calls.ifFound(
        deadlines.look(),
        "inspect container " + container.shortForm(),
        () -> json.get("/containers/" + container + "/json", Answers.PROGRAM));
  }

  /** {@code GET /containers/{id}/json}: the last start of a container; empty if it is gone. */
  public Optional<Instant> startedAt(ContainerId container) {
    return calls.ifFound(
        deadlines.look(),
        "inspect container " + container.shortForm(),
        () -> json.get("/containers/" + container + "/json", Answers.STARTED_AT));
  }

  /**
   * {@code GET /containers/{id}/top?ps_args=-eo pid,args}: the command lines of the processes that
   * run in a container; empty if the container is gone or does not run any more, which is answered
   * with 409.
   */
  public Optional<List<String>> commandLines(ContainerId container) {
    return calls.unless(
        GONE_OR_ENDED,
        deadlines.probe(),
        "list processes of container " + container.shortForm(),
        () ->
            json.get(
                "/containers/" + container + "/top?ps_args=" + encoded("-eo pid,args"),
                Answers.COMMAND_LINES));
  }

  /**
   * {@code HEAD /containers/{id}/archive}: whether a file is in a container's file system as the
   * engine sees it, which is without its tmpfs mounts.
   *
   * @param path the absolute path in the container
   */
  public boolean holdsFile(ContainerId container, String path) {
    return calls.within(
        deadlines.probe(),
        "look for " + path + " in container " + container.shortForm(),
        () -> json.exists(archive(container, path)));
  }

  /**
   * {@code HEAD /containers/{id}/archive}: the size in bytes of a file in a container; empty if
   * there is none.
   */
  public Optional<Long> sizeOfFile(ContainerId container, String path) {
    return calls.within(
        deadlines.probe(),
        "look for " + path + " in container " + container.shortForm(),
        () -> json.fileStatus(archive(container, path), Answers.FILE_SIZE));
  }

  private static String archive(ContainerId container, String path) {
    return "/containers/" + container + "/archive?path=" + encoded(path);
  }

  /**
   * {@code GET /containers/{id}/logs}: the lines that a container prints to standard output, from
   * its start to its end or to a line after which no other one matters.
   */
  public List<String> linesUntil(Predicate<String> last, ObjectName container) {
    return calls.within(
        deadlines.look(),
        "read what container " + container + " prints",
        () ->
            json.stream(
                "/containers/" + container + "/logs?stdout=true&follow=true",
                log -> LogLines.until(last, log)));
  }

  /** {@code GET /containers/{id}/logs}: the last lines that a container printed. */
  public List<String> lastLines(int count, ContainerId container) {
    return calls.within(
        deadlines.look(),
        "read the log of container " + container.shortForm(),
        () ->
            json.stream(
                "/containers/" + container + "/logs?stdout=true&stderr=true&tail=" + count,
                log -> LogLines.until(_ -> false, log)));
  }

  /**
   * {@code POST /containers/create}: creates a container, and does not start it.
   *
   * @return its id
   */
  public ContainerId create(ContainerSpec container) {
    return calls.within(
        deadlines.change(),
        "create container " + container.name(),
        () ->
            json.make(
                "/containers/create?name=" + container.name(),
                CreateBody.of(container),
                Answers.CREATED));
  }

  /**
   * Creates a container and starts it: {@code POST /containers/create} and {@code
   * /containers/{id}/start}.
   *
   * @return its id
   */
  public ContainerId start(ContainerSpec.Background container) {
    var id = create(container);
    start(id, container.name());
    return id;
  }

  /**
   * Starts a created container and waits until it ends: {@code POST /containers/{id}/start} and
   * {@code /containers/{id}/wait}.
   *
   * @param id its id, as {@link #create} returned it
   * @return its exit code
   */
  public int run(ContainerSpec.OneShot container, ContainerId id) {
    start(id, container.name());
    return calls.within(
        deadlines.change(),
        "wait for container " + container.name(),
        () -> json.make("/containers/" + id + "/wait", Answers.EXIT_CODE));
  }

  private void start(ContainerId id, ObjectName name) {
    calls.within(
        deadlines.change(),
        "start container " + name,
        () -> json.post("/containers/" + id + "/start"));
  }

  /**
   * {@code DELETE /containers/{id}?force=1&v=1}: stops and removes a container, with its anonymous
   * volumes.
   *
   * @return whether there was one to be removed; no if it is being removed already, which is
   *     answered with 409
   */
  public boolean remove(ObjectName container) {
    return calls
        .unless(
            GONE_OR_ENDED,
            deadlines.change(),
            "remove container " + container,
            () -> json.delete("/containers/" + container + "?force=true&v=true"))
        .isPresent();
  }

  /** The same, by its id. */
  public boolean remove(ContainerId container) {
    return remove(new ObjectName(container.value()));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
