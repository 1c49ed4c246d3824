package org.dood.network.attachment;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.dood.network.docker.Endpoint;
import org.dood.network.docker.EngineFailure;
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
 * @param notLookedFor why the containers are not known; empty if they are
 */
record Leftovers(
    List<Endpoint> endpoints,
    List<ListedContainer> containers,
    Optional<EngineFailure> notLookedFor) {

  /** The containers that the action made for whatever job, in whatever state. */
  sealed interface OwnContainers {

    /** All of them. */
    record Seen(List<ListedContainer> all) implements OwnContainers {}

    /** The engine could not be asked. No job has to do without its services for that. */
    record Unseen(EngineFailure failure) implements OwnContainers {}
  }

  /**
   * What was left behind.
   *
   * @param endpoints those of the container whose network namespace the runner uses
   * @param signature that of this step
   * @param running the containers that run
   */
  static Leftovers among(
      List<Endpoint> endpoints,
      OwnContainers ours,
      Signature signature,
      List<ListedContainer> running) {
    Predicate<Optional<Signature>> leftBehind =
        whose -> whose.filter(s -> isLeftBehind(s, signature, running)).isPresent();
    var left = endpoints.stream().filter(e -> leftBehind.test(Signature.on(e))).toList();
    return switch (ours) {
      case OwnContainers.Seen(List<ListedContainer> all) ->
          new Leftovers(
              left,
              all.stream().filter(c -> leftBehind.test(Signature.on(c))).toList(),
              Optional.empty());
      case OwnContainers.Unseen(EngineFailure failure) ->
          new Leftovers(left, List.of(), Optional.of(failure));
    };
  }

  /** Whether nothing was, for sure. */
  boolean isEmpty() {
    return endpoints.isEmpty() && containers.isEmpty() && notLookedFor.isEmpty();
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
