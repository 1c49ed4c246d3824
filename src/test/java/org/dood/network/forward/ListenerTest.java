package org.dood.network.forward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two ends and what lies between them, on real sockets. */
@Timeout(60)
class ListenerTest {

  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final AtomicReference<InetAddress> addressOfService = new AtomicReference<>(LOOPBACK);
  private ServerSocket service = unbound();
  private int port;

  @BeforeEach
  void aServiceAndAForwardToIt() throws IOException {
    service = new ServerSocket(0, 1024, LOOPBACK);
    port = freePort();
    assertThat(listenAt(port)).containsExactly(new Announcement.Listening(port));
  }

  @AfterEach
  void stopTheService() throws IOException {
    service.close();
    threads.shutdownNow();
  }

  private List<Announcement> listenAt(int number) {
    return new Listener(
            new Forward(number, "service", service.getLocalPort()),
            _ -> addressOfService.get(),
            threads,
            new BulkThreads())
        .start();
  }

  private static ServerSocket unbound() {
    try {
      return new ServerSocket();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int freePort() throws IOException {
    try (var probe = new ServerSocket(0, 1, LOOPBACK)) {
      return probe.getLocalPort();
    }
  }

  private Socket connect() throws IOException {
    return new Socket(LOOPBACK, port);
  }

  private static void say(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String hear(Socket socket, int length) throws IOException {
    return new String(socket.getInputStream().readNBytes(length), StandardCharsets.UTF_8);
  }

  private static String hearAll(Socket socket) throws IOException {
    return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  private static void hangUp(Socket socket) throws IOException {
    socket.close();
  }

  private <T> T inTime(Callable<T> body) throws Exception {
    try {
      return threads.submit(body).get(20, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    }
  }

  private void assertThatBothEndsAreHeard() throws IOException {
    try (var client = connect();
        var server = service.accept()) {
      say(client, "question");
      assertThat(hear(server, 8)).isEqualTo("question");
      say(server, "answer");
      assertThat(hear(client, 6)).isEqualTo("answer");
    }
  }

  @Test
  void what_either_end_says_the_other_one_hears() throws Exception {
    assertThatBothEndsAreHeard();
  }

  @Test
  void a_client_that_comes_by_ipv6_is_let_in_too() throws Exception {
    var loopback6 =
        InetAddress.getByAddress(new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1});
    try (var client = new Socket(loopback6, port);
        var server = service.accept()) {
      say(client, "question");
      assertThat(hear(server, 8)).isEqualTo("question");
    }
  }

  @Test
  void a_client_that_has_said_all_still_hears_the_answer() throws Exception {
    try (var client = connect();
        var server = service.accept()) {
      say(client, "all");
      client.shutdownOutput();
      assertThat(hearAll(server)).isEqualTo("all");
      say(server, "answer");
      hangUp(server);
      assertThat(hearAll(client)).isEqualTo("answer");
    }
  }

  @Test
  void a_service_that_has_said_all_still_hears_the_client() throws Exception {
    try (var client = connect();
        var server = service.accept()) {
      say(server, "all");
      server.shutdownOutput();
      assertThat(hearAll(client)).isEqualTo("all");
      say(client, "thanks");
      hangUp(client);
      assertThat(hearAll(server)).isEqualTo("thanks");
    }
  }

  @Test
  void a_connection_that_the_service_resets_is_reset() throws Exception {
    try (var client = connect()) {
      var server = service.accept();
      say(client, "a");
      assertThat(hear(server, 1)).isEqualTo("a");
      server.setSoLinger(true, 0);
      server.close();
      assertThatThrownBy(() -> inTime(() -> hearAll(client))).hasMessageContaining("reset");
    }
  }

  @Test
  void a_connection_that_the_client_resets_is_reset() throws Exception {
    try (var client = connect();
        var server = service.accept()) {
      say(client, "a");
      assertThat(hear(server, 1)).isEqualTo("a");
      client.setSoLinger(true, 0);
      hangUp(client);
      assertThatThrownBy(() -> inTime(() -> hearAll(server))).hasMessageContaining("reset");
    }
  }

  @Test
  void an_answer_arrives_though_the_service_hung_up_on_what_the_client_still_says()
      throws Exception {
    try (var client = connect();
        var server = service.accept()) {
      say(client, "a long question");
      assertThat(hear(server, 1)).isEqualTo("a");
      say(server, "too long");
      server.shutdownOutput();
      say(client, "and longer");
      hangUp(server);
      assertThat(hear(client, 8)).isEqualTo("too long");
    }
  }

  @Test
  void a_client_is_let_go_while_the_service_is_not_up_and_let_in_once_it_is() throws Exception {
    var number = service.getLocalPort();
    service.close();
    try (var early = connect()) {
      assertThat(early.getInputStream().read()).isEqualTo(-1);
    }
    service = new ServerSocket(number, 1024, LOOPBACK);
    assertThatBothEndsAreHeard();
  }

  @Test
  void a_service_that_is_started_anew_elsewhere_is_found_there() throws Exception {
    var number = service.getLocalPort();
    service.close();
    var elsewhere = InetAddress.getByName("127.0.0.2");
    service = new ServerSocket(number, 1024, elsewhere);
    addressOfService.set(elsewhere);
    assertThatBothEndsAreHeard();
  }

  @Test
  void a_port_that_is_taken_is_named_with_the_systems_words() throws Exception {
    try (var other = new ServerSocket(0, 1, LOOPBACK)) {
      assertThat(listenAt(other.getLocalPort()))
          .containsExactly(
              new Announcement.NotListening(other.getLocalPort(), "Address already in use"));
    }
    assertThatBothEndsAreHeard();
  }

  @Test
  void a_slow_reader_slows_the_writer_and_gets_all() throws Exception {
    var bytes = new byte[64 * 1024 * 1024];
    new Random(1).nextBytes(bytes);
    var written = new AtomicLong();
    try (var client = connect();
        var server = service.accept()) {
      var writer =
          threads.submit(() -> {
            for (int at = 0; at < bytes.length; at += 64 * 1024) {
              server.getOutputStream().write(bytes, at, 64 * 1024);
              written.addAndGet(64 * 1024);
            }
            hangUp(server);
            return true;
          });
      Thread.sleep(300);
      var early = written.get();
      assertThat(early).as("what is under way while nobody reads").isLessThan(bytes.length / 2);
      assertThat(Arrays.equals(client.getInputStream().readAllBytes(), bytes)).isTrue();
      assertThat(writer.get()).isTrue();
    }
  }

  @Test
  void two_hundred_connections_at_once_lose_nothing() throws Exception {
    var echoes =
        threads.submit(() -> {
          for (int i = 0; i < 200; i++) {
            var server = service.accept();
            threads.execute(() -> echo(server));
          }
          return true;
        });
    var clients =
        IntStream.range(0, 200).mapToObj(i -> threads.submit(() -> echoed("client " + i))).toList();
    for (int i = 0; i < 200; i++) {
      assertThat(clients.get(i).get()).isEqualTo(("client " + i).repeat(10_000));
    }
    assertThat(echoes.get()).isTrue();
  }

  private static void echo(Socket server) {
    try (server) {
      server.getInputStream().transferTo(server.getOutputStream());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String echoed(String word) throws Exception {
    try (var client = connect()) {
      var heard = threads.submit(() -> hearAll(client));
      say(client, word.repeat(10_000));
      client.shutdownOutput();
      return heard.get();
    }
  }
}
