package org.dood.network.forward;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * The forwarder as a process of its own, with the memory and thread limits that it has in the
 * image.
 */
@Timeout(90)
@Isolated("It measures time, or takes many threads.")
class ForwardCommandTest {

  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
  private static final Pattern SETTING = Pattern.compile("(?:-Xm|-XX:Max|-D)\\S+");
  private static final int MIB = 1024 * 1024;
  private static final byte[] BYTES = new byte[MIB];

  /** The length of a stream that does not end during a test. */
  private static final int ENDLESS = Integer.MAX_VALUE;

  static {
    new Random(7).nextBytes(BYTES);
  }

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<AutoCloseable> open = new ArrayList<>();
  private int port;

  /** A service that sends as many bytes as it is asked for. */
  @BeforeEach
  void aService() throws IOException {
    var service = new ServerSocket(0, 1024, LOOPBACK);
    open.add(service);
    port = service.getLocalPort();
    var _ =
        threads.submit(() -> {
          while (true) {
            var client = service.accept();
            var _ = threads.submit(() -> serve(client));
          }
        });
  }

  @AfterEach
  void closeAll() throws Exception {
    for (var each : open) {
      each.close();
    }
    threads.shutdownNow();
  }

  private static Void serve(Socket client) throws IOException {
    try (client) {
      var in = new DataInputStream(client.getInputStream());
      while (true) {
        for (int left = in.readInt(); left > 0; left -= BYTES.length) {
          client.getOutputStream().write(BYTES, 0, Math.min(left, BYTES.length));
        }
      }
    }
  }

  /** Starts the command by way of a shell. Returns the port that leads to the service. */
  private int forwarded(String before) throws IOException {
    var at = freePort();
    var words = new ArrayList<String>(List.of("exec", javaProgram()));
    words.addAll(settings());
    words.addAll(List.of("-cp", "target/classes", ForwardCommand.class.getName()));
    words.addAll(
        List.of("some-network", "127.0.0.1", new Forward(at, "127.0.0.1", port).argument()));
    var process =
        new ProcessBuilder("sh", "-c", before + String.join(" ", words))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    open.add(process::destroyForcibly);
    var announced = process.inputReader();
    assertThat(announced.readLine()).isEqualTo("listening " + at);
    assertThat(announced.readLine()).isEqualTo("ready");
    return at;
  }

  private static String javaProgram() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  /**
   * The JVM options of the forwarder in entrypoint.sh, except those that only the image can use.
   */
  private static List<String> settings() throws IOException {
    var script = Files.readString(Path.of("entrypoint.sh"));
    var part = script.substring(script.indexOf("  forward)"), script.indexOf("  entrypoint.sh)"));
    var settings = SETTING.matcher(part).results().map(found -> found.group()).toList();
    assertThat(settings).anyMatch(s -> s.startsWith("-XX:MaxDirectMemorySize"));
    return settings;
  }

  private static int freePort() throws IOException {
    try (var probe = new ServerSocket(0, 1, LOOPBACK)) {
      return probe.getLocalPort();
    }
  }

  private Socket ask(int at, int length) throws IOException {
    var socket = new Socket(LOOPBACK, at);
    open.add(socket);
    socket.setTcpNoDelay(true);
    askAgain(socket, length);
    return socket;
  }

  private static void askAgain(Socket socket, int length) throws IOException {
    new DataOutputStream(socket.getOutputStream()).writeInt(length);
  }

  private static boolean isWhole(Socket socket, int length) throws IOException {
    return Arrays.equals(socket.getInputStream().readNBytes(length), Arrays.copyOf(BYTES, length));
  }

  private static <T> List<T> all(List<Future<T>> answers) throws Exception {
    var all = new ArrayList<T>();
    for (var answer : answers) {
      all.add(answer.get());
    }
    return all;
  }

  @Test
  void six_hundred_bulk_transfers_at_once_arrive_whole() throws Exception {
    var at = forwarded("");
    var sockets = new ArrayList<Socket>();
    for (int i = 0; i < 600; i++) {
      sockets.add(ask(at, MIB));
    }
    // Nobody reads yet: every buffer between service and clients fills up.
    Thread.sleep(Duration.ofMillis(500));
    assertThat(
            all(
                sockets.stream()
                    .map(socket -> threads.submit(() -> isWhole(socket, MIB)))
                    .toList()))
        .hasSize(600)
        .doesNotContain(false);
  }

  @Test
  void three_thousand_connections_are_served_as_far_as_places_go_and_then_the_others()
      throws Exception {
    var at = forwarded("");
    var answers = new ArrayList<Future<Boolean>>();
    var sockets = new ArrayList<Socket>();
    for (int i = 0; i < 3000; i++) {
      var socket = new Socket();
      open.add(socket);
      try {
        socket.connect(new InetSocketAddress(LOOPBACK, at), 1000);
      } catch (SocketTimeoutException backlogFull) {
        break;
      }
      askAgain(socket, 1);
      sockets.add(socket);
      answers.add(threads.submit(() -> isWhole(socket, 1)));
    }
    assertThat(sockets.size()).as("connections accepted or in the backlog").isGreaterThan(1024);
    // Those that have a place are answered while all others are open too.
    for (int i = 0; i < 1000; i++) {
      assertThat(answers.get(i).get(20, TimeUnit.SECONDS)).isTrue();
    }
    // The others are answered as places become free.
    for (int i = 0; i < sockets.size(); i++) {
      assertThat(answers.get(i).get(20, TimeUnit.SECONDS)).isTrue();
      sockets.get(i).close();
    }
    assertThat(isWhole(ask(at, MIB), MIB)).isTrue();
  }

  @Test
  void clients_that_send_nothing_or_do_not_read_take_no_more_memory_than_there_is()
      throws Exception {
    var at = forwarded("");
    for (int i = 0; i < 500; i++) {
      open.add(new Socket(LOOPBACK, at));
      var _ = ask(at, ENDLESS);
    }
    assertThat(isWhole(ask(at, MIB), MIB)).isTrue();
  }

  @Test
  void a_quiet_connection_is_answered_at_once_while_bulk_streams_run() throws Exception {
    var at = forwarded("");
    var quiet = ask(at, 1);
    assertThat(isWhole(quiet, 1)).isTrue();
    for (int i = 0; i < 4; i++) {
      var busy = ask(at, ENDLESS);
      var _ = threads.submit(() -> busy.getInputStream().skip(Long.MAX_VALUE));
    }
    for (int i = 0; i < 5; i++) {
      Thread.sleep(Duration.ofMillis(100));
      var start = System.nanoTime();
      askAgain(quiet, 1);
      assertThat(isWhole(quiet, 1)).isTrue();
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
    }
  }

  @Test
  void client_is_accepted_again_once_file_descriptors_are_free_again() throws Exception {
    var at = forwarded("ulimit -n 64; ");
    // Loads the classes, which takes file descriptors here; in the image they come from a cache.
    assertThat(isWhole(ask(at, 1), 1)).isTrue();
    var early = new ArrayList<Socket>();
    for (int i = 0; i < 70; i++) {
      early.add(ask(at, 1));
    }
    Thread.sleep(Duration.ofMillis(300));
    for (var socket : early) {
      socket.close();
    }
    // Connections that wait to be accepted, and are closed again, come first.
    var end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!isServed(at)) {
      assertThat(System.nanoTime()).isLessThan(end);
      Thread.sleep(Duration.ofMillis(50));
    }
  }

  private boolean isServed(int at) throws IOException {
    try {
      return isWhole(ask(at, 1), 1);
    } catch (SocketException closed) {
      return false;
    }
  }
}
