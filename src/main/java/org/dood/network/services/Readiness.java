package org.dood.network.services;

import org.dood.network.engine.Workload;

/**
 * How far a service that is waited for has come.
 *
 * @param workload what runs in its container now
 */
public record Readiness(AwaitedService awaited, Workload workload, Reachability reachability) {

  /** Whether it can be used. */
  public boolean isReady() {
    return workload.runs() && workload.isWell() && reachability.isComplete();
  }

  /** Whether it will never be: its container has ended, and the engine does not start it anew. */
  public boolean hasEnded() {
    return workload.state().equals("exited")
        || workload.state().equals("dead")
        || workload.state().equals(Workload.REMOVED);
  }
}
