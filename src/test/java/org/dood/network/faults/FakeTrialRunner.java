package org.dood.network.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.dockerjava.transport.DockerHttpClient;
import com.github.dockerjava.transport.DockerHttpClient.Request;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.dood.network.Main;
import org.dood.network.engine.Deadlines;
import org.dood.network.engine.EngineException;
import org.dood.network.engine.EngineFailure;
import org.dood.network.engine.http.HttpTransport;
import org.dood.network.engine.model.ContainerId;
import org.dood.network.github.Environment;
import org.dood.network.integration.support.CommandResult;
import org.dood.network.integration.support.EngineProxy;
import org.dood.network.integration.support.StageResult;
import org.dood.network.integration.support.TrialRunner;
import org.dood.network.runner.EngineLocation;
import org.dood.network.runner.StepSecret;
import org.dood.network.services.ResolverConfiguration;
import org.dood.network.services.RoutingTable;
import org.dood.network.stage.ProcessInfo;
import org.dood.network.stage.StageContext;
import org.dood.network.testing.engine.FakeContainer;
import org.dood.network.testing.engine.FakeEngine;
import org.dood.network.testing.engine.FakeNetwork;

/**
 * A runner on a fake engine, whose stages run in this JVM. Their calls take the same way as on a
 * real engine: the action's own transport, a Unix socket, and the proxy that disturbs them.
 */
