package org.dood.network.forward;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.channels.ServerSocketChannel;

/** The addresses at which {@code localhost} is listened at. */
enum Loopback {
  IPV4(StandardProtocolFamily.INET, "127.0.0.1"),
  IPV6(StandardProtocolFamily.INET6, "::1");

  private static final int BACKLOG = 1024;

  private final StandardProtocolFamily family;
  private final String address;

  Loopback(StandardProtocolFamily family, String address) {
    this.family = family;
    this.address = address;
  }

  /** Whether the network namespace has the address. */
  boolean isThere() {
    try (var probe = ServerSocketChannel.open(family)) {
      probe.bind(new InetSocketAddress(InetAddress.ofLiteral(address), 0));
      return true;
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }

  /**
   * Listens at a port.
   *
   * @throws IOException if that cannot be done, as where another process listens there
   */
  ServerSocketChannel listen(int port) throws IOException {
    var server = ServerSocketChannel.open(family);
    try {
      KernelBuffers.limitReceived(server);
      server.bind(new InetSocketAddress(InetAddress.ofLiteral(address), port), BACKLOG);
      return server;
    } catch (IOException e) {
      server.close();
      throw e;
    }
  }
}
