package org.dood.network.forward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;

/** A port of localhost that follows a port of a host, on real sockets: 127.0.0.2 is the host. */
@Timeout(60)
@Isolated("It measures time.")
class HostPortTest {

  private static final Duration BETWEEN_TRIES = Duration.ofMillis(20);
  private static final Duration SOON = Duration.ofSeconds(10);

  private final List<ServerSocket> servers = new ArrayList<>();
  private InetAddress host = InetAddress.getLoopbackAddress();
  private int port;

  @BeforeEach
  void aFreePort() throws IOException {
    host = InetAddress.getByAddress(new byte[] {127, 0, 0, 2});
    try (var probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = probe.getLocalPort();
    }
  }

  @AfterEach
  void stop() throws IOException {
    for (var server : servers) {
      server.close();
    }
  }

  private Optional<Announcement.NotListening> start() {
    return new HostPort(
            port,
            new InetSocketAddress(host, port),
            new Admission(100, 1).forPort(),
            new BulkThreads(),
            BETWEEN_TRIES)
        .start();
  }

  /** A container publishes the port on the host. */
  private ServerSocket publish() throws IOException {
    var server = new ServerSocket(port, 100, host);
    servers.add(server);
    return server;
  }

  private Socket connect() throws IOException {
    return new Socket(InetAddress.getLoopbackAddress(), port);
  }

  private boolean isOpen() throws IOException {
    try (var _ = connect()) {
      return true;
    } catch (ConnectException refused) {
      return false;
    }
  }

  private static void await(Callable<Boolean> condition) throws Exception {
    var end = System.nanoTime() + SOON.toNanos();
    while (!condition.call()) {
      assertThat(System.nanoTime()).as("the time to wait for it").isLessThan(end);
      Thread.sleep(20);
    }
  }

  private boolean canBeTaken() {
    try (var _ = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return true;
    } catch (IOException taken) {
      return false;
    }
  }

  private void awaitListening() throws Exception {
    await(() -> !canBeTaken());
  }

  @Test
  void port_that_nobody_publishes_is_refused_and_can_be_taken() throws Exception {
    assertThat(start()).isEmpty();
    Thread.sleep(200);
    assertThat(isOpen()).isFalse();
    assertThat(canBeTaken()).isTrue();
  }

  @Test
  void bytes_pass_both_ways_once_the_port_is_published() throws Exception {
    start();
    var server = publish();
    server.accept().close();
    awaitListening();
    try (var client = connect();
        var accepted = server.accept()) {
      client.getOutputStream().write("question".getBytes(StandardCharsets.UTF_8));
      assertThat(new String(accepted.getInputStream().readNBytes(8), StandardCharsets.UTF_8))
          .isEqualTo("question");
      accepted.getOutputStream().write("answer".getBytes(StandardCharsets.UTF_8));
      assertThat(new String(client.getInputStream().readNBytes(6), StandardCharsets.UTF_8))
          .isEqualTo("answer");
    }
  }

  @Test
  void port_is_refused_again_and_free_soon_after_it_is_not_published_any_more() throws Exception {
    start();
    var server = publish();
    awaitListening();
    server.close();
    await(this::canBeTaken);
    assertThat(isOpen()).isFalse();
    publish();
    awaitListening();
  }

  @Test
  void port_that_is_published_is_not_tried_while_a_connection_is_relayed() throws Exception {
    start();
    var server = publish();
    server.accept().close();
    awaitListening();
    try (var _ = connect();
        var _ = server.accept()) {
      Thread.sleep(300);
      while (isWaiting(server)) {
        server.accept().close();
      }
      Thread.sleep(2_000);
      assertThat(isWaiting(server)).isFalse();
    }
  }

  private static boolean isWaiting(ServerSocket server) throws IOException {
    server.setSoTimeout(1);
    try (var _ = server.accept()) {
      return true;
    } catch (SocketException | java.net.SocketTimeoutException none) {
      return false;
    } finally {
      server.setSoTimeout(0);
    }
  }

  @Test
  void published_port_is_tried_less_and_less_often() throws Exception {
    start();
    var server = publish();
    awaitListening();
    Thread.sleep(3_000);
    var tries = 0;
    while (isWaiting(server)) {
      tries++;
    }
    assertThat(tries).isBetween(1, 7);
  }

  @Test
  void client_that_comes_after_the_end_is_reset_and_ends_the_listening_at_once() throws Exception {
    start();
    var server = publish();
    awaitListening();
    Thread.sleep(1_000);
    server.close();
    try (var client = connect()) {
      assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(SocketException.class);
    } catch (ConnectException refused) {
      // The listening had ended by itself.
    }
    await(this::canBeTaken);
  }

  @Test
  void port_that_a_process_of_the_steps_has_is_told_and_left_alone() throws Exception {
    try (var own = new ServerSocket(port, 10, InetAddress.getLoopbackAddress())) {
      assertThat(start()).contains(new Announcement.NotListening(port, "Address already in use"));
      publish();
      Thread.sleep(200);
      try (var client = connect();
          var accepted = own.accept()) {
        accepted.getOutputStream().write(7);
        assertThat(client.getInputStream().read()).isEqualTo(7);
      }
    }
    awaitListening();
  }

  @Test
  void all_ports_together_are_tried_a_hundred_times_a_second_at_most() {
    assertThat(HostPort.betweenTries(1)).isEqualTo(Duration.ofMillis(50));
    assertThat(HostPort.betweenTries(100)).isEqualTo(Duration.ofSeconds(1));
  }
}
