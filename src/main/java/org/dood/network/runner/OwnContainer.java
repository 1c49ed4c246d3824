package org.dood.network.runner;

import java.util.Optional;
import java.util.stream.Stream;
import org.dood.network.engine.Engine;
import org.dood.network.engine.model.Container;
import org.dood.network.engine.model.Endpoint;
import org.dood.network.engine.model.ObjectName;

/**
 * The container that this process runs in. The runner starts it with {@code docker run}, as a
 * sibling of its own container; its name and its mounts lead to the runner.
 *
 * @param container the container as the engine describes it
 * @param fileCommands the directory of the step's command files, as a path in the runner's file
 *     system
 */
public record OwnContainer(Container container, String fileCommands) {

  static final String FILE_COMMANDS_MOUNT = "/github/file_commands";

  /**
   * Asks the engine for the own container.
   *
   * @param hostname this process's hostname: the start of the container's id, unless it shares
   *     another container's network namespace and with it that one's hostname
   * @return empty if the container of that name does not have the mount that the runner gives every
   *     container action, and so is another container
   */
  public static Optional<OwnContainer> find(Engine engine, String hostname) {
    return ObjectName.parse(hostname).flatMap(engine.containers()::find).flatMap(OwnContainer::of);
  }

  static Optional<OwnContainer> of(Container container) {
    return container
        .sourceMountedAt(FILE_COMMANDS_MOUNT)
        .map(source -> new OwnContainer(container, source));
  }

  /** The label of the runner that started this container; empty if it sets none. */
  public Optional<RunnerLabel> runnerLabel() {
    return RunnerLabel.on(container.labels());
  }

  /** The runner's work directory: {@code <work>} of {@code <work>/_temp/_runner_file_commands}. */
  public String workDirectory() {
    return fileCommands.replaceFirst("/_temp/[^/]+$", "");
  }

  /**
   * The name of the network that the runner started this container on, which is the job's; empty if
   * the job has none. Podman calls the mode of each network that somebody created {@code bridge}.
   */
  public Optional<String> jobNetwork() {
    var mode = container.networkMode();
    var networks =
        mode.equals("bridge") && container.endpoints().size() == 1
            ? container.endpoints().stream().map(Endpoint::networkName)
            : Stream.of(mode);
    return networks.filter(JobNetwork::canBe).findFirst();
  }
}
