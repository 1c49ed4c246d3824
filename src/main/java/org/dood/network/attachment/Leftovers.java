package org.dood.network.attachment;

import java.util.List;
import org.dood.network.docker.Endpoint;
import org.dood.network.docker.ListedContainer;
import org.dood.network.runner.Signature;

/**
 * What earlier jobs of the same runner left behind, because they were killed before their post
 * step.
 *
 * <p>Only what bears the runner's own label can be. Runners that share a network namespace can
 * share the label too; so a job whose services still run is a neighbour's, and alive: the runner
 * removes those of its own earlier jobs before it starts the services of the next.
 *
 * @param endpoints those of the container whose network namespace the runner uses
 * @param containers those that the action made, with or without an endpoint beside them
 */
record Leftovers(List<Endpoint> endpoints, List<ListedContainer> containers) {

  /**
   * What was left behind.
   *
   * @param endpoints those of the container whose network namespace the runner uses
   * @param ours the containers that the action made for whatever job, in whatever state
   * @param signature that of this step
   * @param running the containers that run
   */
  static Leftovers among(
      List<Endpoint> endpoints,
      List<ListedContainer> ours,
      Signature signature,
      List<ListedContainer> running) {
    return new Leftovers(
        endpoints.stream()
            .filter(
                e -> Signature.on(e).filter(s -> isLeftBehind(s, signature, running)).isPresent())
            .toList(),
        ours.stream()
            .filter(
                c -> Signature.on(c).filter(s -> isLeftBehind(s, signature, running)).isPresent())
            .toList());
  }

  /** Whether nothing was. */
  boolean isEmpty() {
    return endpoints.isEmpty() && containers.isEmpty();
  }

  private static boolean isLeftBehind(
      Signature other, Signature signature, List<ListedContainer> running) {
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
