package org.dood.network.forward;

import java.io.IOException;
import java.io.InputStream;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/**
 * Two connections made one: what either end does, the other one sees. An end that has no more to
 * say may still listen; one that resets its connection resets the other; one that reads slowly
 * slows the other down.
 *
 * @param lanes for what comes in bulk
 */
record Relay(SocketChannel client, SocketChannel service, BulkThreads lanes) {

  /**
   * Enough for a question and its answer; most connections never carry more at once. Each has two.
   */
  private static final int SMALL = 16 * 1024;

  /** How often the two ends get a turn before a lane is left since nothing more came. */
  private static final int TURNS = 10;

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
    } catch (InterruptedException e) {
      reset(to);
      Thread.currentThread().interrupt();
    }
  }

  /** On a lane, if one is free. Returns whether somebody still listens. */
  private boolean pumpInBulk(SocketChannel from, SocketChannel to)
      throws IOException, InterruptedException {
    return lanes
        .take(buffer -> passOn(from, to, buffer))
        .orElseGet(() -> {
          giveWay();
          return true;
        });
  }

  /** Passes on what comes without a pause. Returns whether somebody still listens. */
  private static boolean passOn(SocketChannel from, SocketChannel to, ByteBuffer buffer)
      throws IOException {
    var arrived = from.socket().getInputStream();
    while (moreComes(arrived)) {
      var _ = from.read(buffer.clear());
      if (!written(buffer.flip(), to)) {
        return false;
      }
      giveWay();
    }
    return true;
  }

  private static boolean moreComes(InputStream arrived) throws IOException {
    for (int turn = 0; turn < TURNS; turn++) {
      if (arrived.available() > 0) {
        return true;
      }
      giveWay();
    }
    return false;
  }

  /** A virtual thread to another one, one of the operating system's to any that wants to run. */
  @SuppressWarnings("ThreadPriorityCheck") // Who waits for it asks for nothing more.
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
