package org.dood.network.integration.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Stands in front of the engine's socket, writes down each call, and answers those that it was told
 * to in the engine's place.
 *
 * <p>One request a connection: both sides are told to close it after the answer. What comes after
 * the head of a request passes through as it is, so that streams and upgrades do too.
 */
public final class EngineProxy implements AutoCloseable {

  /** A call, its path as the client wrote it, with the query. */
  public record Call(String method, String path) {

    private static final Pattern VERSION = Pattern.compile("^/v\\d+\\.\\d+(?=/)");

    /** The path without API version and query. */
    public String resource() {
      var bare = VERSION.matcher(path).replaceFirst("");
      var query = bare.indexOf('?');
      return query < 0 ? bare : bare.substring(0, query);
    }
  }

  /** What happens to a call that a rule is for. */
  @FunctionalInterface
  public interface Behaviour {
    void serve(Exchange exchange) throws IOException;
  }

  /** An engine in this JVM. */
  public interface LocalEngine {

    /** Answers a call. Returns the head of the answer and its body, as they are sent. */
    byte[] answerTo(Call call, byte[] body) throws IOException;

    /** Is told of a call that is to get no answer. Its connection is closed instead. */
    void leaveUnanswered(Call call);
  }

  private record Rule(Predicate<Call> calls, Behaviour behaviour) {}

  private final ServerSocketChannel server;
  private final Path socket;
  private final Upstream engine;
  private final List<Rule> rules = new CopyOnWriteArrayList<>();
  private final List<Call> calls = new CopyOnWriteArrayList<>();

  private EngineProxy(ServerSocketChannel server, Path socket, Upstream engine) {
    this.server = server;
    this.socket = socket;
    this.engine = engine;
  }

  /**
   * Starts one.
   *
   * @param socket where it listens
   * @param engine the engine's socket
   */
  public static EngineProxy start(Path socket, Path engine) {
    return start(socket, new EngineAtSocket(engine));
  }

  /** Starts one in front of an engine in this JVM. */
  public static EngineProxy start(Path socket, LocalEngine engine) {
    return start(socket, new EngineInThisJvm(engine));
  }

