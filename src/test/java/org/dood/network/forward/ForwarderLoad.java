package org.dood.network.forward;

import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/**
 * Loads the forwarder with more than it admits: a program for the containers of {@code
 * scripts/bench-forwarder-load.sh}.
 *
 * <p>Its arguments are the port of a service that {@link ForwarderBenchmark} serves, and that of
 * one that accepts no connection. It prints a line {@code SITUATION MEASURE VALUE} for each
 * measure.
 */
public final class ForwarderLoad {

  private static final int ECHO = 1;
  private static final int DOWNLOAD = 2;

  private static final int ATTEMPTS = 10_000;
  private static final int AT_ONCE = 64;
  private static final int SLOW_READERS = 600;
  private static final int SILENT = 700;
  private static final int TO_DEAD_SERVICE = 1500;
  private static final int PATIENCE = Math.toIntExact(Duration.ofSeconds(5).toMillis());

  private final int living;
  private final int dead;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<Socket> open = new ArrayList<>();

  private ForwarderLoad(int living, int dead) {
    this.living = living;
    this.dead = dead;
  }

  /** Makes the load and prints the measures. */
  public static void main(String[] arguments) throws Exception {
    var load = new ForwarderLoad(Integer.parseInt(arguments[0]), Integer.parseInt(arguments[1]));
    load.oneAfterAnother();
    load.allHeldOpen();
    load.slowReaders();
    load.silentClients();
    load.deadService();
    System.exit(0);
  }

  private void oneAfterAnother() throws Exception {
    var start = System.nanoTime();
    var answered = 0;
    try (var few = Executors.newFixedThreadPool(AT_ONCE)) {
      answered =
          count(few.invokeAll(IntStream.range(0, ATTEMPTS).mapToObj(_ -> echo(PATIENCE)).toList()));
    }
    print("attempts", "answered", answered);
    print("attempts", "seconds", (System.nanoTime() - start) / 1e9);
  }

  /** All of them at once, and none is closed before each was answered or given up. */
  private void allHeldOpen() throws Exception {
    var attempts =
        IntStream.range(0, ATTEMPTS)
            .mapToObj(_ -> threads.submit(() -> answers(connected(living, PATIENCE))))
            .toList();
    print("held", "answered", count(attempts));
    closeAll();
    print("held", "milliseconds_to_the_next_answer", millisecondsToAnAnswer());
  }

  private void slowReaders() throws Exception {
    for (int i = 0; i < SLOW_READERS; i++) {
      download(1L << 40);
    }
    // Until the buffers between the service and them are full.
    Thread.sleep(Duration.ofSeconds(10));
    print("slow_readers", "milliseconds_to_an_answer", millisecondsToAnAnswer());
    closeAll();
  }

  private void silentClients() throws Exception {
    for (int i = 0; i < SILENT; i++) {
      var _ = connected(living, PATIENCE);
    }
    print("silent", "milliseconds_to_an_answer", millisecondsToAnAnswer());
    closeAll();
  }

  private void deadService() throws Exception {
    var attempts =
        IntStream.range(0, TO_DEAD_SERVICE)
            .mapToObj(_ -> threads.submit(() -> connected(dead, PATIENCE).isConnected()))
            .toList();
    Thread.sleep(Duration.ofSeconds(1));
    var answered =
        count(threads.invokeAll(IntStream.range(0, 200).mapToObj(_ -> echo(PATIENCE)).toList()));
    print("dead_service", "of_200_to_the_other_one", answered);
    print("dead_service", "milliseconds_to_an_answer", millisecondsToAnAnswer());
    print("dead_service", "connections", count(attempts));
    closeAll();
    print("dead_service", "milliseconds_afterwards", millisecondsToAnAnswer());
  }

  private Callable<Boolean> echo(int patience) {
    return () -> {
      try (var socket = connected(living, patience)) {
        return answers(socket);
      }
    };
  }

  private Socket connected(int port, int patience) throws IOException {
    var socket = new Socket();
    synchronized (open) {
      open.add(socket);
    }
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), patience);
    socket.setSoTimeout(patience);
    return socket;
  }

  private static boolean answers(Socket socket) throws IOException {
    socket.getOutputStream().write(new byte[] {ECHO, 7});
    return socket.getInputStream().read() == 7;
  }

  private void download(long length) throws IOException {
    var out = new DataOutputStream(connected(living, PATIENCE).getOutputStream());
    out.write(DOWNLOAD);
    out.writeLong(length);
  }

  private double millisecondsToAnAnswer() throws Exception {
    var start = System.nanoTime();
    if (!echo(60_000).call()) {
      throw new IOException("a wrong answer");
    }
    return (System.nanoTime() - start) / 1e6;
  }

  private static int count(List<Future<Boolean>> answers) {
    return answers.stream().filter(ForwarderLoad::isTrue).toList().size();
  }

  private static boolean isTrue(Future<Boolean> answer) {
    try {
      return answer.get();
    } catch (ExecutionException refused) {
      return false;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void closeAll() throws IOException {
    synchronized (open) {
      for (var socket : open) {
        socket.close();
      }
      open.clear();
    }
  }

  private static void print(String situation, String measure, double value) {
    System.out.printf("%s %s %.0f%n", situation, measure, value);
  }
}
