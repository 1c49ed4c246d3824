package org.dood.network.forward;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.channels.NetworkChannel;
import java.nio.channels.SocketChannel;

/**
 * Limits what the kernel buffers of a connection. By itself it buffers megabytes for a peer that
 * does not read, and counts them as the container's memory (cgroup v2): some hundred such peers
 * would end this process.
 */
final class KernelBuffers {

  /** The kernel doubles each of these sizes. */
  private static final int RECEIVED = 128 * 1024;

  private static final int SENT = 32 * 1024;

  /** As much as a bulk thread copies at once. */
  private static final int SENT_IN_BULK = 512 * 1024;

  private KernelBuffers() {}

  /**
   * Limits the buffer for received bytes of a listening socket's connections, or of a socket that
   * is not connected yet. Of a connection it must stay as it is: a peer that sends as much as was
   * promised before loses bytes, and sends them again only after 200 ms.
   */
  static void limitReceived(NetworkChannel channel) throws IOException {
    channel.setOption(StandardSocketOptions.SO_RCVBUF, RECEIVED);
  }

  /** Limits the buffer for bytes that are sent. */
  static void limitSent(SocketChannel channel) throws IOException {
    channel.setOption(StandardSocketOptions.SO_SNDBUF, SENT);
  }

  /** The same while a bulk thread sends. */
  static void limitSentInBulk(SocketChannel channel) throws IOException {
    channel.setOption(StandardSocketOptions.SO_SNDBUF, SENT_IN_BULK);
  }
}
