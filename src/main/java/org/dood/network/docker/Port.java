package org.dood.network.docker;

import java.util.List;

/**
 * A port that a container exposes.
 *
 * @param number 1 to 65535
 * @param protocol {@code tcp}, {@code udp} or {@code sctp}
 * @param published the ports of the engine's host that lead to it, lowest first; empty if none does
 */
public record Port(int number, String protocol, List<Integer> published) {

  /** Whether it can be connected to. */
  public boolean isTcp() {
    return protocol.equals("tcp");
  }

  /** Such as {@code 5432/tcp}, as the engine writes it. */
  @Override
  public String toString() {
    return number + "/" + protocol;
  }
}
