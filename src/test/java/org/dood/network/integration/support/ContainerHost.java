package org.dood.network.integration.support;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A container with the agent, the Docker command line and the engine's socket in it. */
final class ContainerHost implements RunnerHost {

  /**
   * Variables that the command line obeys itself. The runner puts them into its environment as all
   * others, and where it then fails no stage starts; so these go past it.
   */
  private static final Pattern OBEYED_BY_CLI = Pattern.compile("DOCKER_.*|LD_.*");

  private final EngineUnderTest engine;
  private final String container;
  private final String workDirectory;
  private final WorkFiles files;

  ContainerHost(EngineUnderTest engine, String container, String workDirectory, WorkFiles files) {
    this.engine = engine;
    this.container = container;
    this.workDirectory = workDirectory;
    this.files = files;
  }

  @Override
  public Optional<String> container() {
    return Optional.of(container);
  }

  @Override
  public String workDirectory() {
    return workDirectory;
  }

  @Override
  public WorkFiles files() {
    return files;
  }

  @Override
  public CommandResult docker(String... arguments) {
    return engine.exec(
        container,
        Map.of(),
        Stream.concat(Stream.of("docker"), Stream.of(arguments)).toArray(String[]::new));
  }

  @Override
  public CommandResult run(ActionRun run) {
    var command = new ArrayList<String>(List.of("docker", "run"));
    command.addAll(List.of("--name", run.name(), "--label", run.label()));
    command.addAll(List.of("--workdir", ActionRun.WORKSPACE, "--rm"));
    var ofCli = new HashMap<String, String>();
    run.environment()
        .forEach((name, value) -> {
          if (OBEYED_BY_CLI.matcher(name).matches()) {
            command.addAll(List.of("-e", name + "=" + value));
          } else {
            command.addAll(List.of("-e", name));
            ofCli.put(name, value);
          }
        });
    command.addAll(List.of("-e", "GITHUB_ACTIONS=true", "-e", "CI=true"));
    command.addAll(List.of("--entrypoint", run.entrypoint()));
    run.network().ifPresent(network -> command.addAll(List.of("--network", network)));
    run.mounts().forEach(mount -> command.addAll(List.of("-v", mount)));
    command.addAll(run.options());
    command.add(run.image());
    return engine.exec(container, ofCli, command.toArray(String[]::new));
  }
}
