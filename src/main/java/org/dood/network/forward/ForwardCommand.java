package org.dood.network.forward;

import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
   * @param arguments the name of a network of the namespace, an address on it, each {@link
   *     Forward}, each {@link KnownAddress}, and {@link HostForwards} if there are any
   */
  @SuppressWarnings("SystemOut") // Main reads the announcements from standard output.
  public static void main(String[] arguments) throws IOException, InterruptedException {
    var words = List.of(arguments);
    var network = new AttachedNetwork(words.get(0), InetAddress.getByName(words.get(1)));
    var what = words.subList(2, words.size());
    var known = what.stream().flatMap(word -> KnownAddress.parse(word).stream()).toList();
    var host = what.stream().flatMap(word -> HostForwards.parse(word).stream()).findFirst();
    var forwards =
        what.stream()
            .filter(word -> KnownAddress.parse(word).isEmpty())
            .filter(word -> HostForwards.parse(word).isEmpty())
            .map(ForwardCommand::forward)
            .toList();
    listen(new ServiceAddresses(network, addresses(known)), forwards, host, System.out);
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

  private static Map<String, InetAddress> addresses(List<KnownAddress> known)
      throws UnknownHostException {
    var addresses = new HashMap<String, InetAddress>();
    for (var service : known) {
      addresses.put(service.service(), InetAddress.getByName(service.ip()));
    }
    return addresses;
  }

  /**
   * The command line in a container of the action's image.
   *
   * @param network a network that the namespace is on as long as the forwarder is to run
   * @param member an address on that network
   * @param known the addresses of the services that are given by their names
   * @param host the ports that lead to the engine's host
   */
  public static List<String> line(
      String network,
      String member,
      List<Forward> forwards,
      List<KnownAddress> known,
      Optional<HostForwards> host) {
    return Stream.of(
            Stream.of("/action/forward", network, member),
            forwards.stream().map(Forward::argument),
            known.stream().map(KnownAddress::argument),
            host.stream().map(HostForwards::argument))
        .flatMap(words -> words)
        .toList();
  }

  private static void listen(
      ServiceAddresses addresses,
      List<Forward> forwards,
      Optional<HostForwards> host,
      PrintStream out) {
    var ports = forwards.size() + host.map(h -> h.ports().size()).orElse(0);
    var admission = new Admission(CONNECTIONS, Math.max(1, ports));
    var lookups = new Lookups(addresses);
    var bulkThreads = new BulkThreads();
    for (var forward : forwards) {
      new Listener(forward, admission.forPort(), lookups, bulkThreads, UNTIL_ACCEPTED)
          .start()
          .forEach(announcement -> out.println(announcement.line()));
    }
    host.stream()
        .flatMap(h -> HostPort.of(h, admission, bulkThreads).stream())
        .flatMap(hostPort -> hostPort.start().stream())
        .forEach(announcement -> out.println(announcement.line()));
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
