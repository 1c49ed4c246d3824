package org.dood.network.forward;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolFamily;
import java.net.StandardProtocolFamily;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;

/**
 * Listens at a port of {@code localhost} and relays each connection to the service.
 *
 * <p>As with a port that Docker publishes at {@code localhost}, a connection is accepted at once,
 * and closed again if the service does not accept one.
 */
final class Listener {

  private static final int BACKLOG = 1024;

  /** The pause after a failed accept: most likely there are no file descriptors left. */
  private static final Duration PAUSE = Duration.ofMillis(100);

  private static final byte[] LOOPBACK = {127, 0, 0, 1};
  private static final byte[] LOOPBACK_6 = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};

  /** Looks up the address of a service. */
  @FunctionalInterface
  interface Addresses {
    InetAddress of(String service) throws IOException;
  }

  private final Forward forward;
  private final Addresses addresses;
  private final ExecutorService lookups;
  private final BulkThreads bulkThreads;

  /**
   * @param lookups runs the look-ups, each of which blocks its carrier thread
   * @param bulkThreads shared by all listeners
   */
  Listener(Forward forward, Addresses addresses, ExecutorService lookups, BulkThreads bulkThreads) {
    this.forward = forward;
    this.addresses = addresses;
    this.lookups = lookups;
    this.bulkThreads = bulkThreads;
  }

  /** Listens by IPv4, and by IPv6 if the network namespace has {@code ::1}. */
  List<Announcement> start() {
    var announcements = new ArrayList<Announcement>();
    try {
      listen(StandardProtocolFamily.INET, LOOPBACK);
      announcements.add(new Announcement.Listening(forward.port()));
      if (hasLoopback6()) {
        listen(StandardProtocolFamily.INET6, LOOPBACK_6);
      }
    } catch (IOException e) {
      announcements.add(
          new Announcement.NotListening(forward.port(), String.valueOf(e.getMessage())));
    }
    return announcements;
  }

  private static boolean hasLoopback6() {
    try (var probe = ServerSocketChannel.open(StandardProtocolFamily.INET6)) {
      probe.bind(new InetSocketAddress(InetAddress.getByAddress(LOOPBACK_6), 0));
      return true;
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }

  private void listen(ProtocolFamily family, byte[] address) throws IOException {
    var server = ServerSocketChannel.open(family);
    try {
      server.bind(
          new InetSocketAddress(InetAddress.getByAddress(address), forward.port()), BACKLOG);
    } catch (IOException e) {
      server.close();
      throw e;
    }
    var _ = Thread.ofVirtual().start(() -> accept(server));
  }

  private void accept(ServerSocketChannel server) {
    while (server.isOpen()) {
      try {
        var client = server.accept();
        var _ = Thread.ofVirtual().start(() -> serve(client));
      } catch (IOException notNow) {
        pause();
      }
    }
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void serve(SocketChannel client) {
    try (client) {
      var address = lookups.submit(() -> addresses.of(forward.service())).get();
      try (var service =
          SocketChannel.open(new InetSocketAddress(address, forward.servicePort()))) {
        new Relay(client, service, bulkThreads).run();
      }
    } catch (IOException | ExecutionException notUp) {
      // The client's connection is closed.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
