package org.dood.network.integration.support;

import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.HostConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A self-hosted runner, played as {@code actions/runner} behaves towards jobs with services and
 * container actions.
 */
public final class SimulatedRunner {

  private static final String SOCKET = "/var/run/docker.sock";

  private final Workbench bench;
  private final RunnerHost host;
  private final String socketOfActions;
  private final String actionImage;
  private final String label = Hex.digits(6);

  SimulatedRunner(Workbench bench, RunnerHost host, String socketOfActions, String actionImage) {
    this.bench = bench;
    this.host = host;
    this.socketOfActions = socketOfActions;
    this.actionImage = actionImage;
    bench.owns(label);
    host.files()
        .prepare(
            List.of(
                temp() + "/_github_home",
                temp() + "/_github_workflow",
                commandFiles(),
                workspace()),
            List.of(temp() + "/_github_workflow/event.json"));
  }

  /** Takes a job with these services. */
  public WorkflowJob startJob(Service... services) {
    return new WorkflowJob(this, List.of(services));
  }

  /** Takes a job with one service, of whatever kind. */
  public WorkflowJob startJobWithService() {
    return startJob(new Service("web", bench.engine().runnerImage(), List.of()));
  }

  /** The id of the container that it lives in. */
  public String container() {
    return host.container()
        .orElseThrow(() -> new AssertionError("this runner lives in no container"));
  }

  /** The id of that container, as people see it. */
  public String shortId() {
    return container().substring(0, 12);
  }

  /** The names of the networks that its container is on. */
  public Set<String> networks() {
    return bench.engine().networksOf(container()).keySet();
  }

  /** The network that its container is on if nobody chose one. */
  public String defaultNetwork() {
    return bench.defaultNetwork();
  }

  /** Its container's address on a network. */
  public String addressOn(String network) {
    return bench.engine().addressOn(network, container());
  }

  /** Runs a command as a step of a job would, in its container. */
  public CommandResult run(Map<String, String> environment, String... command) {
    return bench.engine().exec(container(), environment, command);
  }

  /** Has something listen at a port of its container. */
  public void listenAt(int port) {
    run(Map.of(), EchoService.listenAt(port)).output();
    Poll.until(
        "something listens at port " + port,
        Duration.ofSeconds(10),
        () -> run(Map.of(), "bash", "-c", "< /dev/tcp/127.0.0.1/" + port).exitCode() == 0);
  }

  /** The names of the containers that the action made for this runner's jobs, in any state. */
  public List<String> containersOfTheAction() {
    return bench.containersOfTheAction(label).map(c -> String.join(",", c.getNames())).toList();
  }

  /** The container of the stage that runs now. */
  public Optional<String> stageThatRuns() {
    return bench
        .engine()
        .client()
        .listContainersCmd()
        .withLabelFilter(List.of(label))
        .exec()
        .stream()
        .filter(c -> c.getNames()[0].startsWith("/" + ActionStep.CONTAINER_PREFIX))
        .map(Container::getId)
        .findFirst();
  }

  /**
   * Cancels the step that runs now, as the runner does by way of the command line, which passes
   * signals on.
   *
   * @return how long the stage took to end
   */
  public Duration cancels(String signal) {
    var client = bench.engine().client();
    var stage = stageThatRuns().orElseThrow(() -> new AssertionError("no stage runs"));
    try (var end = client.waitContainerCmd(stage).start()) {
      var sent = System.nanoTime();
      client.killContainerCmd(stage).withSignal(signal).exec();
      end.awaitStatusCode();
      return Duration.ofNanos(System.nanoTime() - sent);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The work directory, as it sees it. */
  public String workDirectory() {
    return host.workDirectory();
  }

  EngineUnderTest engine() {
    return bench.engine();
  }

  RunnerHost host() {
    return host;
  }

  String label() {
    return label;
  }

  String actionImage() {
    return actionImage;
  }

  String workspace() {
    return workDirectory() + "/example/example";
  }

  String commandFiles() {
    return temp() + "/_runner_file_commands";
  }

  /** What a container action has mounted. */
  List<String> mounts() {
    return List.of(
        socketOfActions + ":" + SOCKET,
        temp() + ":/github/runner_temp",
        temp() + "/_github_home:/github/home",
        temp() + "/_github_workflow:/github/workflow",
        commandFiles() + ":/github/file_commands",
        workspace() + ":" + ActionRun.WORKSPACE);
  }

  private String temp() {
    return workDirectory() + "/_temp";
  }

  /** Describes a runner in a container, on the default bridge unless it says otherwise. */
  public static final class InContainer {
    private final Workbench bench;
    private final HostConfig hostConfig = HostConfig.newHostConfig();
    private String hostname = "";
    private WorkDirectory workDirectory = WorkDirectory.SHARED_WITH_HOST;
    private String image;
    private String socketOfActions;
    private ActionImage actionImage;
    private boolean usesCli = true;

    InContainer(Workbench bench) {
      this.bench = bench;
      this.image = bench.engine().runnerImage();
      this.socketOfActions = bench.engine().socketOnHost();
      this.actionImage = bench.actionImage();
    }

    /** A hostname that says nothing of the container's id. */
    public InContainer hostname(String name) {
      hostname = name;
      return this;
    }

    /** The image of its container. */
    public InContainer image(String name) {
      image = name;
      return this;
    }

    /** Where the work directory lies. */
    public InContainer workDirectory(WorkDirectory place) {
      workDirectory = place;
      return this;
    }

    /** The network that the container is started on. */
    public InContainer onNetwork(String network) {
      hostConfig.withNetworkMode(network);
      return this;
    }

    /** Puts a proxy at the path whence container actions get the engine's socket. */
    public InContainer behind(EngineProxy proxy) {
      socketOfActions = proxy.socket().toString();
      return this;
    }

    /** The path of the engine's host whence container actions get the engine's socket. */
    public InContainer withSocketOfActionsAt(String path) {
      socketOfActions = path;
      return this;
    }

    /** The image that the action's stages run. */
    public InContainer using(ActionImage image) {
      actionImage = image;
      return this;
    }

    /** It starts container actions through the engine's API. */
    public InContainer withoutCli() {
      usesCli = false;
      return this;
    }

    /** Starts it. */
    public SimulatedRunner start() {
      var work = bench.pathOnHost();
      var binds = new ArrayList<Bind>();
      binds.add(Bind.parse(bench.engine().socketOnHost() + ":" + SOCKET));
      switch (workDirectory) {
        case SHARED_WITH_HOST -> {
          // Or the engine would make it, and it would be root's.
          new FilesOnHost().prepare(List.of(work), List.of());
          binds.add(Bind.parse(work + ":" + work));
        }
        case ON_TMPFS -> hostConfig.withTmpFs(Map.of(work, ""));
        case IN_CONTAINER -> {}
      }
      hostConfig.withBinds(binds);
      var container =
          bench.start(
              image,
              hostConfig,
              c -> {
                if (!hostname.isEmpty()) {
                  c.withHostName(hostname);
                }
              });
      var files =
          switch (workDirectory) {
            case SHARED_WITH_HOST -> new FilesOnHost();
            case ON_TMPFS, IN_CONTAINER -> new FilesInContainer(bench.engine(), container);
          };
      var host = new ContainerHost(bench.engine(), container, work, files);
      return new SimulatedRunner(
          bench,
          usesCli ? host : new RunnerWithoutCli(host, new VmHost(bench)),
          socketOfActions,
          actionImage.name());
    }
  }
}
