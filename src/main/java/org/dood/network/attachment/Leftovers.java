package org.dood.network.attachment;

import java.util.List;
import org.dood.network.docker.Endpoint;
import org.dood.network.docker.ListedContainer;
import org.dood.network.runner.Signature;

/**
 * What an earlier job of the same runner left behind, because it was killed before its post step.
 *
 * <p>Only what bears the runner's own label can be. Runners that share a network namespace can
 * share the label too; so a job whose services still run is a neighbour's, and alive: the runner
 * removes those of its own earlier jobs before it starts the services of the next.
 */
final class Leftovers {

  private Leftovers() {}

  /**
   * The endpoints that were left behind.
   *
   * @param endpoints those of the container whose network namespace the runner uses
   * @param signature that of this step
   * @param running the containers that run
   */
  static List<Endpoint> among(
      List<Endpoint> endpoints, Signature signature, List<ListedContainer> running) {
    return endpoints.stream()
        .filter(e -> Signature.on(e).filter(s -> isLeftBehind(s, signature, running)).isPresent())
        .toList();
  }

  /** Whether what bears the one signature was left behind, as seen by the step of the other. */
  static boolean isLeftBehind(Signature other, Signature signature, List<ListedContainer> running) {
    return other.runnerLabel().isPresent()
        && other.runnerLabel().equals(signature.runnerLabel())
        && !other.isOfSameJobAs(signature)
        && running.stream().noneMatch(c -> isServiceOf(other, c));
  }

  private static boolean isServiceOf(Signature job, ListedContainer container) {
    return job.runnerLabel().filter(container.labels()::containsKey).isPresent()
        && job.jobNetwork().filter(container.networks()::containsKey).isPresent();
  }
}
