package org.dood.network.attach;

/** Why a container is taken for the runner's. */
public sealed interface Evidence {

  /** The job's steps run in it. */
  record RunsJobSteps() implements Evidence {}

  /** The input {@code runner-container} gives its name or id. */
  record NamedByInput() implements Evidence {}

  /** The input {@code runner-container} gives its hostname. */
  record HasHostnameOfInput() implements Evidence {}

  /**
   * It proved to be the runner's.
   *
   * @param seen what the proof saw there
   */
  record Proven(String seen) implements Evidence {}
}
