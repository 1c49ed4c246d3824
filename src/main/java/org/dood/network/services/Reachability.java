package org.dood.network.services;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.dood.network.engine.Concurrently;

/**
 * What of a service can be reached from the job's network, which this process is on.
 *
 * @param naming whether its name is known there
 * @param silent the TCP ports, of those that were tried, that accept no connection
 */
public record Reachability(NameLookup naming, List<Integer> silent) {

  /** Whether a name is known. */
  public enum NameLookup {
    /** It is. */
    RESOLVED,
    /** It is not. */
    NOT_RESOLVED,
    /** Nobody said so in time. */
    NO_ANSWER_IN_TIME
  }

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
    return new Reachability(
        ports.size() > silent.size() ? NameLookup.RESOLVED : naming(service.name()), silent);
  }

  /** Whether each port that was tried accepts connections. */
  public boolean isComplete() {
    return silent.isEmpty();
  }

  private static NameLookup naming(String name) {
    return Concurrently.map(
            List.of(name), Reachability::lookUp, PATIENCE, NameLookup.NO_ANSWER_IN_TIME)
        .getFirst();
  }

  private static NameLookup lookUp(String name) {
    try {
      var _ = InetAddress.getByName(name);
      return NameLookup.RESOLVED;
    } catch (UnknownHostException e) {
      return NameLookup.NOT_RESOLVED;
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
