package org.dood.network.forward;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/**
 * Two connections made one: what either end does, the other one sees. An end that has no more to
 * say may still listen; one that resets its connection resets the other; one that reads slowly
 * slows the other down.
 *
 * @param bulk the large buffers
 */
record Relay(SocketChannel client, SocketChannel service, BulkBuffers bulk) {

  /**
   * Enough for a question and its answer; most connections never carry more at once. Each has two.
   */
  private static final int SMALL = 16 * 1024;

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

  /** Waits for whatever comes with a small buffer, so that who is idle holds no large one. */
  private void pump(SocketChannel from, SocketChannel to) {
    try {
      var buffer = ByteBuffer.allocateDirect(SMALL);
      while (from.read(buffer) >= 0) {
        var full = !buffer.hasRemaining();
        if (!written(buffer.flip(), to) || (full && !pumpInBulk(from, to))) {
          // Nobody listens there any more. What it said before is still on its way back.
          from.shutdownInput();
          return;
        }
        buffer.clear();
      }
      to.shutdownOutput();
    } catch (IOException | OutOfMemoryError reset) {
      reset(to);
    }
  }

  /**
   * Passes on what is there already, as far as there is a large buffer for it. Returns whether
   * somebody still listens.
   */
  private boolean pumpInBulk(SocketChannel from, SocketChannel to) throws IOException {
    var borrowed = bulk.borrow();
    if (borrowed.isEmpty()) {
      giveWay();
      return true;
    }
    var buffer = borrowed.get();
    try {
      var arrived = from.socket().getInputStream();
      while (arrived.available() > 0) {
        var _ = from.read(buffer.clear());
        if (!written(buffer.flip(), to)) {
          return false;
        }
        giveWay();
      }
      return true;
    } finally {
      bulk.giveBack(buffer);
    }
  }

  /** To other connections. A virtual thread does so by itself only where it has to wait. */
  @SuppressWarnings("ThreadPriorityCheck") // There is one thread that all take turns on.
  private static void giveWay() {
    Thread.yield();
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
