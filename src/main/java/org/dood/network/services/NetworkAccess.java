package org.dood.network.services;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.time.Duration;

/** Looks up names and connects to ports from the networks that this process is on. */
interface NetworkAccess {

  /** A container on the same bridge accepts or refuses a connection in far less time. */
  Duration PATIENCE = Duration.ofMillis(400);

  /** Whether a name resolves to an address. */
  boolean resolves(String name);

  /** Whether a TCP port accepts a connection within {@link #PATIENCE}. */
  boolean accepts(String host, int port);

  /**
   * Whether a host answers a connection to a TCP port within {@link #PATIENCE}, by accepting or by
   * refusing it. A firewall that drops packets gives no answer.
   */
  boolean answers(String host, int port);

  /** The access that this process has, by the JDK's resolver and sockets. */
  static NetworkAccess ofThisProcess() {
    return new NetworkAccess() {
      @Override
      public boolean resolves(String name) {
        try {
          var _ = InetAddress.getByName(name);
          return true;
        } catch (UnknownHostException e) {
          return false;
        }
      }

      @Override
      public boolean accepts(String host, int port) {
        try (var socket = new Socket()) {
          socket.connect(new InetSocketAddress(host, port), Math.toIntExact(PATIENCE.toMillis()));
          return true;
        } catch (IOException e) {
          return false;
        }
      }

      @Override
      public boolean answers(String host, int port) {
        try (var socket = new Socket()) {
          socket.connect(new InetSocketAddress(host, port), Math.toIntExact(PATIENCE.toMillis()));
          return true;
        } catch (ConnectException refused) {
          return true;
        } catch (IOException e) {
          return false;
        }
      }
    };
  }
}
