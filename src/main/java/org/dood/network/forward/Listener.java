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
 * Listens at a port of {@code localhost} and connects whoever comes to the service.
 *
 * <p>As Docker does where it publishes a port at {@code localhost}: who comes is let in, and let go
 * again if the service does not answer.
 */
final class Listener {

  private static final int BACKLOG = 1024;

  /** After a connection that could not be let in, for want of file descriptors most likely. */
  private static final Duration PAUSE = Duration.ofMillis(100);

  private static final byte[] LOOPBACK = {127, 0, 0, 1};
  private static final byte[] LOOPBACK_6 = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};

  /** Looks a service's address up. */
  @FunctionalInterface
  interface Addresses {
    InetAddress of(String service) throws IOException;
  }

  private final Forward forward;
  private final Addresses addresses;
  private final ExecutorService lookups;
  private final BulkThreads lanes;

  /**
   * @param lookups runs the look-ups, which would hold up the thread that relays
   * @param lanes for what comes in bulk; all listeners share them
   */
  Listener(Forward forward, Addresses addresses, ExecutorService lookups, BulkThreads lanes) {
    this.forward = forward;
    this.addresses = addresses;
    this.lookups = lookups;
    this.lanes = lanes;
  }

  /** Listens on IPv4, and on IPv6 where the namespace has {@code ::1}. */
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
        new Relay(client, service, lanes).run();
      }
    } catch (IOException | ExecutionException notUp) {
      // The client is let go.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
