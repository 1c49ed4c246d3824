package org.dood.network.services;

import java.util.Optional;
import org.dood.network.engine.ContainerId;

/** Where a job's steps run, which decides where they reach a service. */
public sealed interface StepsLocation {

  /**
   * In a container on the job's network.
   *
   * @param container the runner's container, or the job's own
   * @param namespace the container whose network namespace that one uses: mostly itself
   */
  record OnJobNetwork(ContainerId container, ContainerId namespace) implements StepsLocation {}

  /** On the engine's host, outside of its containers: a hosted runner, or one on a machine. */
  record OnEngineHost() implements StepsLocation {}

  /**
   * On another host than the engine.
   *
   * @param engineHost the engine's host, as far as it is known
   */
  record AwayFromEngine(Optional<String> engineHost) implements StepsLocation {}
}
