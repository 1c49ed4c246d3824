package org.dood.network.engine.http;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * An open connection.
 *
 * @param in what the other side says
 * @param out what is said to it
 * @param whole closes all of it
 */
record Connection(InputStream in, OutputStream out, Closeable whole) implements Closeable {

  private static final Duration CONNECT = Duration.ofSeconds(10);

  /** Where connections lead. */
  @FunctionalInterface
  interface Destination {
    Connection connect() throws IOException;
  }

  /** To a Unix socket; a thread that waits for it can be interrupted. */
  static Connection toSocket(Path path) throws IOException {
    var channel = SocketChannel.open(UnixDomainSocketAddress.of(path));
    return new Connection(
        Channels.newInputStream(channel), Channels.newOutputStream(channel), channel);
  }

  /** To a port. */
  static Connection toPort(String host, int port) throws IOException {
    return over(connected(host, port));
  }

  /** To a port behind which TLS is spoken, by the one whose certificate names the host. */
  static Connection toTlsPort(String host, int port, SSLContext context) throws IOException {
    var plain = connected(host, port);
    try {
      var name = host.replaceAll("[\\[\\]]", "");
      var socket = (SSLSocket) context.getSocketFactory().createSocket(plain, name, port, true);
      var parameters = socket.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      socket.setSSLParameters(parameters);
      socket.startHandshake();
      return over(socket);
    } catch (IOException e) {
      plain.close();
      throw e;
    }
  }

  private static Socket connected(String host, int port) throws IOException {
    var socket = new Socket();
    try {
      socket.connect(new InetSocketAddress(host, port), (int) CONNECT.toMillis());
      return socket;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  private static Connection over(Socket socket) throws IOException {
    return new Connection(socket.getInputStream(), socket.getOutputStream(), socket);
  }

  @Override
  public void close() throws IOException {
    whole.close();
  }
}
