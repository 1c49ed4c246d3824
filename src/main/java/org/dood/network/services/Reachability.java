package org.dood.network.services;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What of a service can be reached from the job's network, which this process is on.
 *
 * @param resolves whether its name is known there
 * @param silent the TCP ports, of those that were tried, that accept no connection
 */
public record Reachability(boolean resolves, List<Integer> silent) {

  /** A service on the same bridge answers, or refuses to, in far less. */
  private static final Duration PATIENCE = Duration.ofMillis(400);

  /** Tries its name and these ports, all at once. */
  static Reachability of(Service service, List<Integer> ports) {
    var accepted = Concurrently.map(ports, port -> accepts(service.name(), port), PATIENCE, false);
    var silent =
        IntStream.range(0, ports.size())
            .filter(i -> !accepted.get(i))
            .mapToObj(ports::get)
            .toList();
    return new Reachability(ports.size() > silent.size() || resolves(service.name()), silent);
  }

  /** Whether each port that was tried accepts connections. */
  public boolean isComplete() {
    return silent.isEmpty();
  }

  private static boolean resolves(String name) {
    return Concurrently.map(List.of(name), Reachability::isKnown, PATIENCE, false).getFirst();
  }

  private static boolean isKnown(String name) {
    try {
      return InetAddress.getByName(name).getAddress().length > 0;
    } catch (UnknownHostException e) {
      return false;
    }
  }

  private static boolean accepts(String host, int port) {
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress(host, port), Math.toIntExact(PATIENCE.toMillis()));
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
