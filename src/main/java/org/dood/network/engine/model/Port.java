package org.dood.network.engine.model;

import java.util.List;

/**
 * A port that a container exposes.
 *
 * @param number 1 to 65535
 * @param protocol {@code tcp}, {@code udp} or {@code sctp}
 * @param published the ports of the engine's host that lead to it, lowest first; empty if none does
 */
public record Port(int number, String protocol, List<Integer> published)
    implements Comparable<Port> {

  /** Whether it can be connected to. */
  public boolean isTcp() {
    return protocol.equals("tcp");
  }

  /** Those that can be connected to come first, by their number. */
  @Override
  public int compareTo(Port other) {
    return isTcp() == other.isTcp() ? Integer.compare(number, other.number) : isTcp() ? -1 : 1;
  }

  /** Such as {@code 5432/tcp}, as the engine writes it. */
  @Override
  public String toString() {
    return number + "/" + protocol;
  }
}
