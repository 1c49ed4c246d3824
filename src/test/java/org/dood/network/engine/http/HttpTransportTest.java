package org.dood.network.engine.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.dockerjava.transport.DockerHttpClient.Request;
import com.github.dockerjava.transport.DockerHttpClient.Response;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The transport, and an engine that says what a test has it say, byte for byte. */
class HttpTransportTest {

  private static final Request PING = get("/_ping");

  @TempDir private Path directory;
  private Path socket = Path.of("");
  private ServerSocketChannel server = unbound();
  private CompletableFuture<String> heard = new CompletableFuture<>();

  private static ServerSocketChannel unbound() {
    try {
      return ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @BeforeEach
  void listen() throws IOException {
    socket = directory.resolve("engine.sock");
    server.bind(UnixDomainSocketAddress.of(socket));
  }

  @AfterEach
  void close() throws IOException {
    server.close();
  }

  /** Hears a request's head, says this, hears the rest, and hangs up. */
  private void says(String answer) {
    Thread.ofPlatform()
        .daemon()
        .start(() -> {
          try (var connection = server.accept()) {
            var in = Channels.newInputStream(connection);
            var head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) {
              head.append((char) in.read());
            }
            Channels.newOutputStream(connection).write(answer.getBytes(StandardCharsets.UTF_8));
            connection.shutdownOutput();
            heard.complete(head + new String(in.readAllBytes(), StandardCharsets.UTF_8));
          } catch (IOException e) {
            heard.completeExceptionally(e);
          }
        });
  }

  private Response execute(Request request) {
    try (var transport = HttpTransport.toSocket(socket)) {
      return transport.execute(request);
    }
  }

  private String bodyOfAnswerTo(Request request) throws IOException {
    try (var response = execute(request)) {
      return new String(response.getBody().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private IOException failureOf(Request request) {
    try {
      throw new AssertionError("answered: " + bodyOfAnswerTo(request));
    } catch (UncheckedIOException e) {
      return Objects.requireNonNull(e.getCause());
    } catch (IOException e) {
      return e;
    }
  }

  private static Request get(String path) {
    return Request.builder().method("GET").path(path).build();
  }

  @Test
  void a_body_ends_where_its_length_says() throws IOException {
    says("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nOK, and more");
    assertThat(bodyOfAnswerTo(PING)).isEqualTo("OK");
  }

  @Test
  void a_body_in_chunks_is_put_together() throws IOException {
    says(
        """
        HTTP/1.1 200 OK\r
        transfer-encoding: chunked\r
        \r
        6;with=extension\r
        never \r
        A\r
        \r
        mind it\r\r
        0\r
        Trailer: too\r
        \r
        """);
    assertThat(bodyOfAnswerTo(PING)).isEqualTo("never \r\nmind it\r");
  }

  @Test
  void a_body_of_unknown_length_ends_with_the_connection() throws IOException {
    says("HTTP/1.0 200 OK\r\n\r\nall there is");
    assertThat(bodyOfAnswerTo(PING)).isEqualTo("all there is");
  }

  @Test
  void an_answer_that_has_no_body_is_not_waited_for() throws IOException {
    says("HTTP/1.1 204 No Content\r\n\r\n");
    assertThat(bodyOfAnswerTo(PING)).isEmpty();
    says("HTTP/1.1 404 Not Found\r\nContent-Length: 41\r\n\r\n");
    assertThat(bodyOfAnswerTo(Request.builder().method("HEAD").path("/x").build())).isEmpty();
  }

  @Test
  void what_comes_before_the_answer_proper_is_passed_over() {
    says("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 304 Not Modified\r\n\r\n");
    assertThat(execute(PING).getStatusCode()).isEqualTo(304);
  }

  @Test
  void a_status_and_headers_are_told() {
    says("HTTP/1.1 403\r\nApi-Version: 1.41\r\nX: a\r\nX:b\r\nContent-Length: 0\r\n\r\n");
    var response = execute(PING);
    assertThat(response.getStatusCode()).isEqualTo(403);
    assertThat(response.getHeader("API-version")).isEqualTo("1.41");
    assertThat(response.getHeaders().get("X")).containsExactly("a", "b");
  }

  @Test
  void a_request_is_sent_whole() {
    says("HTTP/1.1 204 No Content\r\n\r\n");
    var body = "{\"Container\": \"ä\"}".getBytes(StandardCharsets.UTF_8);
    execute(
            Request.builder()
                .method("POST")
                .path("/networks/x/connect")
                .putHeader("Content-Type", "application/json")
                .body(new ByteArrayInputStream(body))
                .build())
        .close();
    assertThat(heard.join())
        .isEqualTo(
            """
            POST /networks/x/connect HTTP/1.1\r
            Host: localhost\r
            Connection: close\r
            Content-Type: application/json\r
            Content-Length: 19\r
            \r
            {"Container": "ä"}\
            """);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "HTTP/1.1 200 OK\r\nContent-Len",
        "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\ncut sh",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\ncut sh",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\ncut\r\n"
      })
  void an_answer_cut_short_is_told(String answer) {
    says(answer);
    assertThat(failureOf(PING))
        .isInstanceOf(EOFException.class)
        .hasMessage("the connection ended before the answer did");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SSH-2.0-OpenSSH_9.2\r\n",
        "HTTP/1.1 20 OK\r\n\r\n",
        "HTTP/1.1 200 OK\r\nno header\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: some\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: -2\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nsome\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\ntoo much\r\n0\r\n\r\n"
      })
  void what_is_no_http_is_told(String answer) {
    says(answer);
    assertThat(failureOf(PING)).isInstanceOf(ProtocolException.class);
  }

  @Test
  void a_head_without_end_is_given_up() {
    says("HTTP/1.1 200 " + "O".repeat(70_000));
    assertThat(failureOf(PING)).isInstanceOf(ProtocolException.class);
  }

  @Test
  void a_thread_that_waits_can_be_interrupted() throws InterruptedException {
    var failure = new CompletableFuture<Throwable>();
    var waiting =
        Thread.ofPlatform()
            .start(() -> {
              try {
                execute(PING);
              } catch (RuntimeException e) {
                failure.complete(e);
              }
            });
    waiting.interrupt();
    waiting.join();
    assertThat(failure.join()).hasCauseInstanceOf(IOException.class);
  }

  @Test
  void why_there_is_no_connection_is_told() throws IOException {
    server.close();
    assertThat(failureOf(PING))
        .isInstanceOf(SocketException.class)
        .hasMessageContaining("Connection refused");
    socket = directory.resolve("none");
    assertThat(failureOf(PING))
        .isInstanceOf(SocketException.class)
        .hasMessageContaining("No such file or directory");
  }

  @Test
  void a_path_that_belongs_to_the_address_comes_first() throws IOException {
    var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    var web = HttpServer.create(address, 0);
    web.createContext(
        "/",
        exchange -> {
          var path = exchange.getRequestURI().getRawPath().getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, path.length);
          exchange.getResponseBody().write(path);
          exchange.close();
        });
    web.start();
    var port = web.getAddress().getPort();
    try (var transport =
            HttpTransport.toPort("localhost", port, "/%20some/path", Optional.empty());
        var response = transport.execute(PING)) {
      assertThat(response.getBody()).hasContent("/%20some/path/_ping");
    } finally {
      web.stop(0);
    }
  }

  @Test
  void a_port_that_nobody_listens_at_is_told() {
    try (var transport = HttpTransport.toPort("localhost", 1, "", Optional.empty())) {
      assertThatThrownBy(() -> transport.execute(PING)).hasCauseInstanceOf(ConnectException.class);
    }
  }
}
