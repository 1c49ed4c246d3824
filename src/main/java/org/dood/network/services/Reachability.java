package org.dood.network.services;

import java.util.List;
import org.dood.network.engine.Concurrently;

/** Whether a service can be reached from the job's network, which this process is on. */
public sealed interface Reachability {

  /** The service's name resolves. */
  record NameResolved(TriedPorts ports) implements Reachability {}

  /** The service's name does not resolve. */
  record NameNotResolved() implements Reachability {}

  /** Nothing answered in time, so it is unknown whether the service's name resolves. */
  record NoAnswer() implements Reachability {}

  /**
   * Tries a service's ports, and looks up its name if none accepts a connection: one that does
   * shows that the name resolves.
   */
  static Reachability of(Service service, NetworkAccess network) {
    if (!service.answersByName()) {
      return new NameNotResolved();
    }
    var ports = TriedPorts.of(service.host(), service.tcpPorts(), network);
    return ports.accepting().isEmpty()
        ? byName(service.name(), ports, network)
        : new NameResolved(ports);
  }

  private static Reachability byName(String name, TriedPorts ports, NetworkAccess network) {
    return Concurrently.<String, Reachability>map(
            List.of(name),
            n -> network.resolves(n) ? new NameResolved(ports) : new NameNotResolved(),
            NetworkAccess.PATIENCE,
            /* late= */ new NoAnswer())
        .getFirst();
  }
}
