package org.dood.network.host;

import java.util.List;
import org.dood.network.engine.CallAnswer;
import org.dood.network.engine.EngineFailure;
import org.dood.network.engine.HarmlessCall;
import org.dood.network.engine.model.EngineVersion;

/** The result of examining an engine. */
public sealed interface Diagnosis {

  /** Everything could be looked at. */
  record Complete(EngineVersion engine, List<TriedCall> calls, Host host) implements Diagnosis {}

  /** The engine gave its version, but not all of its networks and containers could be listed. */
  record HostLookFailed(EngineVersion engine, List<TriedCall> calls, EngineFailure failure)
      implements Diagnosis {}

  /** The engine could not be asked for its version. */
  record LookFailed(EngineFailure failure) implements Diagnosis {}

  /** One of the calls that this action makes, and whether it gets through to the engine. */
  record TriedCall(HarmlessCall call, CallAnswer answer) {

    /** Whether the call gets through. */
    public boolean isAllowed() {
      return answer instanceof CallAnswer.Allowed;
    }
  }

  /**
   * The networks and containers on the engine that concern runners.
   *
   * @param runners the runners in containers
   * @param withoutServices the names of the containers whose runners refuse any job with services
   * @param leftEndpoints the endpoints that jobs which are over left on runners
   * @param traces the networks and containers that runners made, by label
   */
  record Host(
      List<FoundRunner> runners,
      List<String> withoutServices,
      List<LeftEndpoint> leftEndpoints,
      List<RunnerTrace> traces,
      List<Orphan> orphans,
      List<UnstartableContainer> unstartable,
      List<FixedPort> fixedPorts,
      PoolUse pool) {

    /** Whether more than one runner is known to use the engine. */
    public boolean isShared() {
      return runners.size() > 1 || traces.size() > 1;
    }
  }
}
