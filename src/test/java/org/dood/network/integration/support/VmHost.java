package org.dood.network.integration.support;

import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.HostConfig;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The engine's own host. No container holds the agent: its stages are started through the API, so
 * that no container has a {@code docker run} process, and its files are the host's.
 */
final class VmHost implements RunnerHost {

  private final Workbench bench;
  private final String workDirectory;

  VmHost(Workbench bench) {
    this.bench = bench;
    this.workDirectory = bench.pathOnHost();
  }

  @Override
  public Optional<String> container() {
    return Optional.empty();
  }

  @Override
  public String workDirectory() {
    return workDirectory;
  }

  @Override
  public WorkFiles files() {
    return new FilesOnHost();
  }

  /** In a container that is gone before any stage runs: this machine may have no command line. */
  @Override
  public CommandResult docker(String... arguments) {
    var command = Stream.concat(Stream.of("docker"), Stream.of(arguments)).toArray(String[]::new);
    var socket = Bind.parse(bench.engine().socketOnHost() + ":/var/run/docker.sock");
    var cli =
        bench.container(
            HostConfig.newHostConfig().withBinds(socket).withNetworkMode("none"),
            c -> c.withCmd(command));
    try {
      return bench.engine().awaitEnd(cli);
    } finally {
      bench.remove(cli);
    }
  }

  @Override
  public CommandResult run(ActionRun run) {
    if (!run.options().isEmpty()) {
      throw new AssertionError("no command line takes these options here: " + run.options());
    }
    var environment =
        Stream.concat(
                run.environment().entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()),
                Stream.of("GITHUB_ACTIONS=true", "CI=true"))
            .toList();
    var hostConfig =
        HostConfig.newHostConfig().withBinds(run.mounts().stream().map(Bind::parse).toList());
    run.network().ifPresent(hostConfig::withNetworkMode);
    var container =
        bench.create(
            run.image(),
            hostConfig,
            c ->
                c.withName(run.name())
                    .withLabels(Map.of(run.label(), ""))
                    .withWorkingDir(ActionRun.WORKSPACE)
                    .withEnv(environment)
                    .withEntrypoint(run.entrypoint()));
    try {
      bench.engine().client().startContainerCmd(container).exec();
      return bench.engine().awaitEnd(container);
    } finally {
      bench.remove(container);
    }
  }
}
