package org.dood.network.integration.support;

import static java.util.Comparator.comparing;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.command.CreateNetworkCmd;
import com.github.dockerjava.api.command.CreateNetworkResponse;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.Network;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Where one test works on the engine. All that it makes bears a label of its own, and is removed at
 * its end whatever that is: the engine may be one that somebody uses.
 */
public final class Workbench implements AutoCloseable {

  private static final String ACTION = "dood-network-action";
  private static final String SIGNATURE = ACTION + ".signature";
  private static final String LABEL = ACTION + ".it";
  private static final String INSIDE = "/bench";
  private static final Duration UNTIL_GONE = Duration.ofSeconds(30);

  private final TestRun run;
  private final EngineUnderTest engine;
  private final String id = Hex.digits(8);
  private final Path directory;
  private final Set<String> labels = ConcurrentHashMap.newKeySet();
  private final List<EngineProxy> proxies = new CopyOnWriteArrayList<>();
  private final List<NestedEngine> nestedEngines = new CopyOnWriteArrayList<>();
  private boolean closed;

  Workbench(TestRun run, Path parent) {
    this.run = run;
    this.engine = run.engine();
    this.directory = parent.resolve("dood-it-" + id);
    labels.add(LABEL + "=" + id);
    try {
      Files.createDirectory(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A runner in a container, yet to be described. */
  public SimulatedRunner.InContainer runner() {
    return new SimulatedRunner.InContainer(this);
  }

  /** A runner in no container of the engine, as on a virtual machine. */
  public SimulatedRunner vmRunner() {
    return new SimulatedRunner(this, new VmHost(this), engine.socketOnHost(), run.image().name());
  }

  /** The same, where a proxy stands at the path of the engine's socket. */
  public SimulatedRunner vmRunnerBehind(EngineProxy proxy) {
    return new SimulatedRunner(
        this, new VmHost(this), proxy.socket().toString(), run.image().name());
  }

  /** An engine in a container, started with these options, which has the action's image. */
  public NestedEngine nestedEngine(String... options) {
    var nested = NestedEngine.start(this, options);
    nestedEngines.add(nested);
    return nested;
  }

  /** A bench on an engine that lives in a container of this one's, and sees its directory. */
  Workbench nested(Path itsSocket) {
    return run.on(engine.nestedAt(itsSocket)).open(directory);
  }

  /** A container that mounts what a runner does, and is none. */
  public String strangerWithWorkDirectoryOf(SimulatedRunner runner) {
    var work = Bind.parse("%1$s:%1$s".formatted(runner.workDirectory()));
    var socket = Bind.parse(engine.socketOnHost() + ":/var/run/docker.sock");
    return container(HostConfig.newHostConfig().withBinds(work, socket), _ -> {});
  }

  /** A proxy in front of the engine's socket. */
  public EngineProxy engineProxy() {
    var socket = directory.resolve("proxy-%d.sock".formatted(proxies.size()));
    var proxy = EngineProxy.start(socket, engine.socket());
    proxies.add(proxy);
    return proxy;
  }

  /** A socket that an engine left behind: nobody listens there any more. */
  public String abandonedSocket() {
    var path = directory.resolve("abandoned.sock");
    try (var socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      return socket.bind(UnixDomainSocketAddress.of(path)).getLocalAddress().toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The network of a container for which nobody chose one; its name. */
  public String defaultNetwork() {
    return engine.defaultNetwork();
  }

  /** Some user-defined network of the engine; its name. */
  public String network(String prefix) {
    return network(prefix, _ -> {});
  }

  /** One with these labels too. */
  public String networkWithLabels(String prefix, Map<String, String> more) {
    var all = new HashMap<>(more);
    all.put(LABEL, id);
    return network(prefix, n -> n.withLabels(all));
  }

  /** One whose packets are of this size at most. */
  public String networkWithMtu(int mtu, String prefix) {
    return network(
        prefix, n -> n.withOptions(Map.of("com.docker.network.driver.mtu", Integer.toString(mtu))));
  }

  /** One with IPv6 addresses beside those of IPv4. */
  public String dualStackNetwork(String prefix) {
    var subnet = "fd00:%s:%s:%s::/64".formatted(Hex.digits(4), Hex.digits(4), Hex.digits(4));
    return network(
        prefix,
        n ->
            n.withEnableIpv6(true)
                .withIpam(
                    new Network.Ipam().withConfig(new Network.Ipam.Config().withSubnet(subnet))));
  }

  private String network(String prefix, Consumer<CreateNetworkCmd> options) {
    var name = prefix + "_" + id;
    try (var command = engine.client().createNetworkCmd()) {
      options.accept(command.withName(name).withLabels(Map.of(LABEL, id)));
      CreateNetworkResponse _ = command.exec();
    }
    return name;
  }

  /**
   * Runs a container of the runner's image, which sleeps unless the options say otherwise.
   *
   * @return its id
   */
  public String container(HostConfig hostConfig, Consumer<CreateContainerCmd> options) {
    return start(engine.runnerImage(), hostConfig, options);
  }

  /** Runs a program of the action's image until it ends. */
  public CommandResult runAction(HostConfig hostConfig, String... command) {
    return engine.awaitEnd(start(run.image().name(), hostConfig, c -> c.withEntrypoint(command)));
  }

  /** A container that was made and never started; its id. */
  public String stopped(String name) {
    return create(
        engine.runnerImage(), HostConfig.newHostConfig(), c -> c.withName(name + "-" + id));
  }

  /** Starts a container that does not run. */
  public void start(String container) {
    engine.client().startContainerCmd(container).exec();
  }

  /** Ends a container without a chance to do anything about it. */
  public void kill(String container) {
    engine.client().killContainerCmd(container).exec();
  }

  /** Starts a container unless it runs. */
  public void keepUp(String container) {
    if (!Boolean.TRUE.equals(engine.inspect(container).getState().getRunning())) {
      start(container);
    }
  }

  /** The names of all containers that there are, in any state. */
  public List<String> containerNames() {
    return engine.client().listContainersCmd().withShowAll(true).exec().stream()
        .map(c -> c.getNames()[0].substring(1))
        .toList();
  }

  /** The names of all networks that there are. */
  public List<String> networkNames() {
    return engine.client().listNetworksCmd().exec().stream().map(Network::getName).toList();
  }

  /** Runs a command in a container. */
  public CommandResult run(String container, String... command) {
    return run(container, Map.of(), command);
  }

  /** The same, with variables. */
  public CommandResult run(String container, Map<String, String> environment, String... command) {
    return engine.exec(container, environment, command);
  }

  /** The containers that listen at {@code localhost} for the services of a runner's jobs. */
  public List<String> forwardersOf(SimulatedRunner runner) {
    return labelled(runner.label(), ACTION + "=forwarder").map(Container::getId).toList();
  }

  /** A container as the engine knows it. */
  public InspectContainerResponse inspect(String container) {
    return engine.inspect(container);
  }

  /** Attaches a container to a network, as somebody else than the action may. */
  public void connect(String container, String network) {
    engine.client().connectToNetworkCmd().withContainerId(container).withNetworkId(network).exec();
  }

  /** Detaches a container from a network, as somebody else than the action may. */
  public void disconnect(String container, String network) {
    engine
        .client()
        .disconnectFromNetworkCmd()
        .withContainerId(container)
        .withNetworkId(network)
        .exec();
  }

  /** Stops a container for good. */
  public void remove(String container) {
    engine.client().removeContainerCmd(container).withForce(true).withRemoveVolumes(true).exec();
  }

  /** Removes an image that a step has built. */
  public void removeImage(String name) {
    engine.client().removeImageCmd(name).exec();
  }

  /** A new path on the engine's host, below a directory of this test's. */
  public String pathOnHost() {
    return directory.resolve(Hex.digits(4)).resolve("_work").toString();
  }

  /** A file that the engine's host, and an engine in a container, sees at the same path. */
  public String file(String name, String text) {
    try {
      return Files.writeString(directory.resolve(name), text).toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The same, as a program. */
  String program(String name, String text) {
    var path = file(name, text);
    try {
      Files.setPosixFilePermissions(Path.of(path), PosixFilePermissions.fromString("rwxr-xr-x"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return path;
  }

  /** The engine that all this happens on. */
  public EngineUnderTest engine() {
    return engine;
  }

  Path directory() {
    return directory;
  }

  ActionImage actionImage() {
    return run.image();
  }

  /** Whatever bears this label too is this test's to remove. */
  public void owns(String label) {
    labels.add(label);
  }

  /** The same, of another image. */
  String start(String image, HostConfig hostConfig, Consumer<CreateContainerCmd> options) {
    var container = create(image, hostConfig, options);
    engine.client().startContainerCmd(container).exec();
    return container;
  }

  String create(String image, HostConfig hostConfig, Consumer<CreateContainerCmd> options) {
    try (var command = engine.client().createContainerCmd(image)) {
      command.withLabels(Map.of(LABEL, id)).withHostConfig(hostConfig);
      options.accept(command);
      return command.exec().getId();
    }
  }

  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    proxies.forEach(EngineProxy::close);
    nestedEngines.forEach(NestedEngine::close);
    // Podman removes a container only after those that share its network.
    containers()
        .map(Container::getId)
        .sorted(comparing(container -> !sharesNetwork(container)))
        .forEach(this::removeUnlessGoing);
    Poll.until("its containers are gone", UNTIL_GONE, () -> containers().findAny().isEmpty());
    networks().map(Network::getId).forEach(n -> engine.client().removeNetworkCmd(n).exec());
    removeDirectory();
    assertNothingLeft();
  }

  private boolean sharesNetwork(String container) {
    try {
      return String.valueOf(inspect(container).getHostConfig().getNetworkMode())
          .startsWith("container:");
    } catch (NotFoundException _) {
      return false;
    }
  }

  /** A stage's container removes itself at its end. */
  private void removeUnlessGoing(String container) {
    try {
      remove(container);
    } catch (NotFoundException | ConflictException _) {
      // It does so now.
    }
  }

  private void assertNothingLeft() {
    var left = new ArrayList<String>();
    containers().map(c -> "container " + String.join(",", c.getNames())).forEach(left::add);
    networks().map(n -> "network " + n.getName()).forEach(left::add);
    assertThat(left).as("what this test left on the engine").isEmpty();
    assertThat(directory).doesNotExist();
  }

  /**
   * The containers that the action made for the runner of a label, not all of which bear that label
   * themselves.
   */
  Stream<Container> containersOfTheAction(String runnerLabel) {
    return labelled(SIGNATURE)
        .filter(c ->
            c.getLabels().getOrDefault(SIGNATURE, "").startsWith(ACTION + "." + runnerLabel + "."));
  }

  private Stream<Container> labelled(String... all) {
    return engine
        .client()
        .listContainersCmd()
        .withShowAll(true)
        .withLabelFilter(List.of(all))
        .exec()
        .stream();
  }

  private Stream<Container> containers() {
    return labels.stream()
        .flatMap(l -> Stream.concat(labelled(l), containersOfTheAction(l)))
        .distinct();
  }

  private Stream<Network> networks() {
    return labels.stream()
        .flatMap(
            l -> engine.client().listNetworksCmd().withFilter("label", List.of(l)).exec().stream())
        .distinct();
  }

  /** In a container, since the engine and the containers wrote there as root. */
  private void removeDirectory() {
    try {
      var sweeper =
          container(
              HostConfig.newHostConfig()
                  .withNetworkMode("none")
                  .withBinds(Bind.parse(directory + ":" + INSIDE)),
              c -> c.withCmd("find", INSIDE, "-mindepth", "1", "-delete"));
      engine.awaitEnd(sweeper).output();
      remove(sweeper);
      Files.delete(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
