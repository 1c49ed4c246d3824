package org.dood.network.forward;

import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/**
 * Runs as a container in the network namespace of the one that steps run in, with no capability and
 * no engine's socket, and ends when that namespace is taken from the job's network.
 */
public final class ForwardCommand {

  /** Main attaches the runner meanwhile. */
  private static final Duration UNTIL_ATTACHED = Duration.ofMinutes(1);

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);

  /** A look-up holds its thread; one at an engine's own server takes well under a millisecond. */
  private static final int LOOKUPS_AT_ONCE = 8;

  private ForwardCommand() {}

  /**
   * Listens and forwards.
   *
   * @param arguments the job's network by name, the IPv4 address of a container there, and each
   *     {@link Forward}
   */
  @SuppressWarnings("SystemOut") // The announcements are what it is read by.
  public static void main(String[] arguments) throws IOException, InterruptedException {
    var words = List.of(arguments);
    var network = new AttachedNetwork(words.get(0), InetAddress.getByName(words.get(1)));
    var forwards = words.stream().skip(2).map(Forward::parse);
    listen(network, forwards, System.out);
    awaitTheEndOf(network);
    System.exit(0);
  }

  /** The command line in a container of the action's image. */
  public static List<String> line(String network, String member, List<Forward> forwards) {
    return Stream.concat(
            Stream.of("/action/forward", network, member), forwards.stream().map(Forward::argument))
        .toList();
  }

  private static void listen(AttachedNetwork network, Stream<Forward> forwards, PrintStream out) {
    var daemons = Thread.ofPlatform().daemon().name("look-up-", 0).factory();
    var lookups = Executors.newFixedThreadPool(LOOKUPS_AT_ONCE, daemons);
    var lanes = new BulkThreads();
    forwards
        .flatMap(f -> new Listener(f, network::addressOf, lookups, lanes).start().stream())
        .forEach(announcement -> out.println(announcement.line()));
    out.println(new Announcement.Ready().line());
    out.flush();
  }

  private static void awaitTheEndOf(AttachedNetwork network) throws InterruptedException {
    var attachedBy = Instant.now().plus(UNTIL_ATTACHED);
    while (!network.isAttached() && Instant.now().isBefore(attachedBy)) {
      Thread.sleep(BETWEEN_LOOKS);
    }
    while (network.isAttached()) {
      Thread.sleep(BETWEEN_LOOKS);
    }
  }
}
