package org.dood.network.forward;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;

/** Takes connections of clients, and makes those to what the clients want to reach. */
final class Connections {

  /** The pause after a failed accept: most likely a file descriptor or memory is lacking. */
  private static final Duration AFTER_FAILED_ACCEPT = Duration.ofMillis(100);

  private Connections() {}

  /** Begins to serve a client. */
  @FunctionalInterface
  interface Client {
    void begin(SocketChannel client) throws IOException, InterruptedException;
  }

  /** Accepts clients until the listening socket is closed, or until the thread is interrupted. */
  static void accept(ServerSocketChannel server, Client each) {
    while (server.isOpen()) {
      try {
        each.begin(server.accept());
      } catch (IOException | OutOfMemoryError notNow) {
        pauseUnlessClosed(server);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private static void pauseUnlessClosed(ServerSocketChannel server) {
    try {
      if (server.isOpen()) {
        Thread.sleep(AFTER_FAILED_ACCEPT);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Connects.
   *
   * @param patience how long the other side may take to accept the connection
   * @throws IOException if it refuses, or takes longer
   */
  static SocketChannel connect(InetSocketAddress address, Duration patience) throws IOException {
    var channel = SocketChannel.open();
    try {
      KernelBuffers.limitReceived(channel);
      channel.socket().connect(address, Math.toIntExact(patience.toMillis()));
      return channel;
    } catch (IOException | OutOfMemoryError e) {
      channel.close();
      throw e;
    }
  }
}
