package org.dood.network.runner;

import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import org.dood.network.engine.ListedContainer;
import org.dood.network.engine.ListedNetwork;
import org.dood.network.engine.NetworkId;

/**
 * A network that a runner made for a job, told by how the runner names and labels what it makes
 * (actions/runner, {@code ContainerOperationProvider.cs} and {@code ContainerInfo.cs}).
 *
 * @param id its id
 * @param name its name: {@code github_network_} and 32 hexadecimal digits
 * @param runnerLabel the label of the runner that made it
 * @param created when it was made
 */
public record JobNetwork(NetworkId id, String name, RunnerLabel runnerLabel, Instant created) {

  private static final Pattern NAME = Pattern.compile("github_network_[0-9a-f]{32}");

  /** {@code <32 hexadecimal digits>_<image, without what is no letter or digit>_<6 of them>}. */
  private static final Pattern CONTAINER_NAME =
      Pattern.compile("[0-9a-f]{32}_[a-zA-Z0-9_]*_[0-9a-f]{6}");

  /** Whether a network is named exactly as a runner names a job's. */
  public static boolean isNamed(String name) {
    return NAME.matcher(name).matches();
  }

  /**
   * The network as a runner's.
   *
   * @return empty if it is not named exactly as a runner names a job's, or bears no runner's label
   */
  public static Optional<JobNetwork> of(ListedNetwork network) {
    return RunnerLabel.among(network.labels())
        .filter(_ -> isNamed(network.name()))
        .map(label -> new JobNetwork(network.id(), network.name(), label, network.created()));
  }

  /**
   * Whether a container is a service or job container of the same runner: it bears this network's
   * runner label, and the name that a runner gives those. An action's container has another name.
   */
  public boolean fits(ListedContainer container) {
    return container.labels().containsKey(runnerLabel.value())
        && isNamedAsService(container.name());
  }

  /** Whether a container is named as a runner names a service or job container. */
  public static boolean isNamedAsService(String container) {
    return CONTAINER_NAME.matcher(container).matches();
  }

  /** Whether a container is on it, or will be when it is started. */
  public boolean holds(ListedContainer container) {
    return container.networks().containsKey(name) || container.networks().containsValue(id);
  }
}
