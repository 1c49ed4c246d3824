package org.dood.network.forward;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A port of {@code localhost} that leads to the same port of the engine's host, and that is
 * listened at only while a container publishes it there. So a port that nobody publishes is
 * refused, and any process can take it.
 *
 * <p>Only a connection shows whether a port is published. While it is not, the host refuses at once
 * and nobody is disturbed. Once it is, each try is a connection to the program behind it, and some
 * count those (MySQL closes itself to an address after 100 that say nothing). So it is then tried
 * only while no connection is relayed, and less and less often; a connection of a client that the
 * host refuses ends the listening at once.
 */
final class HostPort {

  /** The host is near: it accepts or refuses in less than a millisecond. */
  private static final Duration PATIENCE = Duration.ofMillis(400);

  /** The first pause between two tries of a port that is published. */
  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);

  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  private final int port;
  private final InetSocketAddress published;
  private final Admission.Places places;
  private final BulkThreads bulkThreads;
  private final Duration betweenTries;
  private final AtomicInteger connections = new AtomicInteger();
  private final Semaphore changes = new Semaphore(0);
  private volatile boolean refused;

  /**
   * @param published the port of the host
   * @param betweenTries the pause between two tries while it is not published
   */
  HostPort(
      int port,
      InetSocketAddress published,
      Admission.Places places,
      BulkThreads bulkThreads,
      Duration betweenTries) {
    this.port = port;
    this.published = published;
    this.places = places;
    this.bulkThreads = bulkThreads;
    this.betweenTries = betweenTries;
  }

  /** Begins; returns why the port cannot be listened at now, if it cannot. */
  Optional<Announcement.NotListening> start() {
    var hindrance = hindrance();
    var _ = Thread.ofVirtual().start(this::keep);
    return hindrance;
  }

  private Optional<Announcement.NotListening> hindrance() {
    try (var _ = Loopback.IPV4.listen(port)) {
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(new Announcement.NotListening(port, String.valueOf(e.getMessage())));
    }
  }

  private void keep() {
    try {
      while (true) {
        if (isPublished()) {
          listenWhilePublished();
        }
        Thread.sleep(betweenTries);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean isPublished() {
    try (var _ = connected()) {
      return true;
    } catch (IOException | OutOfMemoryError no) {
      return false;
    }
  }

  private SocketChannel connected() throws IOException {
    return Connections.connect(published, PATIENCE);
  }

  private void listenWhilePublished() throws InterruptedException {
    var servers = new ArrayList<ServerSocketChannel>();
    try {
      servers.add(Loopback.IPV4.listen(port));
      if (Loopback.IPV6.isThere()) {
        servers.add(Loopback.IPV6.listen(port));
      }
    } catch (IOException taken) {
      // A process of the steps has the port, and keeps it.
    }
    try {
      if (!servers.isEmpty()) {
        refused = false;
        servers.forEach(
            server -> Thread.ofVirtual().start(() -> Connections.accept(server, this::begin)));
        awaitUnpublished();
      }
    } finally {
      servers.forEach(HostPort::close);
    }
  }

  private static void close(ServerSocketChannel server) {
    try {
      server.close();
    } catch (IOException ignored) {
      // The port is not listened at in any case.
    }
  }

  private void awaitUnpublished() throws InterruptedException {
    var pause = FIRST_PAUSE;
    while (true) {
      if (pauseEndsByChange(pause)) {
        pause = FIRST_PAUSE;
      } else {
        pause = pause.multipliedBy(2);
        pause = pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
      }
      if (refused || (connections.get() == 0 && !isPublished())) {
        return;
      }
    }
  }

  /** Waits for the pause, or until a connection has ended or was refused. */
  private boolean pauseEndsByChange(Duration pause) throws InterruptedException {
    var ended = changes.tryAcquire(pause.toMillis(), TimeUnit.MILLISECONDS);
    changes.drainPermits();
    return ended;
  }

  private void ended() {
    connections.decrementAndGet();
    changes.release();
  }

  private void begin(SocketChannel client) throws IOException, InterruptedException {
    places.take();
    connections.incrementAndGet();
    try {
      var _ = Thread.ofVirtual().start(() -> serve(client));
    } catch (OutOfMemoryError e) {
      places.giveBack();
      ended();
      client.close();
      throw e;
    }
  }

  private void serve(SocketChannel client) {
    try (client;
        var host = connectedFor(client)) {
      new Relay(client, host, bulkThreads).run();
    } catch (IOException | OutOfMemoryError broken) {
      // Both connections are closed.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      places.giveBack();
      ended();
    }
  }

  /** If the host refuses, the client is reset, so that it sees no regular end of the connection. */
  private SocketChannel connectedFor(SocketChannel client) throws IOException {
    try {
      return connected();
    } catch (IOException e) {
      refused = true;
      client.setOption(StandardSocketOptions.SO_LINGER, 0);
      throw e;
    }
  }

  /**
   * The pause between two tries, so that all ports together are tried 100 times a second at most.
   */
  static Duration betweenTries(int ports) {
    return Duration.ofMillis(Math.max(50, 10L * ports));
  }

  /** The listening ports of a host. */
  static List<HostPort> of(HostForwards forwards, Admission admission, BulkThreads bulkThreads) {
    var pause = betweenTries(forwards.ports().size());
    return forwards.ports().stream()
        .map(port ->
            new HostPort(
                port,
                new InetSocketAddress(forwards.host(), port),
                admission.forPort(),
                bulkThreads,
                pause))
        .toList();
  }
}