final class FakeTrialRunner implements TrialRunner, AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final String LABEL = "abc123";

  private static final String SOCKET = "/var/run/docker.sock";
  private static final String COMMAND_FILES = "/home/runner/_work/_temp/_runner_file_commands";

  /** The gateway is 127.0.0.1. */
  private static final String GATEWAY_ANSWERS = "eth0 00000000 0100007F\n";

  /** The service's name, which this process must be able to resolve. */
  private static final String SERVICE = "localhost";

  private final Path directory;
  private final FakeEngine engine = new FakeEngine();
  private final FakeEngineAnswers answers = new FakeEngineAnswers(engine);
  private final EngineProxy proxy;
  private final ServerSocket service;
  private final FakeContainer container;
  private final List<String> earlierJobs = new ArrayList<>();
  private int numbers;

  /**
   * Starts one.
   *
   * @param directory an empty directory for its socket and files
   */
  FakeTrialRunner(Path directory) {
    this.directory = directory;
    this.proxy = EngineProxy.start(directory.resolve("proxy.sock"), answers);
    try {
      this.service = new ServerSocket(0, 50, InetAddress.getByName(SERVICE));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    // The engine gives a container's default route to the network whose name sorts first.
    var home = engine.network("runners_default");
    this.container = engine.container("runner-1").withMount(SOCKET, SOCKET).onNetwork(home);
  }

  @Override
  public EngineProxy proxy() {
    return proxy;
  }

  @Override
  public Deadlines deadlines() {
    return Deadlines.STANDARD;
  }

  @Override
  public Duration slowness() {
    return Duration.ofMillis(200);
  }

  @Override
  public Optional<String> purposeOf(String id) {
    return answers.purposeOf(id);
  }

  @Override
  public String container() {
    return container.id().value();
  }

  @Override
  public Set<String> networks() {
    var networks = new TreeSet<String>();
    endpoints().fieldNames().forEachRemaining(networks::add);
    return networks;
  }

  @Override
  public String addressOn(String network) {
    return endpoints().path(network).path("IPAddress").asText();
  }

  private JsonNode endpoints() {
    return ask("GET", "/containers/" + container() + "/json")
        .path("NetworkSettings")
        .path("Networks");
  }

  @Override
  public List<String> containersOfTheAction() {
    return containersLabelled("dood-network-action.signature").stream()
        .map(c -> c.path("Names").path(0).asText())
        .toList();
  }

  private List<JsonNode> containersLabelled(String label) {
    var filters =
        URLEncoder.encode("{\"label\":[\"%s\"]}".formatted(label), StandardCharsets.UTF_8);
    return ask("GET", "/containers/json?all=true&filters=" + filters).valueStream().toList();
  }

  @Override
  public List<String> networksOfTheEngine() {
    return ask("GET", "/networks").valueStream().map(n -> n.path("Name").asText()).toList();
  }

  /** Those of the last command that changed them. */
  @Override
  public List<String> routingRules() {
    var commands = engine.finishedCommands();
    return commands.isEmpty() || commands.getLast().contains(" remove ")
        ? List.of()
        : List.of(commands.getLast());
  }

  @Override
  public Job startJob() {
    containersLabelled(LABEL).forEach(c -> ask("DELETE", "/containers/" + c.path("Id").asText()));
    earlierJobs.forEach(network -> ask("DELETE", "/networks/" + network));
    var name = "github_network_%032x".formatted(++numbers);
    earlierJobs.add(name);
    return new FakeJob(name, engine.network(name).withLabel(LABEL).createdAt(Instant.now()));
  }

  /**
   * The action's own transport. Where a call gets no answer, it does not wait for the deadline, but
   * reports at once that the deadline has passed, as {@link org.dood.network.engine.Engine} does.
   */
  private DockerHttpClient transport() {
    var transport = HttpTransport.toSocket(proxy.socket());
    return new DockerHttpClient() {
      @Override
      public Response execute(Request request) {
        try {
          return transport.execute(request);
        } catch (UncheckedIOException e) {
          if (answers.leftUnanswered(request.method(), request.path())) {
            var call = request.method() + " " + request.path();
            throw new EngineException(
                new EngineFailure.TimedOut(call, Deadlines.STANDARD.look()), e);
          }
          throw e;
        }
      }

      @Override
      public void close() {
        transport.close();
      }
    };
  }

  /** Asks the engine past the proxy. What it refuses is an empty object. */
  private JsonNode ask(String method, String path) {
    try (var answer = engine.execute(Request.builder().method(method).path(path).build())) {
      return answer.getStatusCode() < 300
          ? JSON.readTree(answer.getBody().readAllBytes())
          : JSON.createObjectNode();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    proxy.close();
    try {
      service.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private final class FakeJob implements Job {

    private final String network;
    private final FakeNetwork fakeNetwork;
    private final FakeContainer serviceContainer;

    FakeJob(String network, FakeNetwork fakeNetwork) {
      this.network = network;
      this.fakeNetwork = fakeNetwork;
      this.serviceContainer =
          engine
              .container("%032x_web_%06x".formatted(numbers, numbers))
              .withLabel(LABEL)
              .onNetwork(fakeNetwork, SERVICE)
              .withPublishedPort(service.getLocalPort() + "/tcp", 49_153)
              .withProcess("web");
    }

    @Override
    public String network() {
      return network;
    }

    @Override
    public List<String> serviceContainers() {
      return List.of(serviceContainer.id().value());
    }

    @Override
    public Step step() {
      return new FakeStep(this);
    }

    /** The engine's part of it: both ends are on the network. */
    @Override
    public void useService() {
      assertThat(container.networks()).contains(fakeNetwork);
    }

    @Override
    public void endAnyway() {
      ask("DELETE", "/containers/" + serviceContainer.id());
      ask("DELETE", "/networks/" + network);
    }

    @Override
    public void end() {
      endAnyway();
      assertThat(networksOfTheEngine()).doesNotContain(network);
    }
  }

  private final class FakeStep implements Step {

    private final FakeJob job;
    private final Map<String, String> savedState = new HashMap<>();

    FakeStep(FakeJob job) {
      this.job = job;
    }

    @Override
    public StageResult main() {
      var result = run("main");
      savedState.putAll(result.savedState());
      return result;
    }

    @Override
    public StageResult detach() {
      return run("detach");
    }

    @Override
    public StageResult post() {
      return run("post");
    }

    private StageResult run(String stage) {
      var name = "action_%06x".formatted(++numbers);
      var own =
          engine
              .container(name)
              .withLabel(LABEL)
              .withMount(COMMAND_FILES, "/github/file_commands")
              .withMount(SOCKET, SOCKET)
              .inNetworkMode(job.network)
              .onNetwork(job.fakeNetwork);
      container.withProcess("docker run --name %s --label %s image".formatted(name, LABEL));
      try {
        return run(stage, own.id());
      } finally {
        ask("DELETE", "/containers/" + own.id());
      }
    }

    private StageResult run(String stage, ContainerId own) {
      var environment = new HashMap<String, String>();
      var stateFile = newFile("GITHUB_STATE");
      var outputFile = newFile("GITHUB_OUTPUT");
      var variablesFile = newFile("GITHUB_ENV");
      environment.put("GITHUB_STATE", stateFile.toString());
      environment.put("GITHUB_OUTPUT", outputFile.toString());
      environment.put("GITHUB_ENV", variablesFile.toString());
      container.withFile(COMMAND_FILES + "/" + stateFile.getFileName());
      environment.put("GITHUB_ACTION", "__dood-network-action");
      environment.put("RUNNER_ENVIRONMENT", "self-hosted");
      environment.put("INPUT_NETWORK", job.network);
      environment.put("INPUT_DEFAULT_ROUTE", "keep");
      environment.put("INPUT_LOCALHOST", "published");
      environment.put("INPUT_LOCALHOST_PORTS", "8080");
      environment.put("INPUT_EXPORT_ENV", "true");
      savedState.forEach((key, value) -> environment.put("STATE_" + key, value));
      var out = new ByteArrayOutputStream();
      var context =
          new StageContext(
              Environment.of(environment::get),
              _ -> transport(),
              new ProcessInfo(
                  own.shortForm(),
                  EngineLocation.HOST,
                  new ResolverConfiguration(FakeContainer.RESOLVER),
                  new RoutingTable(GATEWAY_ANSWERS),
                  false),
              StepSecret::random,
              new PrintStream(out, true, StandardCharsets.UTF_8));
      var exitCode = new Main(context).run(List.of(stage));
      return StageResult.read(
          new CommandResult(exitCode, out.toString(StandardCharsets.UTF_8), ""),
          read(outputFile),
          read(stateFile),
          read(variablesFile));
    }

    private Path newFile(String name) {
      try {
        return Files.createFile(directory.resolve(name + "_" + ++numbers));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static String read(Path file) {
      try {
        return Files.readString(file);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
