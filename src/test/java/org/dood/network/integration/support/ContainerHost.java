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

  ContainerHost(EngineUnderTest engine, String container, String workDirectory) {
    this.engine = engine;
    this.container = container;
    this.workDirectory = workDirectory;
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
  public void prepare(List<String> directories, List<String> emptyFiles) {
    var directoryList = String.join(" ", directories);
    var fileList = String.join(" ", emptyFiles);
    exec("sh", "-c", "mkdir -p " + directoryList + " && touch " + fileList).output();
  }

  @Override
  public List<String> read(List<String> files) {
    // In one go: to start a process in a container is what takes its time.
    var command = List.of("sh", "-ec", "for file; do cat \"$file\"; printf '\\0'; done", "read");
    var cat = exec(Stream.concat(command.stream(), files.stream()).toArray(String[]::new));
    cat.output();
    var texts = List.of(cat.stdout().split("\0", -1));
    return texts.subList(0, texts.size() - 1);
  }

  @Override
  public CommandResult docker(String... arguments) {
    return exec(Stream.concat(Stream.of("docker"), Stream.of(arguments)).toArray(String[]::new));
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
    command.add(run.image());
    return engine.exec(container, ofCli, command.toArray(String[]::new));
  }

  private CommandResult exec(String... command) {
    return engine.exec(container, Map.of(), command);
  }
}
