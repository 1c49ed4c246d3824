package org.dood.network.host;

import java.util.List;
import org.dood.network.engine.CallAnswer;
import org.dood.network.engine.EngineFailure;
import org.dood.network.engine.EngineVersion;
import org.dood.network.engine.HarmlessCall;

/** What an examination of an engine came to. */
public sealed interface Diagnosis {

  /** All was seen. */
  record Complete(EngineVersion engine, List<TriedCall> calls, Host host) implements Diagnosis {}

  /** The engine says what it is, but not all that is on it. */
  record HostLookFailed(EngineVersion engine, List<TriedCall> calls, EngineFailure failure)
      implements Diagnosis {}

  /** The engine could not be asked anything. */
  record LookFailed(EngineFailure failure) implements Diagnosis {}

  /** Whether one of the calls that this action makes gets through. */
  record TriedCall(HarmlessCall call, CallAnswer answer) {

    /** Whether it does. */
    public boolean isAllowed() {
      return answer instanceof CallAnswer.Allowed;
    }
  }

  /**
   * What is on the engine.
   *
   * @param runners the runners in containers
   * @param traces what runners made, by their label
   */
  record Host(
      List<FoundRunner> runners,
      List<RunnerTrace> traces,
      List<Orphan> orphans,
      List<UnstartableContainer> unstartable,
      List<FixedPort> fixedPorts,
      PoolUse pool) {

    /** Whether more than one runner uses the engine, as far as can be seen. */
    public boolean isShared() {
      return runners.size() > 1 || traces.size() > 1;
    }
  }
}
