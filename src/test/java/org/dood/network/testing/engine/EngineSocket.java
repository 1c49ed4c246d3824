package org.dood.network.testing.engine;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/** Serves a fake engine on a Unix socket: one HTTP request for each connection. */
public final class EngineSocket implements AutoCloseable {

  /** The engine answers in chunks where there is much to tell. */
  private static final int CHUNKED_FROM = 1000;

  private final FakeEngine engine;
  private final ServerSocketChannel server;
  private final List<String> unknownCalls = new CopyOnWriteArrayList<>();

  private EngineSocket(FakeEngine engine, ServerSocketChannel server) {
    this.engine = engine;
    this.server = server;
  }

  /** Serves an engine at a path until the socket is closed. */
  public static EngineSocket serve(FakeEngine engine, Path path) throws IOException {
    var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(path));
    var socket = new EngineSocket(engine, server);
    Thread.ofPlatform().daemon().name("engine-socket").start(socket::acceptConnections);
    return socket;
  }

  /** The calls that the fake engine does not know. */
  public List<String> unknownCalls() {
    return List.copyOf(unknownCalls);
  }

  private void acceptConnections() {
    try {
      while (true) {
        var connection = server.accept();
        Thread.ofVirtual().start(() -> serve(connection));
      }
    } catch (IOException closed) {
      // The socket was closed: nobody is to be served any more.
    }
  }

  private void serve(SocketChannel connection) {
    try (connection) {
      var call = read(Channels.newInputStream(connection));
      var answer = answer(call);
      Channels.newOutputStream(connection).write(response(call, answer));
    } catch (IOException clientLeft) {
      // A stage gives up a call that takes too long.
    }
  }

  private Answer answer(Call call) {
    try {
      return engine.answer(call, _ -> {});
    } catch (AssertionError unknown) {
      unknownCalls.add(call.text());
      return Answer.refusal(501, "the fake engine does not know this call");
    }
  }

  private static Call read(InputStream in) throws IOException {
    var request = line(in).replaceFirst(" HTTP/1.1$", "");
    var length = 0;
    for (var header = line(in); !header.isEmpty(); header = line(in)) {
      if (header.startsWith("Content-Length: ")) {
        length = Integer.parseInt(header.substring("Content-Length: ".length()));
      }
    }
    return new Call(request, new String(in.readNBytes(length), StandardCharsets.UTF_8));
  }

  private static String line(InputStream in) throws IOException {
    var line = new ByteArrayOutputStream();
    for (var next = in.read(); next != '\n' && next >= 0; next = in.read()) {
      line.write(next);
    }
    return line.toString(StandardCharsets.UTF_8).strip();
  }

  private byte[] response(Call call, Answer answer) {
    var head =
        "HTTP/1.1 %d Status\r\n%s"
            .formatted(
                answer.status(),
                engine.headersOf(answer).entrySet().stream()
                    .map(header -> "%s: %s\r\n".formatted(header.getKey(), header.getValue()))
                    .collect(Collectors.joining()));
    if (answer.status() == 204) {
      return bytes(head + "\r\n");
    }
    var body = Optional.of(answer.body()).filter(_ -> !call.text().startsWith("HEAD")).orElse("");
    var size = bytes(body).length;
    return bytes(
        head
            + (size < CHUNKED_FROM
                ? "Content-Length: %d\r\n\r\n%s".formatted(size, body)
                : "Transfer-Encoding: chunked\r\n\r\n%x\r\n%s\r\n0\r\n\r\n".formatted(size, body)));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
