package org.dood.network.attach;

import org.dood.network.runner.ProofResult;

/** The reason for which a container counts as the runner's. */
public sealed interface Evidence {

  /** The job's steps run in it. */
  record RunsJobSteps() implements Evidence {}

  /** This step shares its network namespace, as some runners start actions. */
  record SharesNetwork() implements Evidence {}

  /** The input {@code runner-container} gives its name or id. */
  record NamedByInput() implements Evidence {}

  /** The input {@code runner-container} gives its hostname. */
  record HasHostnameOfInput() implements Evidence {}

  /**
   * A proof says that it is the runner's container.
   *
   * @param seen what the proof saw there
   */
  record Proven(ProofResult.Sighting seen) implements Evidence {}
}
