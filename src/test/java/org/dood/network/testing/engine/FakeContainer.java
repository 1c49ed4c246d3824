package org.dood.network.testing.engine;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.dood.network.engine.model.ContainerId;

/**
 * A container of the fake engine. It runs, and is on no network and has no processes, files, mounts
 * or labels, unless it is told otherwise.
 */
public final class FakeContainer {

  /**
   * A container's endpoint on a network.
   *
   * @param number decides its addresses, together with the network
   * @param live whether the endpoint is up, which the network then shows
   */
  record Endpoint(int number, List<String> aliases, int gatewayPriority, boolean live) {}

  /** What the engine writes into the {@code /etc/resolv.conf} of each container. */
  public static final String RESOLVER = "nameserver 127.0.0.11\noptions ndots:0\n";

  final String id;
  final String name;
  String resolver = RESOLVER;
  String networkMode = "default";
  String runtime = "runc";
  String cgroupNamespace = "private";
  String state = "running";
  int exitCode;
  String program = "sh";
  String startedAt = "2026-01-01T00:00:00.123456789Z";
  String hostname = "";
  Optional<String> health = Optional.empty();
  Optional<Entrypoint> entrypoint = Optional.empty();
  final Set<String> exposedPorts = new LinkedHashSet<>();
  final Map<String, String> publishedPorts = new LinkedHashMap<>();
  final List<String> variables = new ArrayList<>();
  final Map<String, String> labels = new LinkedHashMap<>();
  final Map<String, String> mounts = new LinkedHashMap<>();
  final Set<String> volumes = new HashSet<>();
  final Set<String> tmpfsMounts = new LinkedHashSet<>();
  final Set<String> files = new HashSet<>();
  final List<String> logLines = new ArrayList<>();
  final List<String> processes = new ArrayList<>();
  final Map<FakeNetwork, Endpoint> endpoints = new LinkedHashMap<>();

  /** The command of a container that somebody created through the API. */
  record Entrypoint(List<String> words, String inNamespaceOf) {

    boolean isForwarder() {
      return words.getFirst().equals("/action/forward");
    }

    @Override
    public String toString() {
      return String.join(" ", words) + " in " + inNamespaceOf;
    }
  }

  FakeContainer(String id, String name) {
    this.id = id;
    this.name = name;
  }

  /** The container is in a state, such as {@code exited}. */
  public FakeContainer inState(String given) {
    state = given;
    return this;
  }

  /** The container sees the names of the host's control groups. */
  public FakeContainer inCgroupNamespaceOfHost() {
    cgroupNamespace = "host";
    return this;
  }

  /** The container's program has ended with an exit code. */
  public FakeContainer exited(int code) {
    exitCode = code;
    return inState("exited");
  }

  /** The container is on a network, under these aliases. */
  public FakeContainer onNetwork(FakeNetwork network, String... aliases) {
    return connect(network, List.of(aliases), 0, true);
  }

  /**
   * The container's settings name a network that the container is not on, as Docker 20.10 leaves it
   * after a refused connection.
   */
  public FakeContainer withStaleEndpointOn(FakeNetwork network) {
    return connect(network, List.of(), 0, false);
  }

  /** The container was started with {@code --runtime}. */
  public FakeContainer withRuntime(String name) {
    runtime = name;
    return this;
  }

  /** The container was started with {@code --network}, such as {@code host}. */
  public FakeContainer inNetworkMode(String mode) {
    networkMode = mode;
    return this;
  }

  public FakeContainer withLabel(String label) {
    return withLabel(label, "");
  }

  public FakeContainer withLabel(String label, String value) {
    labels.put(label, value);
    return this;
  }

  public FakeContainer withLabels(Map<String, String> more) {
    labels.putAll(more);
    return this;
  }

  public FakeContainer withHostname(String given) {
    hostname = given;
    return this;
  }

  /** The container was started with a variable. */
  public FakeContainer withVariable(String variable, String value) {
    variables.add(variable + "=" + value);
    return this;
  }

  /** The container mounts a path of the host. */
  public FakeContainer withMount(String source, String destination) {
    mounts.put(destination, source);
    return this;
  }

