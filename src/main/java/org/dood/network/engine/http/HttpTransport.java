package org.dood.network.engine.http;

import com.github.dockerjava.transport.DockerHttpClient;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * docker-java's transport over the JDK's sockets, one connection for each request.
 *
 * <p>It has no time-out but that for connecting: the caller sets the deadline of a call. A failure
 * is an {@link IOException} in an {@link UncheckedIOException}, and a {@link
 * java.net.ProtocolException} if the answer is not HTTP. It hands no connection over to a
 * container, as attaching to its input would need: the action makes no such call. docker-java's own
 * transports begin by making a TLS context, which takes longer than a whole stage does ({@code
 * docs/performance.md}).
 */
public final class HttpTransport implements DockerHttpClient {

  private final Connection.Destination destination;
  private final String host;
  private final String basePath;

  private HttpTransport(Connection.Destination destination, String host, String basePath) {
    this.destination = destination;
    this.host = host;
    this.basePath = basePath;
  }

  /** To what listens at a Unix socket. */
  public static HttpTransport toSocket(Path path) {
    return new HttpTransport(() -> Connection.toSocket(path), "localhost", "");
  }

  /**
   * To what listens at a port.
   *
   * @param basePath what comes before each request's path; may be empty
   * @param tls what to speak TLS with; empty for none
   */
  public static HttpTransport toPort(
      String host, int port, String basePath, Optional<SSLContext> tls) {
    Connection.Destination destination =
        tls.<Connection.Destination>map(context -> () -> Connection.toTlsPort(host, port, context))
            .orElse(() -> Connection.toPort(host, port));
    return new HttpTransport(destination, host + ":" + port, basePath);
  }

  /**
   * Sends a request, and returns as soon as the answer's head is there.
   *
   * @throws UncheckedIOException if there is no connection, or no answer
   */
  @Override
  public Response execute(Request request) {
    try {
      var connection = destination.connect();
      try {
        return execute(request, connection);
      } catch (IOException | RuntimeException e) {
        connection.close();
        throw e;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Response execute(Request request, Connection connection) throws IOException {
    connection.out().write(bytesOf(request));
    connection.out().flush();
    var in = new BufferedInputStream(connection.in());
    var head = ResponseHead.read(in);
    while (head.isInterim()) {
      head = ResponseHead.read(in);
    }
    return new Answer(head, head.body(in, request.method()), connection);
  }

  private byte[] bytesOf(Request request) throws IOException {
    var body = contents(request.body());
    var head = new StringBuilder();
    head.append(request.method()).append(' ').append(basePath).append(request.path());
    head.append(" HTTP/1.1\r\n");
    header(head, "Host", host);
    header(head, "Connection", "close");
    request.headers().forEach((name, value) -> header(head, name, value));
    header(head, "Content-Length", Integer.toString(body.length));
    head.append("\r\n");
    var whole = new ByteArrayOutputStream();
    whole.writeBytes(head.toString().getBytes(StandardCharsets.UTF_8));
    whole.writeBytes(body);
    return whole.toByteArray();
  }

  private static void header(StringBuilder head, String name, String value) {
    head.append(name).append(": ").append(value).append("\r\n");
  }

  private static byte[] contents(@Nullable InputStream body) throws IOException {
    return body == null ? new byte[0] : body.readAllBytes();
  }

  @Override
  public void close() {}

  /** An answer; closing it closes its connection. */
  private record Answer(ResponseHead head, InputStream body, Connection connection)
      implements Response {

    @Override
    public int getStatusCode() {
      return head.status();
    }

    @Override
    public Map<String, List<String>> getHeaders() {
      return head.headers();
    }

    @Override
    public InputStream getBody() {
      return body;
    }

    @Override
    public void close() {
      try {
        connection.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
