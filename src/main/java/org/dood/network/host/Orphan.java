package org.dood.network.host;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.dood.network.engine.model.ListedContainer;
import org.dood.network.engine.model.ListedNetwork;
import org.dood.network.runner.JobNetwork;

/**
 * A job network that its runner seems to have left behind: it is older than a limit, and only
 * service and job containers of the same runner, in any state, are on it.
 *
 * @param age the time since the network was created
 * @param containers the containers on it
 */
public record Orphan(JobNetwork network, Duration age, List<ListedContainer> containers) {

  /**
   * The job networks that are older than a limit: only these can be orphans, and no container has
   * to be listed to find them.
   */
  static List<JobNetwork> candidates(List<ListedNetwork> networks, Duration limit, Instant now) {
    return networks.stream()
        .flatMap(network -> JobNetwork.of(network).stream())
        // The limit is not added to the creation time: where the engine gives none, that is the
        // last moment that an Instant can be.
        .filter(network -> network.created().isBefore(now.minus(limit)))
        .toList();
  }

  /** The orphans among the networks of a survey. */
  static List<Orphan> in(Survey survey, Duration limit, Instant now) {
    return among(candidates(survey.networks().elements(), limit, now), survey.containers(), now);
  }

  /**
   * The orphans among networks.
   *
   * @param containers all containers of the engine, in any state
   */
  static List<Orphan> among(
      List<JobNetwork> candidates, List<ListedContainer> containers, Instant now) {
    return candidates.stream()
        .flatMap(network ->
            of(network, containers.stream().filter(network::holds).toList(), now).stream())
        .toList();
  }

  /** The network as an orphan; empty if any other container is on it. */
  private static Optional<Orphan> of(JobNetwork network, List<ListedContainer> on, Instant now) {
    return on.stream().allMatch(network::fits)
        ? Optional.of(new Orphan(network, Duration.between(network.created(), now), on))
        : Optional.empty();
  }
}
