package org.dood.network.forward;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.zip.CRC32C;

/**
 * Compares ways to one service: a program for the containers of {@code scripts/bench-forwarder.sh}.
 *
 * <p>{@code serve PORT} is the service. {@code measure NAME=HOST:PORT …} asks it by each way in
 * turn, and prints a line {@code NAME MEASURE VALUE} for each measure.
 */
public final class ForwarderBenchmark {

  private static final int ECHO = 1;
  private static final int DOWNLOAD = 2;

  private static final int BLOCK = 1024 * 1024;

  /** What each download consists of; one for all, since the service may have hundreds at once. */
  private static final byte[] SENT = block();

  private static final long STREAM = 512L * BLOCK;
  private static final long LONG_STREAM = 1024L * BLOCK;
  private static final int ROUNDS = 7;
  private static final int TRIPS = 400;
  private static final int AT_ONCE = 200;

  private record Way(String name, String host, int port) {
    static Way parse(String text) {
      var parts = text.split("[=:]", 3);
      return new Way(parts[0], parts[1], Integer.parseInt(parts[2]));
    }

    Socket connect() throws IOException {
      var socket = new Socket(host, port);
      socket.setTcpNoDelay(true);
      return socket;
    }
  }

  private ForwarderBenchmark() {}

  /** Serves or measures. */
  public static void main(String[] arguments) throws Exception {
    var words = List.of(arguments);
    if (words.getFirst().equals("serve")) {
      serve(Integer.parseInt(words.get(1)));
    } else {
      measure(words.stream().skip(1).map(Way::parse).toList());
    }
  }

  private static void serve(int port) throws IOException {
    try (var server = new ServerSocket(port, 1024)) {
      while (true) {
        var client = server.accept();
        client.setTcpNoDelay(true);
        var _ = Thread.ofPlatform().start(() -> serve(client));
      }
    }
  }

  private static void serve(Socket client) {
    try (client) {
      var in = new DataInputStream(client.getInputStream());
      switch (in.readByte()) {
        case ECHO -> in.transferTo(client.getOutputStream());
        case DOWNLOAD -> send(in.readLong(), client.getOutputStream());
        default -> throw new IOException("no such question");
      }
    } catch (IOException gone) {
      // So is the client.
    }
  }

  private static void send(long length, OutputStream out) throws IOException {
    for (long left = length; left > 0; left -= BLOCK) {
      out.write(SENT);
    }
  }

  private static byte[] block() {
    var block = new byte[BLOCK];
    new Random(6).nextBytes(block);
    return block;
  }

  private static void measure(List<Way> ways) throws Exception {
    var results = new LinkedHashMap<String, List<Double>>();
    for (int round = 0; round < ROUNDS; round++) {
      for (var way : ways) {
        note(results, way.name() + " MiB/s", throughput(way));
        note(results, way.name() + " microseconds", roundTrip(way));
      }
    }
    for (var way : ways) {
      note(results, way.name() + " of_" + AT_ONCE, atOnce(way));
      note(results, way.name() + " GiB_whole", isWhole(way) ? 1 : 0);
    }
    results.forEach((name, values) -> System.out.printf("%s %.2f%n", name, median(values)));
  }

  private static void note(Map<String, List<Double>> results, String name, double value) {
    results.computeIfAbsent(name, _ -> new ArrayList<>()).add(value);
  }

  private static double median(List<Double> values) {
    return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
  }

  private static Socket ask(Way way, int question) throws IOException {
    var socket = way.connect();
    socket.getOutputStream().write(question);
    return socket;
  }

  private static Socket download(Way way, long length) throws IOException {
    var socket = way.connect();
    var out = new DataOutputStream(socket.getOutputStream());
    out.write(DOWNLOAD);
    out.writeLong(length);
    return socket;
  }

  private static double throughput(Way way) throws IOException {
    try (var socket = download(way, STREAM)) {
      var buffer = new byte[128 * 1024];
      var start = System.nanoTime();
      while (socket.getInputStream().read(buffer) >= 0) {}
      return (double) STREAM / BLOCK / ((System.nanoTime() - start) / 1e9);
    }
  }

  /** Of a new connection: set up, one byte there, one byte back. */
  private static double roundTrip(Way way) throws IOException {
    var times = new ArrayList<Double>();
    for (int i = 0; i < TRIPS; i++) {
      var start = System.nanoTime();
      try (var socket = ask(way, ECHO)) {
        socket.getOutputStream().write(7);
        if (socket.getInputStream().read() != 7) {
          throw new IOException("no echo by way of " + way.name());
        }
        times.add((System.nanoTime() - start) / 1e3);
      }
    }
    return median(times);
  }

  private static double atOnce(Way way) throws IOException, InterruptedException {
    try (var threads = Executors.newFixedThreadPool(AT_ONCE)) {
      var sockets = new ArrayList<Socket>();
      for (int i = 0; i < AT_ONCE; i++) {
        sockets.add(ask(way, ECHO));
      }
      var echoes = sockets.stream().<Callable<Boolean>>map(s -> () -> echoes(s)).toList();
      var whole = 0;
      for (var echo : threads.invokeAll(echoes)) {
        whole += isTrue(echo::get) ? 1 : 0;
      }
      return whole;
    }
  }

  private static boolean isTrue(Callable<Boolean> answer) {
    try {
      return answer.call();
    } catch (ExecutionException lost) {
      return false;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static boolean echoes(Socket socket) throws IOException {
    try (socket) {
      var sent = Arrays.copyOf(block(), 32 * 1024);
      socket.getOutputStream().write(sent);
      socket.shutdownOutput();
      return Arrays.equals(socket.getInputStream().readAllBytes(), sent);
    }
  }

  private static boolean isWhole(Way way) throws IOException {
    var expected = new CRC32C();
    var block = block();
    for (long left = LONG_STREAM; left > 0; left -= BLOCK) {
      expected.update(block);
    }
    var heard = new CRC32C();
    var length = 0L;
    try (var socket = download(way, LONG_STREAM)) {
      var buffer = new byte[128 * 1024];
      for (int read; (read = socket.getInputStream().read(buffer)) >= 0; length += read) {
        heard.update(buffer, 0, read);
      }
    }
    return length == LONG_STREAM && heard.getValue() == expected.getValue();
  }
}
