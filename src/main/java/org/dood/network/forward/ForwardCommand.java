package org.dood.network.forward;

import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * The forwarder's process. Its container has no capability and no access to the engine, and shares
 * the network namespace of the container in which steps run. The process ends when that namespace
 * is no longer attached to the job's network.
 */
public final class ForwardCommand {

  /** Main attaches the runner at the same time, which must not take longer. */
  private static final Duration UNTIL_ATTACHED = Duration.ofMinutes(1);

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);

  /**
   * The connections that are relayed at once. Each takes 9 KiB of the heap and two buffers of 16
   * KiB, so that they stay below the limits in entrypoint.sh, and 640 KiB in the kernel if both of
   * its peers send and do not read.
   */
  private static final int CONNECTIONS = 1024;

  /** A container on the same engine accepts a connection in a millisecond, or is in trouble. */
  private static final Duration UNTIL_ACCEPTED = Duration.ofSeconds(10);

  private ForwardCommand() {}

  /**
   * Listens and forwards.
   *
   * @param arguments the name of the job's network, the address of a container on it, and each
   *     {@link Forward}
   */
  @SuppressWarnings("SystemOut") // Main reads the announcements from standard output.
  public static void main(String[] arguments) throws IOException, InterruptedException {
    var words = List.of(arguments);
    var network = new AttachedNetwork(words.get(0), InetAddress.getByName(words.get(1)));
    var forwards = words.stream().skip(2).map(ForwardCommand::forward).toList();
    listen(network, forwards, System.out);
    awaitDetached(network);
    // Post reads it, if the namespace was detached too early.
    System.out.println("not on the network " + network.name() + " any more");
    System.exit(0);
  }

  private static Forward forward(String argument) {
    return Forward.parse(argument)
        .orElseThrow(() ->
            new IllegalArgumentException("not of the form <port>=<service>:<port>: " + argument));
  }

  /** The command line in a container of the action's image. */
  public static List<String> line(String network, String member, List<Forward> forwards) {
    return Stream.concat(
            Stream.of("/action/forward", network, member), forwards.stream().map(Forward::argument))
        .toList();
  }

  private static void listen(AttachedNetwork network, List<Forward> forwards, PrintStream out) {
    var admission = new Admission(CONNECTIONS, Math.max(1, forwards.size()));
    var lookups = new Lookups(network::addressOf);
    var bulkThreads = new BulkThreads();
    for (var forward : forwards) {
      new Listener(forward, admission.forPort(), lookups, bulkThreads, UNTIL_ACCEPTED)
          .start()
          .forEach(announcement -> out.println(announcement.line()));
    }
    out.println(new Announcement.Ready().line());
    out.flush();
  }

  private static void awaitDetached(AttachedNetwork network) throws InterruptedException {
    var attachedBy = Instant.now().plus(UNTIL_ATTACHED);
    while (!network.isAttached() && Instant.now().isBefore(attachedBy)) {
      Thread.sleep(BETWEEN_LOOKS);
    }
    while (network.isAttached()) {
      Thread.sleep(BETWEEN_LOOKS);
    }
  }
}
