package org.dood.network.integration.support;

import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.HostConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The runner of {@code examples/runner}, built and started by Compose from the very files.
 *
 * <p>The archive of GitHub's runner has a stand-in, whose programs register nothing and take no
 * jobs; a {@link SimulatedRunner} does the work of the agent.
 */
public final class ExampleRunner implements AutoCloseable {

  private static final Path EXAMPLE = Checkout.path("examples/runner");
  private static final String SERVICE = "runner-1";

  /** Packs the stand-in as the release does, serves it, and prints its checksum. */
  private static final String SERVE_ARCHIVE =
      """
      mkdir -p /archive /releases/v0
      printf '#!/bin/sh\\necho "$@" > .runner\\n' > /archive/config.sh
      printf '#!/bin/sh\\nexec sleep 36000\\n' > /archive/run.sh
      chmod +x /archive/*.sh
      tar -czf /releases/v0/actions-runner-linux-x64-0.tar.gz -C /archive .
      python3 -m http.server 8000 --directory /releases > /dev/null 2>&1 &
      sha256sum < /releases/v0/actions-runner-linux-x64-0.tar.gz | cut -d ' ' -f 1
      """;

  private final Workbench bench;
  private final Path directory;
  private final String machine;
  private final Map<String, String> environment = new HashMap<>();

  private ExampleRunner(Workbench bench, String toolsImage) {
    this.bench = bench;
    this.directory = bench.directory().resolve("example-runner");
    var binds =
        new Bind[] {
          Bind.parse(bench.engine().socketOnHost() + ":/run/docker.sock"),
          Bind.parse("%1$s:%1$s".formatted(bench.directory()))
        };
    this.machine = bench.start(toolsImage, HostConfig.newHostConfig().withBinds(binds), _ -> {});
  }

  /**
   * Builds and starts it.
   *
   * @param toolsImage has Compose and a web server
   */
  public static ExampleRunner start(Workbench bench, String toolsImage) {
    var example = new ExampleRunner(bench, toolsImage);
    example.copyFiles();
    example.start();
    return example;
  }

  private void copyFiles() {
    try {
      Files.createDirectories(directory);
      for (var name : List.of("Dockerfile", "compose.yml", "start")) {
        var text =
            Files.readString(EXAMPLE.resolve(name))
                .replace("debian:trixie-slim", bench.engine().baseImage())
                .replace("/var/run/docker.sock:", bench.engine().socketOnHost() + ":")
                .replace("/srv/runners", directory.toString());
        Files.writeString(directory.resolve(name), text);
      }
      Files.setPosixFilePermissions(
          directory.resolve("start"), Files.getPosixFilePermissions(EXAMPLE.resolve("start")));
      Files.createDirectories(Path.of(workDirectory()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void start() {
    bench.run(machine, "chown", "1001", workDirectory()).output();
    var sum = bench.run(machine, "sh", "-c", SERVE_ARCHIVE).output();
    environment.put("COMPOSE_PROJECT_NAME", project());
    environment.put("RUNNER_URL", "https://github.example.com/acme");
    environment.put("RUNNER_TOKEN", "a-token");
    environment.put(
        "DOCKER_GID", bench.run(machine, "stat", "-c", "%g", "/run/docker.sock").output());
    bench.owns("com.docker.compose.project=" + project());
    compose(
        "build",
        "--build-arg",
        "RUNNER_RELEASES=http://%s:8000"
            .formatted(bench.engine().addressOn(bench.defaultNetwork(), machine)),
        "--build-arg",
        "RUNNER_VERSION=0",
        "--build-arg",
        "RUNNER_SHA256=" + sum);
    compose("up", "--detach", "--no-build");
  }

  private String project() {
    return "ci-" + bench.directory().getFileName();
  }

  private String workDirectory() {
    return directory + "/1/_work";
  }

  /** The agent in it. */
  public SimulatedRunner agent() {
    var host = new ContainerHost(bench.engine(), container(), workDirectory(), new FilesOnHost());
    return new SimulatedRunner(
        bench, host, bench.engine().socketOnHost(), bench.actionImage().name());
  }

  /** The id of its container. */
  public String container() {
    return compose("ps", "--quiet", SERVICE);
  }

  private String compose(String... arguments) {
    var compose = Stream.of("docker", "compose", "--project-directory", directory.toString());
    return bench
        .run(
            machine,
            environment,
            Stream.concat(compose, Arrays.stream(arguments)).toArray(String[]::new))
        .output();
  }

  /** Removes its image too. */
  @Override
  public void close() {
    compose("down", "--rmi", "local", "--timeout", "1");
  }
}
