package org.dood.network.forward;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/**
 * Two connections made one: what either end does, the other one sees. An end that has no more to
 * say may still listen; one that resets its connection resets the other; one that reads slowly
 * slows the other down.
 */
record Relay(SocketChannel client, SocketChannel service) {

  /** Enough for a question and its answer; most connections never carry more at once. */
  private static final int SMALL = 8 * 1024;

  /** For those that do. */
  private static final int LARGE = 128 * 1024;

  /** Relays until both ends are done, and closes both. */
  void run() throws InterruptedException, IOException {
    try (client;
        service) {
      for (var end : new SocketChannel[] {client, service}) {
        end.setOption(StandardSocketOptions.TCP_NODELAY, true);
        end.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
      }
      var there = Thread.ofVirtual().start(() -> pump(client, service));
      pump(service, client);
      there.join();
    }
  }

  private static void pump(SocketChannel from, SocketChannel to) {
    var buffer = ByteBuffer.allocateDirect(SMALL);
    try {
      while (from.read(buffer) >= 0) {
        var full = !buffer.hasRemaining();
        if (!written(buffer.flip(), to)) {
          // Nobody listens there any more. What it said before is still on its way back.
          from.shutdownInput();
          return;
        }
        buffer = full && buffer.capacity() < LARGE ? ByteBuffer.allocateDirect(LARGE) : buffer;
        buffer.clear();
      }
      to.shutdownOutput();
    } catch (IOException reset) {
      reset(to);
    }
  }

  private static boolean written(ByteBuffer bytes, SocketChannel to) {
    try {
      while (bytes.hasRemaining()) {
        to.write(bytes);
      }
      return true;
    } catch (IOException gone) {
      return false;
    }
  }

  /** Closes a connection in the way that says that something went wrong. */
  private static void reset(SocketChannel end) {
    try (end) {
      end.setOption(StandardSocketOptions.SO_LINGER, 0);
    } catch (IOException _) {
      // It is closed already.
    }
  }
}
