package org.dood.network.runner;

import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import org.dood.network.engine.model.ListedContainer;
import org.dood.network.engine.model.ListedNetwork;
import org.dood.network.engine.model.NetworkId;

/**
 * A network that a runner created for a job, recognised by its name and its label (actions/runner,
 * {@code ContainerOperationProvider.cs} and {@code ContainerInfo.cs}).
 *
 * @param name {@code github_network_} and 32 hexadecimal digits
 * @param runnerLabel the label of the runner that created the network
 */
public record JobNetwork(NetworkId id, String name, RunnerLabel runnerLabel, Instant created) {

  private static final Pattern NAME = Pattern.compile("github_network_[0-9a-f]{32}");

  /** The name that GitHub's docker container hooks give, beside the one that its runner gives. */
  private static final Pattern NAME_OF_ANY_RUNNER =
      Pattern.compile("github_network_([0-9a-f]{32}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})");

  /** The networks that engines have by themselves, and the modes that name no network. */
  private static final Pattern OF_NO_JOB =
      Pattern.compile(
          "|default|bridge|podman|host|none|private|(container|ns|slirp4netns|pasta)(:.*)?");

  /** {@code <32 hexadecimal digits>_<letters and digits of the image>_<6 hexadecimal digits>}. */
  private static final Pattern SERVICE_NAME =
      Pattern.compile("[0-9a-f]{32}_[a-zA-Z0-9_]*_[0-9a-f]{6}");

  /** {@code <letters and digits of the image>_<6 hexadecimal digits>}. */
  private static final Pattern ACTION_NAME = Pattern.compile("[a-zA-Z0-9]+_[0-9a-f]{6}");

  /**
   * Whether a network mode can name a job network: not if each engine has a network of that name by
   * itself, or if it names no network at all.
   */
  public static boolean canBe(String networkMode) {
    return !OF_NO_JOB.matcher(networkMode).matches();
  }

  /** Whether a network's name is exactly of the form that a runner gives a job network. */
  public static boolean isNamed(String name) {
    return NAME.matcher(name).matches();
  }

  /** The same, with the form that GitHub's docker container hooks give. */
  public static boolean isNamedByAnyRunner(String name) {
    return NAME_OF_ANY_RUNNER.matcher(name).matches();
  }

  /**
   * The network as a job network.
   *
   * @return empty if its name is not exactly of the form of a job network's, or if it has no
   *     runner's label
   */
  public static Optional<JobNetwork> of(ListedNetwork network) {
    return RunnerLabel.among(network.labels())
        .filter(_ -> isNamed(network.name()))
        .map(label -> new JobNetwork(network.id(), network.name(), label, network.created()));
  }

  /**
   * Whether a container is a service or job container of the same runner: it has the runner's label
   * of this network, and is one by {@link #isServiceOrJobContainer}.
   */
  public boolean fits(ListedContainer container) {
    return container.labels().containsKey(runnerLabel.value())
        && isServiceOrJobContainer(container);
  }

  /**
   * Whether a container with a runner's label is a service or job container: it has a name of the
   * form that a runner gives those, or one of its own, which {@code options} can set. One of an own
   * name with an engine's socket may be a runner, and is none.
   */
  public static boolean isServiceOrJobContainer(ListedContainer container) {
    return !isOfAction(container)
        && (SERVICE_NAME.matcher(container.name()).matches() || !container.mountsEngineSocket());
  }

  /**
   * Whether a container may be that of an action, which runs only while its job does: it has the
   * mount or a name of the form that a runner gives those ({@code ContainerActionHandler.cs}).
   */
  private static boolean isOfAction(ListedContainer container) {
    return ACTION_NAME.matcher(container.name()).matches()
        || container.mounts().stream()
            .anyMatch(mount -> mount.destination().equals(OwnContainer.FILE_COMMANDS_MOUNT));
  }

  /** Whether a container is on this network, or will be when it is started. */
  public boolean holds(ListedContainer container) {
    return container.networks().containsKey(name) || container.networks().containsValue(id);
  }
}
