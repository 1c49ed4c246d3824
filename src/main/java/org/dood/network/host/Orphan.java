package org.dood.network.host;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.dood.network.engine.ListedContainer;
import org.dood.network.engine.ListedNetwork;
import org.dood.network.runner.JobNetwork;

/**
 * A job's network that its runner left behind, as far as can be told: it is older than a limit, and
 * nothing is on it, in whatever state, but service and job containers of that same runner.
 *
 * @param network the network
 * @param age how long ago it was made
 * @param containers what is on it
 */
public record Orphan(JobNetwork network, Duration age, List<ListedContainer> containers) {

  /**
   * The job networks that are older than a limit: the only ones that can be orphans, told without a
   * look at any container.
   */
  static List<JobNetwork> candidates(List<ListedNetwork> networks, Duration limit, Instant now) {
    return networks.stream()
        .flatMap(network -> JobNetwork.of(network).stream())
        .filter(network -> network.created().plus(limit).isBefore(now))
        .toList();
  }

  /** The orphans among all that is on an engine. */
  static List<Orphan> in(Survey survey, Duration limit, Instant now) {
    return among(candidates(survey.networks(), limit, now), survey.containers(), now);
  }

  /**
   * The orphans among networks.
   *
   * @param containers all containers of the engine, in whatever state
   */
  static List<Orphan> among(
      List<JobNetwork> candidates, List<ListedContainer> containers, Instant now) {
    return candidates.stream()
        .flatMap(network ->
            of(network, containers.stream().filter(network::holds).toList(), now).stream())
        .toList();
  }

  /** A network as an orphan; empty if something on it does not let it be one. */
  private static Optional<Orphan> of(JobNetwork network, List<ListedContainer> on, Instant now) {
    return on.stream().allMatch(network::fits)
        ? Optional.of(new Orphan(network, Duration.between(network.created(), now), on))
        : Optional.empty();
  }
}
