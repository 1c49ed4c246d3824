package org.dood.network.forward;

import java.io.IOException;
import java.io.InputStream;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/**
 * Joins two connections: what one peer does, the other one sees. A peer that has sent all may still
 * receive; a peer that resets its connection resets the other one; a peer that reads slowly slows
 * the other one down.
 *
 * @param bulkThreads for connections that carry much at once
 */
record Relay(SocketChannel client, SocketChannel service, BulkThreads bulkThreads) {

  /**
   * The size of a buffer for a request and its answer; most connections never carry more at once.
   * Each connection has two such buffers.
   */
  private static final int SMALL_BUFFER = 16 * 1024;

  /** How often a bulk thread yields without new bytes before it gives the connection back. */
  private static final int YIELDS_UNTIL_IDLE = 10;

  /** Relays until both peers are done, and closes both connections. */
  void run() throws InterruptedException, IOException {
    try (client;
        service) {
      for (var peer : new SocketChannel[] {client, service}) {
        peer.setOption(StandardSocketOptions.TCP_NODELAY, true);
        peer.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
        KernelBuffers.limitSent(peer);
      }
      var toService = Thread.ofVirtual().start(() -> relay(client, service));
      relay(service, client);
      toService.join();
    }
  }

  /** Waits for bytes with a small buffer, so that an idle connection holds no large one. */
  private void relay(SocketChannel from, SocketChannel to) {
    try {
      var buffer = ByteBuffer.allocateDirect(SMALL_BUFFER);
      while (from.read(buffer) >= 0) {
        var full = !buffer.hasRemaining();
        if (!written(buffer.flip(), to) || (full && !relayInBulk(from, to))) {
          // The receiver is gone. What it sent before is still relayed in the other direction.
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

  /**
   * Relays on a bulk thread until no more bytes come, if such a thread is free. Returns whether the
   * receiver still accepts bytes.
   */
  private boolean relayInBulk(SocketChannel from, SocketChannel to)
      throws IOException, InterruptedException {
    return bulkThreads
        .run(buffer -> copyWhileBytesCome(from, to, buffer))
        .orElseGet(() -> {
          yieldToOthers();
          return true;
        });
  }

  private static boolean copyWhileBytesCome(SocketChannel from, SocketChannel to, ByteBuffer buffer)
      throws IOException {
    var arrived = from.socket().getInputStream();
    KernelBuffers.limitSentInBulk(to);
    while (moreComes(arrived)) {
      var _ = from.read(buffer.clear());
      if (!written(buffer.flip(), to)) {
        return false;
      }
      yieldToOthers();
    }
    KernelBuffers.limitSent(to);
    return true;
  }

  private static boolean moreComes(InputStream arrived) throws IOException {
    for (int i = 0; i < YIELDS_UNTIL_IDLE; i++) {
      if (arrived.available() > 0) {
        return true;
      }
      yieldToOthers();
    }
    return false;
  }

  /** Yields the carrier (virtual thread) or the processor (platform thread). */
  @SuppressWarnings("ThreadPriorityCheck") // A hint for throughput: nothing depends on its effect.
  private static void yieldToOthers() {
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

  /** Closes a connection with a reset, so that the peer does not take it for a regular end. */
  private static void reset(SocketChannel peer) {
    try (peer) {
      peer.setOption(StandardSocketOptions.SO_LINGER, 0);
    } catch (IOException _) {
      // The connection is closed already.
    }
  }
}
