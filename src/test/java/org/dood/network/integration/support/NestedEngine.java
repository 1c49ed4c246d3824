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
import java.util.stream.Stream;

/**
 * An engine in a container of the engine under test. Its command line is played in that container,
 * so that to it, whoever uses it is none of its containers.
 */
public final class NestedEngine implements AutoCloseable {

  private static final Duration UNTIL_UP = Duration.ofSeconds(60);
  private static final String SOCKET = "engine.sock";
  private static final String WORK = "/home/runner/_work";

  private final Workbench bench;
  private final String container;

  private NestedEngine(Workbench bench, String container) {
    this.bench = bench;
    this.container = container;
  }

  static NestedEngine start(Workbench bench, String... options) {
    var directory = bench.directory();
    var hostConfig =
        HostConfig.newHostConfig()
            // The last one to make user namespaces for its containers.
            .withCapAdd(Capability.SYS_ADMIN, Capability.NET_ADMIN, Capability.SYS_PTRACE)
            .withSecurityOpts(List.of("seccomp=unconfined", "apparmor=unconfined"))
            .withBinds(
                Bind.parse("/sys/fs/cgroup:/sys/fs/cgroup:rw"),
                Bind.parse("%1$s:%1$s".formatted(directory)));
    var container =
        bench.start(
            bench.engine().nestedEngineImage(),
            hostConfig,
            c ->
                c.withEnv("CGROUP_PARENT=dood-it-" + Hex.digits(8))
                    .withCmd(
                        Stream.concat(
                                Stream.of(
                                    "--host=unix:///var/run/docker.sock",
                                    "--host=unix://" + directory.resolve(SOCKET)),
                                Stream.of(options))
                            .toList()));
    var nested = new NestedEngine(bench, container);
    nested.awaitUp();
    nested.load(bench.actionImage().name());
    return nested;
  }

  /**
   * A bench on this engine itself, where runners live in its own containers. It must be closed
   * before this engine is.
   */
  public Workbench bench() {
    load(bench.engine().runnerImage());
    return bench.nested(socket());
  }

  /** Ends the engine and starts it anew; its containers end too. */
  public void restart() {
    var earlier = pid();
    bench.engine().client().killContainerCmd(container).withSignal("HUP").exec();
    Poll.until("another engine is there", UNTIL_UP, () -> !pid().equals(earlier));
    awaitUp();
  }

  private String pid() {
    return bench.run(container, "sh", "-c", "cat /var/run/docker.pid 2>/dev/null || :").output();
  }

  private void awaitUp() {
    Poll.until(
        "the nested engine is up",
        UNTIL_UP,
        () -> bench.run(container, "docker", "version").exitCode() == 0);
    // The tests need not be root.
    bench.run(container, "chmod", "666", socket().toString()).output();
  }

  private Path socket() {
    return bench.directory().resolve(SOCKET);
  }

  /** Through a file, since both engines see the test's directory. */
  private void load(String image) {
    var archive = bench.directory().resolve("image.tar");
    try (var saved = bench.engine().client().saveImageCmd(image).exec()) {
      Files.copy(saved, archive);
      docker("load", "--input", archive.toString());
      Files.delete(archive);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A runner that uses this engine and is none of its containers. */
  public SimulatedRunner runner() {
    return new SimulatedRunner(
        bench,
        new ContainerHost(
            bench.engine(), container, WORK, new FilesInContainer(bench.engine(), container)),
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
