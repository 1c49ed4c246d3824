package org.dood.network.services;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.dood.network.engine.Concurrently;

/**
 * The process that looks at services from the network namespace of steps, and with the resolver
 * that is set up there. It tells what it sees of each service, in their order, and whether the
 * engine's host answers, and ends.
 */
public final class LookCommand {

  private static final int WORDS = 3;

  private static final String ASKS = "asks ";

  private static final String HOST_ANSWERS = "host answers";
  private static final String HOST_SILENT = "host silent";

  /** Stands for the gateway if there is none to try. */
  private static final String NO_GATEWAY = "-";

  /** Servers of a VPN are farther away than the engine. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  /**
   * A service to look at.
   *
   * @param ports the ports to try
   */
  private record Goal(String name, String ip, List<Integer> ports) {}

  private LookCommand() {}

  /**
   * Looks.
   *
   * @param arguments the gateway at which the engine's host may answer, and for each service its
   *     name, its address, and its ports with commas between them
   */
  @SuppressWarnings("SystemOut") // Main reads standard output.
  public static void main(String[] arguments) throws IOException {
    var network = NetworkAccess.ofThisProcess();
    look(List.of(arguments), network, resolver()).forEach(System.out::println);
    System.exit(0);
  }

  /** The lines that the process prints. */
  static List<String> look(
      List<String> arguments, NetworkAccess network, ResolverConfiguration resolver) {
    return Stream.of(
            resolver.firstServer().map(ASKS::concat).stream(),
            Stream.of(arguments.getFirst())
                .filter(gateway -> !gateway.equals(NO_GATEWAY))
                .map(gateway ->
                    network.answers(gateway, FindHost.CLOSED_PORT) ? HOST_ANSWERS : HOST_SILENT),
            Concurrently.map(
                    goals(arguments.subList(1, arguments.size())), goal -> see(goal, network))
                .stream()
                .map(ServiceAsSeen::line))
        .flatMap(lines -> lines)
        .toList();
  }

  /** Whether the engine's host answers, as a line tells it; empty if it tells something else. */
  static Optional<Boolean> hostAnswers(String line) {
    return switch (line) {
      case HOST_ANSWERS -> Optional.of(true);
      case HOST_SILENT -> Optional.of(false);
      default -> Optional.empty();
    };
  }

  /** The server in the line that names the one that is asked for names; empty if it is another. */
  static Optional<String> server(String line) {
    return Optional.of(line).filter(l -> l.startsWith(ASKS)).map(l -> l.substring(ASKS.length()));
  }

  /** Whoever shares the network namespace has the same file. */
  private static ResolverConfiguration resolver() throws IOException {
    var file = Path.of(ResolverConfiguration.PATH);
    return new ResolverConfiguration(Files.readString(file, StandardCharsets.ISO_8859_1));
  }

  /** The command line in a container of the action's image. */
  static List<String> line(Optional<String> gateway, List<Service> services) {
    var words = new ArrayList<>(List.of("/action/look", gateway.orElse(NO_GATEWAY)));
    for (var service : services) {
      words.add(service.name());
      words.add(service.ip());
      words.add(service.tcpPorts().stream().map(String::valueOf).collect(Collectors.joining(",")));
    }
    return List.copyOf(words);
  }

  private static List<Goal> goals(List<String> words) {
    return IntStream.iterate(0, at -> at + WORDS <= words.size(), at -> at + WORDS)
        .mapToObj(at -> new Goal(words.get(at), words.get(at + 1), ports(words.get(at + 2))))
        .toList();
  }

  private static List<Integer> ports(String word) {
    return word.isEmpty() ? List.of() : Stream.of(word.split(",")).map(Integer::valueOf).toList();
  }

  private static ServiceAsSeen see(Goal goal, NetworkAccess network) {
    var resolves =
        Concurrently.map(List.of(goal.name()), network::resolves, PATIENCE, /* late= */ false);
    var ports = TriedPorts.of(goal.ip(), goal.ports(), network);
    return new ServiceAsSeen(resolves.getFirst(), ports.accepting());
  }
}
