package org.dood.network.integration.support;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.model.ContainerNetwork;
import com.github.dockerjava.api.model.Frame;
import com.github.dockerjava.api.model.StreamType;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.dood.network.engine.model.EngineFamily;

/**
 * The engine that {@code ./verify} found or started, and the images that it prepared there.
 *
 * @param client speaks to it from this JVM
 * @param family what kind of engine it is
 * @param socket its socket, as this machine sees it
 * @param socketOnHost the same socket, as the engine's own host sees it: what a mount names
 * @param baseImage the Debian image that the action's Dockerfile builds on
 * @param runnerImage a self-hosted runner's image, with the Docker command line and {@code psql}
 * @param postgresImage the service
 * @param nestedEngineImage an engine in a container
 */
public record EngineUnderTest(
    DockerClient client,
    EngineFamily family,
    Path socket,
    String socketOnHost,
    String baseImage,
    String runnerImage,
    String postgresImage,
    String nestedEngineImage) {

  private static final Duration PATIENCE = Duration.ofMinutes(3);

  static EngineUnderTest fromEnvironment() {
    var host = variable("DOCKER_HOST");
    if (!host.startsWith("unix://")) {
      throw new AssertionError("DOCKER_HOST is " + host + ", which is no Unix socket. " + HOW);
    }
    var client = clientOf(host);
    return new EngineUnderTest(
        client,
        familyOf(client),
        Path.of(host.substring("unix://".length())),
        variable("DOOD_ENGINE_SOCKET"),
        variable("DOOD_BASE_IMAGE"),
        variable("DOOD_RUNNER_IMAGE"),
        variable("DOOD_POSTGRES_IMAGE"),
        variable("DOOD_NESTED_ENGINE_IMAGE"));
  }

  /** The same images on an engine that lives in a container of this one. */
  EngineUnderTest nestedAt(Path itsSocket) {
    return new EngineUnderTest(
        clientOf("unix://" + itsSocket),
        EngineFamily.DOCKER,
        itsSocket,
        "/var/run/docker.sock",
        baseImage,
        runnerImage,
        postgresImage,
        nestedEngineImage);
  }

  private static DockerClient clientOf(String host) {
    var config =
        DefaultDockerClientConfig.createDefaultConfigBuilder()
            .withDockerHost(host)
            .withDockerTlsVerify(false)
            .build();
    var transport =
        new ZerodepDockerHttpClient.Builder().dockerHost(config.getDockerHost()).build();
    return DockerClientImpl.getInstance(config, transport);
  }

  private static final String HOW =
      "The integration tests need a Docker engine and images on it: run them by ./verify, which"
          + " finds or starts one.";

  private static String variable(String name) {
    return Optional.ofNullable(System.getenv(name))
        .filter(value -> !value.isBlank())
        .orElseThrow(() -> new AssertionError(name + " is not set. " + HOW));
  }

  InspectContainerResponse inspect(String container) {
    return client.inspectContainerCmd(container).exec();
  }

  /** Whether a container was made from an image of that name. */
  boolean runs(String container, String image) {
    return image.equals(inspect(container).getConfig().getImage());
  }

  /** The networks that a container is on, by name. */
  public Map<String, ContainerNetwork> networksOf(String container) {
    return new TreeMap<>(inspect(container).getNetworkSettings().getNetworks());
  }

  /** A container's IPv4 address on a network. */
  public String addressOn(String network, String container) {
    var endpoint = networksOf(container).get(network);
    if (endpoint == null) {
      throw new AssertionError(container + " is not on " + network);
    }
    return String.valueOf(endpoint.getIpAddress());
  }

  /** The id of a network. */
  public String idOfNetwork(String name) {
    return client.inspectNetworkCmd().withNetworkId(name).exec().getId();
  }

  private static EngineFamily familyOf(DockerClient client) {
    return Stream.ofNullable(client.versionCmd().exec().getComponents())
            .flatMap(List::stream)
            .anyMatch(component -> "Podman Engine".equals(component.getName()))
        ? EngineFamily.PODMAN
        : EngineFamily.DOCKER;
  }

  /** The network of a container for which nobody chose one; its name. */
  String defaultNetwork() {
    return switch (family) {
      case DOCKER -> "bridge";
      case PODMAN -> "podman";
    };
  }

  /** The address of a network's own bridge. */
  public String gatewayOf(String network) {
    return client
        .inspectNetworkCmd()
        .withNetworkId(network)
        .exec()
        .getIpam()
        .getConfig()
        .getFirst()
        .getGateway();
  }

  /** Runs a command in a container. */
  CommandResult exec(String container, Map<String, String> environment, String... command) {
    return exec(PATIENCE, container, environment, command);
  }

  /** Runs a command that may take its time. */
  CommandResult exec(
      Duration patience, String container, Map<String, String> environment, String... command) {
    var exec =
        client
            .execCreateCmd(container)
            .withAttachStdout(true)
            .withAttachStderr(true)
            .withEnv(
                environment.entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).toList())
            .withCmd(command)
            .exec()
            .getId();
    var output = new Output();
    await(patience, client.execStartCmd(exec).exec(output));
    return output.result(client.inspectExecCmd(exec).exec().getExitCodeLong());
  }

  /** Waits for the end of a container that was started. */
  CommandResult awaitEnd(String container) {
    var exitCode =
        client
            .waitContainerCmd(container)
            .start()
            .awaitStatusCode(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    var output = new Output();
    await(
        PATIENCE,
        client
            .logContainerCmd(container)
            .withStdOut(true)
            .withStdErr(true)
            .withFollowStream(true)
            .exec(output));
    return output.result(exitCode);
  }

  private static void await(Duration patience, ResultCallback.Adapter<Frame> output) {
    try {
      if (!output.awaitCompletion(patience.toSeconds(), TimeUnit.SECONDS)) {
        throw new AssertionError("no end after " + patience);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  /** Gathers what a process in a container prints. */
  private static final class Output extends ResultCallback.Adapter<Frame> {
    private final ByteArrayOutputStream stdout = new ByteArrayOutputStream();
    private final ByteArrayOutputStream stderr = new ByteArrayOutputStream();

    @Override
    public void onNext(Frame frame) {
      (frame.getStreamType() == StreamType.STDERR ? stderr : stdout).writeBytes(frame.getPayload());
    }

    CommandResult result(long exitCode) {
      return new CommandResult(
          exitCode,
          stdout.toString(StandardCharsets.UTF_8),
          stderr.toString(StandardCharsets.UTF_8));
    }
  }
}
