package org.dood.network.services;

import java.util.Optional;
import org.dood.network.engine.model.ContainerId;

/** The place where a job's steps run, which decides the address at which they reach a service. */
public sealed interface StepsLocation {

  /**
   * In a container on the job's network.
   *
   * @param container the runner's container, or the job's own
   * @param namespace the container that owns the network namespace of {@code container}: mostly the
   *     same container
   */
  record OnJobNetwork(ContainerId container, ContainerId namespace) implements StepsLocation {}

  /**
   * On the engine's host, outside of containers: a hosted runner, or one installed on a machine.
   */
  record OnEngineHost() implements StepsLocation {}

  /**
   * On another host than the engine.
   *
   * @param engineHost the name or address of the engine's host; empty if it is unknown
   */
  record AwayFromEngine(Optional<String> engineHost) implements StepsLocation {}
}
