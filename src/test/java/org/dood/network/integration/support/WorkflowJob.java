package org.dood.network.integration.support;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.model.Ports;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dood.network.inputs.ActionFile;

/** A job on a simulated runner: its network and the service containers on it. */
public final class WorkflowJob {

  private static final Duration UNTIL_HEALTHY = Duration.ofMinutes(2);

  /** An engine refuses whoever prunes while another does; so runners of a test take turns. */
  private static final Object PRUNING = new Object();

  private final SimulatedRunner runner;
  private final Optional<String> network;
  private final List<String> services = new ArrayList<>();
  private final Map<String, String> containersByName = new LinkedHashMap<>();
  private Optional<String> container = Optional.empty();

  /** "Initialize containers"; a job without services gets no network. */
  WorkflowJob(SimulatedRunner runner, List<Service> services) {
    this.runner = runner;
    this.network =
        services.isEmpty() ? Optional.empty() : Optional.of("github_network_" + Hex.digits(32));
    network.ifPresent(n -> {
      removeWhatEarlierJobsLeft();
      docker("network", "create", "--label", runner.label(), n);
    });
    services.forEach(this::start);
  }

  private void removeWhatEarlierJobsLeft() {
    var label = "label=" + runner.label();
    // The runner only warns if one is being removed already, as one with --rm that was killed.
    docker("ps", "--all", "--quiet", "--no-trunc", "--filter", label)
        .lines()
        .forEach(container -> runner.host().docker("rm", "--force", container));
    synchronized (PRUNING) {
      runner.host().docker("network", "prune", "--force", "--filter", label);
    }
  }

  private void start(Service service) {
    var arguments = new ArrayList<String>(List.of("create"));
    arguments.addAll(
        List.of("--name", Hex.digits(32) + "_" + service.name() + "_" + Hex.digits(6)));
    arguments.addAll(List.of("--label", runner.label()));
    arguments.addAll(List.of("--network", network(), "--network-alias", service.name()));
    arguments.addAll(service.options());
    arguments.addAll(List.of("-e", "GITHUB_ACTIONS=true", "-e", "CI=true", service.image()));
    var container = docker(arguments.toArray(String[]::new));
    services.add(container);
    containersByName.put(service.name(), container);
    docker("start", container);
    Poll.until(service.name() + " is healthy", UNTIL_HEALTHY, () -> isWell(container));
  }

  private boolean isWell(String container) {
    var state = runner.engine().inspect(container).getState();
    return state.getHealth() == null || "healthy".equals(state.getHealth().getStatus());
  }

  /** The job's network, by name. */
  public String network() {
    return network.orElseThrow(() -> new AssertionError("this job has no network"));
  }

  /** Runs a command in a service's container. */
  public CommandResult runInService(int number, String... command) {
    return runner.engine().exec(services.get(number), Map.of(), command);
  }

  /** The port of the engine's host at which a service is, as {@code job.services} tells it. */
  public String publishedPort(int number, int containerPort) {
    return Optional.ofNullable(publishedPorts(services.get(number)).get(containerPort))
        .orElseThrow(() -> new AssertionError("port %d is not published".formatted(containerPort)));
  }

  /** The ports of the engine's host, by those of a service's container. */
  private Map<Integer, String> publishedPorts(String container) {
    var published = new LinkedHashMap<Integer, String>();
    runner
        .engine()
        .inspect(container)
        .getNetworkSettings()
        .getPorts()
        .getBindings()
        .forEach((port, bindings) ->
            Stream.ofNullable(bindings)
                .flatMap(Stream::of)
                .map(Ports.Binding::getHostPortSpec)
                .forEach(at -> published.putIfAbsent(port.getPort(), at)));
    return published;
  }

  /** Gives a service another address, as one that is started anew can get it. */
  public void moveService(int number, String name) {
    var service = services.get(number);
    docker("network", "disconnect", network(), service);
    var inItsPlace =
        docker(
            "run",
            "--detach",
            "--label",
            runner.label(),
            "--network",
            network(),
            runner.engine().runnerImage());
    services.add(inItsPlace);
    docker("network", "connect", "--alias", name, network(), service);
  }

  /** The ids of its services' containers. */
  public List<String> serviceContainers() {
    return List.copyOf(services);
  }

  /** The context {@code job.services}. */
  String servicesAsJson() {
    return containersByName.entrySet().stream()
        .map(service ->
            "\"%s\":{\"id\":\"%s\",\"ports\":{},\"network\":\"%s\"}"
                .formatted(service.getKey(), service.getValue(), network()))
        .collect(Collectors.joining(",", "{", "}"));
  }

  /** The context {@code job.services}, by the whole names of what is in it. */
  Map<String, String> context() {
    var context = new LinkedHashMap<String, String>();
    containersByName.forEach((name, container) -> {
      context.put("job.services.%s.id".formatted(name), container);
      context.put("job.services.%s.network".formatted(name), network());
      publishedPorts(container)
          .forEach((port, published) ->
              context.put("job.services.%s.ports['%s']".formatted(name, port), published));
    });
    return context;
  }

  Optional<String> networkIfAny() {
    return network;
  }

  SimulatedRunner runner() {
    return runner;
  }

  /** Its steps run in this container, which is on its network. */
  public WorkflowJob inContainer(String jobContainer) {
    container = Optional.of(jobContainer);
    return this;
  }

  Optional<String> container() {
    return container;
  }

  /** A step that uses the action, without any inputs given. */
  public ActionStep step() {
    return step("__dood-network-action");
  }

  /** A step of that id. */
  public ActionStep step(String id) {
    return new ActionStep(this, id, ActionFile.ATTACH);
  }

  /** A step that detaches the runner before the job ends. */
  public ActionStep detachStep() {
    return new ActionStep(this, "__dood-network-action_detach", ActionFile.DETACH);
  }

  /** "Stop containers", which must find the network free of endpoints. */
  public void end() {
    services.forEach(s -> docker("rm", "--force", "--volumes", s));
    network.ifPresent(n -> {
      var removal = runner.host().docker("network", "rm", n);
      assertThat(removal.stderr()).as("what 'docker network rm' had to say").isEmpty();
      assertThat(removal.exitCode()).isZero();
    });
  }

  /** "Stop containers", where the network may be kept by an endpoint: the runner only warns. */
  public void endAnyway() {
    services.forEach(s -> docker("rm", "--force", "--volumes", s));
    network.ifPresent(n -> runner.host().docker("network", "rm", n));
  }

  private String docker(String... arguments) {
    return runner.host().docker(arguments).output();
  }
}
