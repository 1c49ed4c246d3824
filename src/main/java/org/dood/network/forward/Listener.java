package org.dood.network.forward;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Listens at a port of {@code localhost} and relays each connection to the service.
 *
 * <p>As with a port that Docker publishes at {@code localhost}, a connection is accepted at once,
 * and closed again if the service does not accept one. If no place is free, it waits in the
 * kernel's backlog.
 *
 * @param places the places for connections to this port
 * @param lookups shared by all listeners
 * @param bulkThreads shared by all listeners
 * @param patience how long the service may take to accept a connection
 */
record Listener(
    Forward forward,
    Admission.Places places,
    Lookups lookups,
    BulkThreads bulkThreads,
    Duration patience) {

  /** Listens by IPv4, and by IPv6 if the network namespace has {@code ::1}. */
  List<Announcement> start() {
    var announcements = new ArrayList<Announcement>();
    try {
      listen(Loopback.IPV4);
      announcements.add(new Announcement.Listening(forward.port()));
      if (Loopback.IPV6.isThere()) {
        listen(Loopback.IPV6);
      }
    } catch (IOException e) {
      announcements.add(
          new Announcement.NotListening(forward.port(), String.valueOf(e.getMessage())));
    }
    return announcements;
  }

  private void listen(Loopback at) throws IOException {
    var server = at.listen(forward.port());
    var _ = Thread.ofVirtual().start(() -> Connections.accept(server, this::begin));
  }

  private void begin(SocketChannel client) throws IOException, InterruptedException {
    places.take();
    try {
      var _ = Thread.ofVirtual().start(() -> serve(client));
    } catch (OutOfMemoryError e) {
      places.giveBack();
      client.close();
      throw e;
    }
  }

  private void serve(SocketChannel client) {
    try (client;
        var service = connectedService()) {
      new Relay(client, service, bulkThreads).run();
    } catch (IOException | OutOfMemoryError notUp) {
      // The client's connection is closed.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      places.giveBack();
    }
  }

  private SocketChannel connectedService() throws IOException, InterruptedException {
    var address =
        new InetSocketAddress(lookups.addressOf(forward.service()), forward.servicePort());
    return Connections.connect(address, patience);
  }
}
