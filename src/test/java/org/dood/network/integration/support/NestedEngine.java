package org.dood.network.integration.support;

import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.HostConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * An engine in a container of the engine under test. Its command line is played in that container,
 * so that to it, whoever uses it is none of its containers.
 */
public final class NestedEngine implements AutoCloseable {

  private static final Duration UNTIL_UP = Duration.ofSeconds(60);
  private static final String WORK = "/home/runner/_work";

  private final Workbench bench;
  private final String container;

  private NestedEngine(Workbench bench, String container) {
    this.bench = bench;
    this.container = container;
  }

  static NestedEngine start(Workbench bench, String... options) {
    var archive = bench.directory().resolve("action.tar");
    save(bench, archive);
    var hostConfig =
        HostConfig.newHostConfig()
            // The last one to make user namespaces for its containers.
            .withCapAdd(Capability.SYS_ADMIN, Capability.NET_ADMIN, Capability.SYS_PTRACE)
            .withSecurityOpts(List.of("seccomp=unconfined", "apparmor=unconfined"))
            .withBinds(
                Bind.parse("/sys/fs/cgroup:/sys/fs/cgroup:rw"),
                Bind.parse(archive + ":/action.tar"));
    var container =
        bench.start(
            bench.engine().nestedEngineImage(),
            hostConfig,
            c -> c.withEnv("CGROUP_PARENT=dood-it-" + Hex.digits(8)).withCmd(options));
    var nested = new NestedEngine(bench, container);
    Poll.until(
        "the nested engine is up",
        UNTIL_UP,
        () -> bench.run(container, "docker", "version").exitCode() == 0);
    nested.docker("load", "--input", "/action.tar");
    return nested;
  }

  /** Through a file, since both engines see the test's directory. */
  private static void save(Workbench bench, Path archive) {
    try (var image = bench.engine().client().saveImageCmd(bench.actionImage().name()).exec()) {
      Files.copy(image, archive);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A runner that uses this engine and is none of its containers. */
  public SimulatedRunner runner() {
    return new SimulatedRunner(
        bench,
        new ContainerHost(bench.engine(), container, WORK),
        "/var/run/docker.sock",
        bench.actionImage().name());
  }

  /** The name of the action's image, the only one that this engine has. */
  public String image() {
    return bench.actionImage().name();
  }

  /** Runs the command line on this engine. Returns what it printed. */
  public String docker(String... arguments) {
    return tryDocker(arguments).output();
  }

  /** Runs the command line on this engine, whatever becomes of it. */
  public CommandResult tryDocker(String... arguments) {
    var command = new String[arguments.length + 1];
    command[0] = "docker";
    System.arraycopy(arguments, 0, command, 1, arguments.length);
    return bench.engine().exec(container, Map.of(), command);
  }

  /** Lets it end by itself, for it leaves control groups behind else. */
  @Override
  public void close() {
    bench.engine().client().stopContainerCmd(container).withTimeout(30).exec();
  }
}
