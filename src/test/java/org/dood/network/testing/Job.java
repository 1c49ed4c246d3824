package org.dood.network.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.dood.network.engine.model.ContainerId;
import org.dood.network.runner.EngineLocation;
import org.dood.network.testing.engine.FakeContainer;
import org.dood.network.testing.engine.FakeEngine;
import org.dood.network.testing.engine.FakeNetwork;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A job on a fake engine: its network, its service {@code postgres}, and a step that uses the
 * action. Its runner lives in no container, unless {@link #runner()} says otherwise.
 *
 * <p>A test class has a job of its own for each test, as {@code @RegisterExtension final Job job =
 * Job.withService()}, describes the situation with it, and runs {@link #main()} and {@link
 * #post()}.
 */
public final class Job implements AfterEachCallback, AutoCloseable {

  /** The name of the job's network. */
  public static final String NETWORK = "github_network_0123456789abcdef0123456789abcdef";

  /** The label that the runner gives to all that it creates. */
  public static final String RUNNER_LABEL = "abc123";

  /** The name of this step's own container. */
  public static final String OWN_NAME = "action_0a1b2c";

  /** The alias, and signature, with which the step marks what it attaches. */
  public static final String ALIAS = aliasOf(RUNNER_LABEL, "__self", NETWORK);

  private static final String SOCKET = "/var/run/docker.sock";
  private static final String COMMAND_FILES = "/home/runner/_work/_temp/_runner_file_commands";
  private static final String SERVICE = "0123456789abcdef0123456789abcdef_postgres17_7b3f1e";

  private final FakeEngine engine = new FakeEngine();
  private final FakeNetwork network = engine.network(NETWORK).withLabel(RUNNER_LABEL);
  private final FakeContainer own =
      engine
          .container(OWN_NAME)
          .withLabel(RUNNER_LABEL)
          .withMount(COMMAND_FILES, "/github/file_commands")
          .withMount(SOCKET, SOCKET)
          .inNetworkMode(NETWORK)
          .onNetwork(network);
  private final FakeContainer service =
      engine
          .container(SERVICE)
          .withLabel(RUNNER_LABEL)
          .onNetwork(network, "postgres")
          .withProcess("postgres");
  private final Path files;
  private final List<String> addresses = new ArrayList<>();
  private final Step step;
  private ContainerId ownId = own.id();
  private EngineLocation engineLocation = EngineLocation.HOST;
  private String routes = "";
  private boolean engineIsRootless;

  private Job() {
    try {
      files = Files.createTempDirectory("job");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    step = step("__self");
  }

  /** A job with the service {@code postgres}. */
  public static Job withService() {
    return new Job();
  }

  /** The alias with which a step marks the endpoint that it made. */
  public static String aliasOf(String runnerLabel, String step, String network) {
    return EngineValues.signature(runnerLabel, step, network).alias();
  }

  // --- What is there

  public FakeEngine engine() {
    return engine;
  }

  /** The job's network. */
  public FakeNetwork network() {
    return network;
  }

  /** The container of the service {@code postgres}. */
  public FakeContainer service() {
    return service;
  }

  /** This step's own container. */
  public FakeContainer ownContainer() {
    return own;
  }

  /** The container {@code runner-1}, in which the runner lives: it started our container. */
  public FakeContainer runner() {
    return candidate("runner-1")
        .withProcess("docker run --name " + OWN_NAME + " --label " + RUNNER_LABEL + " image");
  }

  /** A container that mounts the engine's socket, as a runner's does. */
  public FakeContainer candidate(String name) {
    return engine.container(name).withMount(SOCKET, SOCKET);
  }

  /** A further service container, known on the job's network by an alias. */
  public FakeContainer anotherService(String alias) {
    return engine.container(alias + "-service").withLabel(RUNNER_LABEL).onNetwork(network, alias);
  }

  /** The path at which the runner wrote the step's command file for saved state. */
  public String stateFileOfRunner() {
    return COMMAND_FILES + "/" + Step.STATE_FILE;
  }

  /** The output {@code services}, where nothing but the service {@code postgres} is there. */
  public String servicesJson(String host, String port, String ports) {
    return """
    {"postgres":{"host":"%s","port":%s,"ports":%s,"ip":"%s","ipv6":"","container":"%s","health":"none"}}\
    """
        .formatted(host, port, ports, service.addressOn(network), service.id());
  }

  /** The addresses at which stages have reached an engine. */
  public List<String> addresses() {
    return addresses;
  }

  // --- The situation

  /** The job runs on a runner that GitHub hosts. */
  public Job onHostedRunner() {
    step.withVariable("RUNNER_ENVIRONMENT", "github-hosted");
    return this;
  }

  /** The job's steps run in a container, on the job's network. */
  public FakeContainer stepsRunInContainer() {
    var container = engine.container("job").onNetwork(network);
    with("job-container", container.id().value());
    return container;
  }

  /** The engine lives elsewhere than on a host. */
  public Job engineLivesIn(EngineLocation location) {
    engineLocation = location;
    return this;
  }

  /** The engine's host answers at the gateway of this step's network: the local one does. */
  public Job hostAnswers() {
    return withGateway("0100007F");
  }

  /** The gateway of this step's network, as the kernel prints it. */
  public Job withGateway(String inHexadecimal) {
    routes = "Iface Destination Gateway\neth0 00000000 " + inHexadecimal + "\n";
    return this;
  }

  /** The engine runs without root. */
  public Job onRootlessEngine() {
    engineIsRootless = true;
    return this;
  }

  /** The stages run in the container of this id. */
  public Job ownContainerHasId(ContainerId id) {
    ownId = id;
    return this;
  }

  // --- The step

  /** Gives the step an input. */
  public Job with(String input, String value) {
    step.with(input, value);
    return this;
  }

  /** The state that main saved does not reach post. */
  public Job losesSavedState() {
    step.losesSavedState();
    return this;
  }

  /** The step's main stage. */
  public StageRun main() {
    return step.main();
  }

  /** The step's post stage. */
  public StageRun post() {
    return step.post();
  }

  /** The step that {@link #main()} and {@link #post()} run. */
  public Step step() {
    return step;
  }

  /** A further step that uses the action. */
  public Step step(String id) {
    return new Step(this, id);
  }

  // --- What the steps need

  ContainerId ownId() {
    return ownId;
  }

  EngineLocation engineLocation() {
    return engineLocation;
  }

  String routes() {
    return routes;
  }

  boolean engineIsRootless() {
    return engineIsRootless;
  }

  /** A new directory for the command files of one stage. */
  Path newDirectory() {
    try {
      return Files.createTempDirectory(files, "stage");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void afterEach(ExtensionContext context) throws IOException {
    close();
  }

  /** Removes its files. */
  @Override
  public void close() throws IOException {
    try (var paths = Files.walk(files)) {
      for (var path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
