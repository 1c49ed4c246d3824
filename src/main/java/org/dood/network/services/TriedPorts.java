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

  /** Each takes a thread. An image may expose all 65,535 ports. */
  private static final int AT_ONCE = 64;

  /** Tries ports of a host, as many at once as there are threads for. */
  static TriedPorts of(String host, List<Integer> ports, NetworkAccess network) {
    var accepting = new ArrayList<Integer>();
    var silent = new ArrayList<Integer>();
    for (int from = 0; from < ports.size(); from += AT_ONCE) {
      var some = ports.subList(from, Math.min(from + AT_ONCE, ports.size()));
      var answers =
          Concurrently.map(
              some, port -> network.accepts(host, port), NetworkAccess.PATIENCE, /* late= */ false);
      for (int i = 0; i < some.size(); i++) {
        (answers.get(i) ? accepting : silent).add(some.get(i));
      }
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
