package org.dood.network.host;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.dood.network.engine.EngineFailure;
import org.dood.network.engine.HarmlessCall;
import org.dood.network.engine.model.LeftOut;
import org.dood.network.host.Diagnosis.Complete;
import org.dood.network.host.Diagnosis.Host;
import org.dood.network.host.Diagnosis.HostLookFailed;
import org.dood.network.host.Diagnosis.LookFailed;
import org.dood.network.host.Diagnosis.TriedCall;

/** A problem that an examination shows. The kinds are in order of weight, the gravest first. */
public sealed interface Finding {

  /** The engine could not be asked, so that less is known, or nothing. */
  record EngineNotAsked(EngineFailure failure) implements Finding {}

  /** Calls that the action makes do not get through to the engine. */
  record CallsRefused(List<HarmlessCall> calls) implements Finding {}

  /** The runners in these containers refuse any job with services. */
  record ServicesRefused(List<String> runners) implements Finding {}

  /** Soon no job with services can start, or none can already. */
  record AddressesScarce(PoolUse pool) implements Finding {}

  /** Networks that look left behind by runners that died. */
  record NetworksLeftBehind(List<Orphan> orphans) implements Finding {}

  /** Containers that cannot start again. */
  record ContainersUnstartable(List<UnstartableContainer> containers) implements Finding {}

  /** A runner is still attached to the network of a job that is over. */
  record RunnerStillAttached(LeftEndpoint endpoint) implements Finding {}

  /** Services ask for ports of the host by number, on an engine that several runners use. */
  record PortsFixed(List<FixedPort> ports) implements Finding {}

  /** Entries of the engine's lists could not be read. */
  record EntriesUnread(List<LeftOut> entries) implements Finding {}

  /**
   * The findings of an examination, the gravest first; none if all is well.
   *
   * @param leftOut the elements of the engine's lists that could not be read
   */
  static List<Finding> of(Diagnosis diagnosis, List<LeftOut> leftOut) {
    var findings =
        switch (diagnosis) {
          case Complete(_, var calls, Host host) -> Stream.concat(refused(calls), in(host));
          case HostLookFailed(_, var calls, EngineFailure failure) ->
              Stream.concat(Stream.of(new EngineNotAsked(failure)), refused(calls));
          case LookFailed(EngineFailure failure) -> Stream.of(new EngineNotAsked(failure));
        };
    var unread =
        leftOut.isEmpty() ? Stream.<Finding>empty() : Stream.of(new EntriesUnread(leftOut));
    return Stream.concat(findings, unread).toList();
  }

  private static Stream<Finding> refused(List<TriedCall> calls) {
    var refused = calls.stream().filter(c -> !c.isAllowed()).map(TriedCall::call).toList();
    return refused.isEmpty() ? Stream.empty() : Stream.of(new CallsRefused(refused));
  }

  private static Stream<Finding> in(Host host) {
    var findings = new ArrayList<Finding>();
    if (!host.withoutServices().isEmpty()) {
      findings.add(new ServicesRefused(host.withoutServices()));
    }
    if (host.pool().isScarce()) {
      findings.add(new AddressesScarce(host.pool()));
    }
    if (!host.orphans().isEmpty()) {
      findings.add(new NetworksLeftBehind(host.orphans()));
    }
    if (!host.unstartable().isEmpty()) {
      findings.add(new ContainersUnstartable(host.unstartable()));
    }
    host.leftEndpoints().stream().map(RunnerStillAttached::new).forEach(findings::add);
    if (!host.fixedPorts().isEmpty() && host.isShared()) {
      findings.add(new PortsFixed(host.fixedPorts()));
    }
    return findings.stream();
  }
}
