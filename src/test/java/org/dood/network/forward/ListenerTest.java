package org.dood.network.forward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
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
import org.junit.jupiter.api.parallel.Isolated;

/** Client, forwarder and service on real sockets. */
@Timeout(60)
@Isolated("It measures time, or takes many threads.")
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
    return listenAt(number, service.getLocalPort(), new Admission(1000, 1));
  }

  private List<Announcement> listenAt(int number, int servicePort, Admission admission) {
    return new Listener(
            new Forward(number, "service", servicePort),
            admission.forPort(),
            new Lookups(_ -> addressOfService.get()),
            new BulkThreads(),
            Duration.ofMillis(500))
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

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String receive(Socket socket, int length) throws IOException {
    return new String(socket.getInputStream().readNBytes(length), StandardCharsets.UTF_8);
  }

  private static String receiveAll(Socket socket) throws IOException {
    return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  private static void close(Socket socket) throws IOException {
    socket.close();
  }

  private <T> T inTime(Callable<T> body) throws Exception {
    try {
      return threads.submit(body).get(20, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    }
  }

  private void assertThatBytesPassBothWays() throws IOException {
    try (var client = connect();
        var server = service.accept()) {
      send(client, "question");
      assertThat(receive(server, 8)).isEqualTo("question");
      send(server, "answer");
      assertThat(receive(client, 6)).isEqualTo("answer");
    }
  }

  @Test
  void bytes_of_either_peer_reach_the_other_one() throws Exception {
    assertThatBytesPassBothWays();
  }

  @Test
  void client_by_ipv6_is_accepted_too() throws Exception {
    var loopback6 =
        InetAddress.getByAddress(new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1});
    try (var client = new Socket(loopback6, port);
        var server = service.accept()) {
      send(client, "question");
      assertThat(receive(server, 8)).isEqualTo("question");
    }
  }

  @Test
  void client_that_has_sent_all_still_receives_the_answer() throws Exception {
    try (var client = connect();
        var server = service.accept()) {
      send(client, "all");
      client.shutdownOutput();
      assertThat(receiveAll(server)).isEqualTo("all");
      send(server, "answer");
      close(server);
      assertThat(receiveAll(client)).isEqualTo("answer");
    }
  }

  @Test
  void service_that_has_sent_all_still_receives_from_the_client() throws Exception {
    try (var client = connect();
        var server = service.accept()) {
      send(server, "all");
      server.shutdownOutput();
      assertThat(receiveAll(client)).isEqualTo("all");
      send(client, "thanks");
      close(client);
      assertThat(receiveAll(server)).isEqualTo("thanks");
    }
  }

  @Test
  void connection_that_the_service_resets_is_reset_to_the_client() throws Exception {
    try (var client = connect()) {
      var server = service.accept();
      send(client, "a");
      assertThat(receive(server, 1)).isEqualTo("a");
      server.setSoLinger(true, 0);
      server.close();
      assertThatThrownBy(() -> inTime(() -> receiveAll(client))).hasMessageContaining("reset");
    }
  }

  @Test
  void connection_that_the_client_resets_is_reset_to_the_service() throws Exception {
    try (var client = connect();
        var server = service.accept()) {
      send(client, "a");
      assertThat(receive(server, 1)).isEqualTo("a");
      client.setSoLinger(true, 0);
      close(client);
      assertThatThrownBy(() -> inTime(() -> receiveAll(server))).hasMessageContaining("reset");
    }
  }

  @Test
  void answer_arrives_though_the_service_closed_before_it_read_all() throws Exception {
    try (var client = connect();
        var server = service.accept()) {
      send(client, "a long question");
      assertThat(receive(server, 1)).isEqualTo("a");
      send(server, "too long");
      server.shutdownOutput();
      send(client, "and longer");
      close(server);
      assertThat(receive(client, 8)).isEqualTo("too long");
    }
  }

  @Test
  void client_is_closed_while_the_service_is_down_and_served_once_it_is_up() throws Exception {
    var number = service.getLocalPort();
    service.close();
    try (var early = connect()) {
      assertThat(early.getInputStream().read()).isEqualTo(-1);
    }
    service = new ServerSocket(number, 1024, LOOPBACK);
    assertThatBytesPassBothWays();
  }

  @Test
  void service_that_restarts_at_another_address_is_found_there() throws Exception {
    var number = service.getLocalPort();
    service.close();
    var elsewhere = InetAddress.getByName("127.0.0.2");
    service = new ServerSocket(number, 1024, elsewhere);
    addressOfService.set(elsewhere);
    assertThatBytesPassBothWays();
  }

  @Test
  void port_that_is_taken_is_reported_in_the_words_of_the_system() throws Exception {
    try (var other = new ServerSocket(0, 1, LOOPBACK)) {
      assertThat(listenAt(other.getLocalPort()))
          .containsExactly(
              new Announcement.NotListening(other.getLocalPort(), "Address already in use"));
    }
    assertThatBytesPassBothWays();
  }

  @Test
  void slow_reader_slows_the_writer_and_receives_all() throws Exception {
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
            close(server);
            return true;
          });
      Thread.sleep(300);
      var early = written.get();
      assertThat(early).as("bytes under way while nobody reads").isLessThan(bytes.length / 2);
      assertThat(Arrays.equals(client.getInputStream().readAllBytes(), bytes)).isTrue();
      assertThat(writer.get()).isTrue();
    }
  }

  @Test
  void connection_beyond_the_limit_waits_and_is_served_once_another_one_ends() throws Exception {
    port = freePort();
    listenAt(port, service.getLocalPort(), new Admission(2, 1));
    // One after the other, since connections that are relayed at the same time arrive in any order.
    try (var first = connect();
        var served = service.accept();
        var _ = connect();
        var _ = service.accept();
        var late = connect()) {
      send(late, "question");
      service.setSoTimeout(200);
      assertThatThrownBy(() -> service.accept()).isInstanceOf(SocketTimeoutException.class);
      service.setSoTimeout(10_000);
      close(first);
      close(served);
      try (var server = service.accept()) {
        assertThat(receive(server, 8)).isEqualTo("question");
        send(server, "answer");
        assertThat(receive(late, 6)).isEqualTo("answer");
      }
    }
  }

  @Test
  void service_that_accepts_no_connection_leaves_places_for_another_one() throws Exception {
    var admission = new Admission(8, 2);
    var clients = new ArrayList<Socket>();
    try (var dead = new ServerSocket(0, 1, LOOPBACK)) {
      var deadPort = freePort();
      listenAt(deadPort, dead.getLocalPort(), admission);
      for (int i = 0; i < 20; i++) {
        clients.add(new Socket(LOOPBACK, deadPort));
      }
      port = freePort();
      listenAt(port, service.getLocalPort(), admission);
      assertThatBytesPassBothWays();
      assertThatBytesPassBothWays();
      // The kernel accepts some for the service, whichever come first, and those stay open.
      var ends =
          clients.stream().<Callable<Integer>>map(c -> () -> c.getInputStream().read()).toList();
      assertThat(threads.invokeAny(ends, 20, TimeUnit.SECONDS)).isEqualTo(-1);
    }
    for (var client : clients) {
      client.close();
    }
  }

  @Test
  void two_hundred_connections_at_once_lose_no_byte() throws Exception {
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
      var heard = threads.submit(() -> receiveAll(client));
      send(client, word.repeat(10_000));
      client.shutdownOutput();
      return heard.get();
    }
  }
}
