package org.dood.network.services;

import java.util.ArrayList;
import java.util.List;
import org.dood.network.engine.Concurrently;

/**
 * The TCP ports of a service that were tried.
 *
 * @param accepting the ports that accept connections
 * @param silent the ports that refuse connections or do not answer in time
 */
public record TriedPorts(List<Integer> accepting, List<Integer> silent) {

  /** Tries ports of a service, all at once. */
  static TriedPorts of(Service service, List<Integer> ports, NetworkAccess network) {
    var answers =
        Concurrently.map(
            ports,
            port -> network.accepts(service.name(), port),
            NetworkAccess.PATIENCE,
            /* late= */ false);
    var accepting = new ArrayList<Integer>();
    var silent = new ArrayList<Integer>();
    for (int i = 0; i < ports.size(); i++) {
      (answers.get(i) ? accepting : silent).add(ports.get(i));
    }
    return new TriedPorts(List.copyOf(accepting), List.copyOf(silent));
  }

  /** The ports of a service whose container does not run, so that none of them can accept. */
  static TriedPorts allSilent(List<Integer> ports) {
    return new TriedPorts(List.of(), ports);
  }

  /** Whether each port accepts connections. */
  public boolean allAccept() {
    return silent.isEmpty();
  }
}
