package org.dood.network.services;

import org.dood.network.engine.model.Workload;

/**
 * Whether a service that is waited for can be used.
 *
 * @param workload the state of its container now
 * @param ports the ports that have to accept connections
 */
public record Readiness(AwaitedService awaited, Workload workload, TriedPorts ports) {

  /** Whether the service can be used. */
  public boolean isReady() {
    return workload.runs() && workload.isWell() && ports.allAccept();
  }

  /** Whether the service will never be ready: its container has ended for good. */
  public boolean hasEnded() {
    return workload.state().hasEnded();
  }
}