  /** The container was started for the last time at this time. */
  public FakeContainer startedAt(Instant time) {
    startedAt = time.toString();
    return this;
  }

  /** The container was started with this program. */
  public FakeContainer withProgram(String path) {
    program = path;
    return this;
  }

  /** The container mounts a volume, which an image can declare. */
  public FakeContainer withVolume(String destination) {
    volumes.add(destination);
    return withMount("/var/lib/docker/volumes/" + "0".repeat(64) + "/_data", destination);
  }

  /** The container mounts a tmpfs, as with {@code --tmpfs}. */
  public FakeContainer withTmpfs(String path) {
    tmpfsMounts.add(path);
    return this;
  }

  /** The container's file system holds a file, even where a mount covers its path. */
  public FakeContainer withFile(String path) {
    files.add(path);
    return this;
  }

  /** The container's {@code /etc/resolv.conf} has this text, and not the engine's. */
  public FakeContainer withResolver(String text) {
    resolver = text;
    return this;
  }

  /** A process with this command line runs in the container. */
  public FakeContainer withProcess(String commandLine) {
    processes.add(commandLine);
    return this;
  }

  /** The container printed a line, of less than 128 characters. */
  public FakeContainer withLogLine(String line) {
    logLines.add(line);
    return this;
  }

  /** The container exposes a port, such as {@code 5432/tcp}. */
  public FakeContainer withExposedPort(String port) {
    exposedPorts.add(port);
    return this;
  }

  /** The container exposes a port that the host publishes, on IPv4 and on IPv6. */
  public FakeContainer withPublishedPort(String port, int hostPort) {
    publishedPorts.put(port, Integer.toString(hostPort));
    return withExposedPort(port);
  }

  /** The container has a health check with this result. */
  public FakeContainer withHealth(String status) {
    health = Optional.of(status);
    return this;
  }

  public ContainerId id() {
    return new ContainerId(id);
  }

  public String name() {
    return name;
  }

  public Map<String, String> labels() {
    return Map.copyOf(labels);
  }

  /** The networks that the container's settings name. */
  public Set<FakeNetwork> networks() {
    return Set.copyOf(endpoints.keySet());
  }

  /** The aliases that the container has on a network; empty if it is not on it. */
  public Optional<List<String>> aliasesOn(FakeNetwork network) {
    return Optional.ofNullable(endpoints.get(network)).map(Endpoint::aliases);
  }

  /** The gateway priority with which the container joined a network; empty if it is not on it. */
  public Optional<Integer> gatewayPriorityOn(FakeNetwork network) {
    return Optional.ofNullable(endpoints.get(network)).map(Endpoint::gatewayPriority);
  }

  /** The container's address on a network that it is on. */
  public String addressOn(FakeNetwork network) {
    return network.address(endpointOn(network).number());
  }

  /** The container's IPv6 address on a network that it is on; empty if the network has none. */
  public String ipv6AddressOn(FakeNetwork network) {
    return network.ipv6Address(endpointOn(network).number());
  }

  private Endpoint endpointOn(FakeNetwork network) {
    return Optional.ofNullable(endpoints.get(network)).orElseThrow();
  }

  /** Somebody else than the action detaches the container. */
  public void leave(FakeNetwork network) {
    endpoints.remove(network);
  }

  FakeContainer connect(FakeNetwork network, List<String> aliases, int priority, boolean live) {
    endpoints.put(network, new Endpoint(network.nextEndpoint(), aliases, priority, live));
    return this;
  }

  String image() {
    return "sha256:image-of-" + name;
  }

  boolean isLiveOn(FakeNetwork network) {
    return state.matches("running|paused")
        && Optional.ofNullable(endpoints.get(network)).map(Endpoint::live).orElse(false);
  }

  /** Whether the container has a label, given as {@code name} or {@code name=value}. */
  boolean hasLabel(String label) {
    return labels.containsKey(label)
        || labels.entrySet().stream().anyMatch(l -> label.equals(l.getKey() + "=" + l.getValue()));
  }

  /** Whether the container's settings name a network, given by its name or id. */
  boolean refersTo(String network) {
    return endpoints.keySet().stream().anyMatch(n -> n.isNamed(network));
  }

  @Override
  public String toString() {
    return name + " " + endpoints;
  }
}
