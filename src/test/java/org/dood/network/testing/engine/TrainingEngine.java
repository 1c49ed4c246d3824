package org.dood.network.testing.engine;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.dood.network.stage.ProcessInfo;

/**
 * An engine with one job on it, for the stages to run against where the image is built: a runner in
 * a container, and on the job's network a service and the step's own container.
 *
 * <p>Usage: {@code java … TrainingEngine SOCKET plain|more COMMAND…} serves the engine while the
 * command runs. The service is called localhost: its name resolves, and one of its ports accepts
 * connections, as the services of most jobs do. With {@code more}, the jobs after the first one
 * need more: their service has a name that does not resolve and publishes a port, and the runner is
 * on a network whose default route has to be kept.
 *
 * <p>The exit code is the command's, and 1 if the engine does not know a call, if the runner was
 * left on the job's network, or if nothing took the forwarder and the routing rules of {@code
 * more}.
 */
public final class TrainingEngine implements Closeable {

  private static final String LABEL = "abc123";
  private static final String OWN_NAME = "action_0a1b2c";
  private static final String SOCKET = "/var/run/docker.sock";
  private static final String SECRET = "0".repeat(32);

  private final FakeEngine engine = new FakeEngine();
  private final FakeNetwork bridge = engine.network("bridge");
  private final FakeNetwork jobNetwork =
      engine.network("job-network", "4".repeat(64)).withLabel(LABEL);
  private final FakeNetwork runnersNetwork =
      engine.network("runners_default").withGateway("172.18.0.1");
  private final FakeContainer runner =
      engine
          .container("runner-1", "6".repeat(64))
          .withMount(SOCKET, SOCKET)
          .withProcess("sh")
          .withProcess("docker run --name " + OWN_NAME + " --label " + LABEL + " -e \"CI\" image")
          .onNetwork(bridge);
  private final FakeContainer service =
      engine
          .container("postgres_d3e4f5")
          .withLabel(LABEL)
          .withVariable("CI", "true")
          .onNetwork(jobNetwork, "localhost");
  private final ServerSocket servicesPort =
      new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
  private final boolean more;

  /**
   * An engine with a job.
   *
   * @param own the id, or its start, that the stages take for that of their own container
   * @throws IOException if no port of this machine is free
   */
  public TrainingEngine(String own, boolean more) throws IOException {
    this.more = more;
    service.withExposedPort(servicesPort.getLocalPort() + "/tcp");
    engine
        .container(OWN_NAME, own)
        .withLabel(LABEL)
        .withMount(SOCKET, SOCKET)
        .withMount("/home/runner/_work/_temp/_runner_file_commands", "/github/file_commands")
        .inNetworkMode("job-network")
        .onNetwork(jobNetwork);
    engine.onCall("POST /networks/.*/connect").actThenRun(this::replaceSecret);
    if (more) {
      engine.onCall("POST /networks/.*/disconnect").actThenRunOnce(this::needMore);
    }
  }

  /**
   * The stages run in one process, whose environment tells post what main saved. It cannot tell the
   * secret that main makes, so the mark gets the one that it does tell.
   */
  private void replaceSecret() {
    runner
        .aliasesOn(jobNetwork)
        .map(aliases -> aliases.stream().map(alias -> alias.replaceFirst("[0-9a-f]{32}", SECRET)))
        .ifPresent(aliases -> runner.onNetwork(jobNetwork, aliases.toArray(String[]::new)));
  }

  private void needMore() {
    service.leave(jobNetwork);
    service.onNetwork(jobNetwork, "postgres").withPublishedPort("5432/tcp", 5432);
    runner.leave(bridge);
    runner.onNetwork(runnersNetwork);
  }

  public FakeEngine engine() {
    return engine;
  }

  /** What the jobs failed to do, one line for each. */
  public List<String> failures() {
    var failures = new ArrayList<String>();
    if (engine.calls().stream().noneMatch(call -> call.endsWith("/connect"))) {
      failures.add("the runner was not attached");
    }
    if (runner.aliasesOn(jobNetwork).isPresent()) {
      failures.add("the runner was not detached");
    }
    if (more && engine.forwarderCommands().isEmpty()) {
      failures.add("no forwarder was started");
    }
    if (more && engine.finishedCommands().stream().noneMatch(c -> c.contains("keep-route set"))) {
      failures.add("no routing rules were set");
    }
    return failures;
  }

  @Override
  public void close() throws IOException {
    servicesPort.close();
  }

  @SuppressWarnings("SystemOut") // The build of the image shows standard error.
  public static void main(String[] arguments) throws IOException, InterruptedException {
    var words = List.of(arguments);
    var socket = Path.of(words.get(0));
    var own = ProcessInfo.ofProcess(Path.of("/proc")).container();
    Files.deleteIfExists(socket);
    try (var training = new TrainingEngine(own, words.get(1).equals("more"));
        var server = EngineSocket.serve(training.engine(), socket)) {
      var command = new ProcessBuilder(words.subList(2, words.size())).inheritIO().start();
      var exitCode = command.waitFor();
      var failures = training.failures();
      server.unknownCalls().forEach(call -> failures.add("the engine does not know " + call));
      failures.forEach(failure -> System.err.println("training: " + failure));
      System.exit(exitCode == 0 && !failures.isEmpty() ? 1 : exitCode);
    }
  }
}