  private static EngineProxy start(Path socket, Upstream engine) {
    try {
      var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
      server.bind(UnixDomainSocketAddress.of(socket));
      Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-rw-rw-"));
      var proxy = new EngineProxy(server, socket, engine);
      Thread.ofVirtual().name("engine-proxy").start(proxy::accept);
      return proxy;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where it listens. */
  public Path socket() {
    return socket;
  }

  /** The calls so far, in the order in which they came. */
  public List<Call> calls() {
    return List.copyOf(calls);
  }

  /**
   * Has calls treated in a way of their own.
   *
   * @param method such as {@code GET}
   * @param resource a pattern for the path without API version and query
   */
  public EngineProxy on(String method, String resource, Behaviour behaviour) {
    var pattern = Pattern.compile(resource);
    return on(
        call -> method.equals(call.method()) && pattern.matcher(call.resource()).matches(),
        behaviour);
  }

  /** Has some calls treated in a way of their own. */
  public EngineProxy on(Predicate<Call> calls, Behaviour behaviour) {
    rules.add(new Rule(calls, behaviour));
    return this;
  }

  /** The engine refuses. */
  public static Behaviour refusal(int status, String message) {
    return answer(status, "{\"message\":\"" + message.replace("\"", "\\\"") + "\"}");
  }

  /** Something answers in the engine's place. */
  public static Behaviour answer(int status, String body) {
    return exchange -> exchange.answer(status, body);
  }

  /**
   * Nothing is answered, and the engine is told nothing.
   *
   * @param reached is run when the call has come
   */
  public static Behaviour silence(Runnable reached) {
    return exchange -> {
      reached.run();
      exchange.awaitClose();
    };
  }

  /**
   * The engine acts, and nothing is answered.
   *
   * @param acted is run when the engine has answered
   */
  public static Behaviour actAndBeSilent(Runnable acted) {
    return exchange -> {
      exchange.forwardAndKeepAnswer();
      acted.run();
      exchange.awaitClose();
    };
  }

  /** From now on all calls pass. */
  public void passAll() {
    rules.clear();
  }

  @Override
  public void close() {
    try {
      server.close();
      Files.deleteIfExists(socket);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void accept() {
    while (server.isOpen()) {
      try {
        var client = server.accept();
        Thread.ofVirtual().name("engine-proxy-call").start(() -> serve(client));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(SocketChannel client) {
    try (client) {
      var request = Request.read(client);
      if (request.isPresent()) {
        var call = request.get().call();
        calls.add(call);
        rules.stream()
            .filter(rule -> rule.calls().test(call))
            .findFirst()
            .map(Rule::behaviour)
            .orElse(Exchange::forward)
            .serve(new Exchange(client, request.get(), engine));
      }
    } catch (IOException _) {
      // One of the two ends went away, as they may; the other one learns it by our closing.
    }
  }

  /**
   * The beginning of a request.
   *
   * @param head its first line and its header, without the empty line
   * @param rest what came with it
   */
  private record Request(List<String> head, ByteBuffer rest) {

    private static final int MOST = 64 * 1024;

    static Optional<Request> read(SocketChannel from) throws IOException {
      var buffer = ByteBuffer.allocate(MOST);
      while (from.read(buffer) >= 0) {
        var text = new String(buffer.array(), 0, buffer.position(), StandardCharsets.ISO_8859_1);
        var end = text.indexOf("\r\n\r\n");
        if (end >= 0) {
          return Optional.of(
              new Request(
                  text.substring(0, end).lines().toList(),
                  buffer.flip().position(end + 4).slice()));
        }
      }
      return Optional.empty();
    }

    Call call() {
      var words = List.of(head.getFirst().split(" ", -1));
      return new Call(words.get(0), words.get(1));
    }

    private Optional<String> header(String name) {
      return head.stream()
          .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
          .map(line -> line.substring(name.length() + 1).strip())
          .findFirst();
    }

    int bodyLength() {
      return header("Content-Length").map(Integer::valueOf).orElse(0);
    }

    /** Without keeping the connection, unless it is to become something else than HTTP. */
    ByteBuffer forEngine() {
      var lines =
          header("Upgrade").isPresent()
              ? head.stream()
              : Stream.concat(
                  head.stream().filter(l -> !l.regionMatches(true, 0, "Connection:", 0, 11)),
                  Stream.of("Connection: close"));
      var text = String.join("\r\n", lines.toList()) + "\r\n\r\n";
      return ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
    }
  }

  /** What the proxy forwards calls to. */
  private interface Upstream {

    /** Passes a call on, and its answer back as it comes. */
    void forward(Request request, SocketChannel client) throws IOException;

    /** Passes a call on. Returns the answer, head and body. */
    byte[] forwardAndKeepAnswer(Request request, SocketChannel client) throws IOException;

    /** Gives no answer for as long as the other end waits. */
    void beSilent(Request request, SocketChannel client) throws IOException;
  }

  private record EngineAtSocket(Path socket) implements Upstream {

    @Override
    public void forward(Request request, SocketChannel client) throws IOException {
      try (var upstream = open(request, client)) {
        pump(upstream, client);
      }
    }

    @Override
    public byte[] forwardAndKeepAnswer(Request request, SocketChannel client) throws IOException {
      try (var upstream = open(request, client)) {
        return Channels.newInputStream(upstream).readAllBytes();
      }
    }

    @Override
    public void beSilent(Request request, SocketChannel client) throws IOException {
      var unread = ByteBuffer.allocate(16 * 1024);
      while (client.read(unread) >= 0) {
        unread.clear();
      }
    }

    private SocketChannel open(Request request, SocketChannel client) throws IOException {
      var upstream = SocketChannel.open(UnixDomainSocketAddress.of(socket));
      write(upstream, request.forEngine());
      write(upstream, request.rest());
      var _ = Thread.ofVirtual().start(() -> pumpUntilClosed(client, upstream));
      return upstream;
    }
  }

  private record EngineInThisJvm(LocalEngine engine) implements Upstream {

    @Override
    public void forward(Request request, SocketChannel client) throws IOException {
      write(client, ByteBuffer.wrap(forwardAndKeepAnswer(request, client)));
    }

    @Override
    public byte[] forwardAndKeepAnswer(Request request, SocketChannel client) throws IOException {
      var body = ByteBuffer.allocate(request.bodyLength()).put(request.rest());
      while (body.hasRemaining() && client.read(body) >= 0) {}
      return engine.answerTo(request.call(), body.array());
    }

    @Override
    public void beSilent(Request request, SocketChannel client) {
      engine.leaveUnanswered(request.call());
    }
  }

  private static void pumpUntilClosed(SocketChannel from, SocketChannel to) {
    try {
      pump(from, to);
      to.shutdownOutput();
    } catch (IOException _) {
      // The answer is complete, and the connection closed under us.
    }
  }

  private static void pump(SocketChannel from, SocketChannel to) throws IOException {
    var buffer = ByteBuffer.allocate(16 * 1024);
    while (from.read(buffer) >= 0) {
      write(to, buffer.flip());
      buffer.clear();
    }
  }

  private static void write(SocketChannel to, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      to.write(bytes);
    }
  }

  /** One call, in the hands of a {@link Behaviour}. */
  public static final class Exchange {
    private final SocketChannel client;
    private final Request request;
    private final Upstream engine;

    private Exchange(SocketChannel client, Request request, Upstream engine) {
      this.client = client;
      this.request = request;
      this.engine = engine;
    }

    /** The call. */
    public Call call() {
      return request.call();
    }

    /** Answers in the engine's place. */
    public void answer(int status, String body) throws IOException {
      // An end that closes with something unread resets the connection, answer and all.
      var unread =
          ByteBuffer.allocate(Math.max(0, request.bodyLength() - request.rest().remaining()));
      while (unread.hasRemaining() && client.read(unread) >= 0) {}
      var bytes = body.getBytes(StandardCharsets.UTF_8);
      var head =
          "HTTP/1.1 %d Answered by the proxy\r\nContent-Type: application/json\r\nContent-Length: %d\r\nConnection: close\r\n\r\n"
              .formatted(status, bytes.length);
      write(client, ByteBuffer.wrap(head.getBytes(StandardCharsets.US_ASCII)));
      if (!call().method().equals("HEAD")) {
        write(client, ByteBuffer.wrap(bytes));
      }
    }

    /** Answers in the engine's place, without an end. */
    public void answerWithoutEnd(String beginning, String andThen) throws IOException {
      send(
          ("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n" + beginning)
              .getBytes(StandardCharsets.UTF_8));
      var more = andThen.repeat(1_000).getBytes(StandardCharsets.UTF_8);
      while (client.isConnected()) {
        send(more);
      }
    }

    /** Sends bytes as they are. */
    public void send(byte[] bytes) throws IOException {
      write(client, ByteBuffer.wrap(bytes));
    }

    /** Lets the engine answer. */
    public void forward() throws IOException {
      engine.forward(request, client);
    }

    /** Lets the engine act, and returns what it has answered, head and body. */
    public byte[] forwardAndKeepAnswer() throws IOException {
      return engine.forwardAndKeepAnswer(request, client);
    }

    /** Returns once the other end is gone. */
    public void awaitClose() throws IOException {
      engine.beSilent(request, client);
    }
  }
}
