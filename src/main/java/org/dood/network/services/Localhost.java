package org.dood.network.services;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.dood.network.engine.model.Port;
import org.dood.network.engine.model.Workload;
import org.dood.network.forward.Forward;
import org.dood.network.inputs.LocalhostChoice;

/**
 * The ports of {@code localhost}, where steps run, that are to lead to services.
 *
 * @param forwards the ports at which a forwarder has to listen; the engine itself listens at others
 * @param omissions the wanted ports that will not lead to the service
 */
public record Localhost(List<Forward> forwards, List<Omission> omissions) {

  /** A wanted port that will not lead to the service. */
  public sealed interface Omission {

    /** The name of the service. */
    String service();

    /** The port is not a TCP port, and the forwarder forwards only TCP. */
    record NotTcp(String service, Port port) implements Omission {}

    /**
     * The port leads to another service.
     *
     * @param at the port of {@code localhost}
     * @param by the other service
     */
    record PortTaken(String service, int at, String by) implements Omission {}

    /** The service's name cannot be looked up, so that the forwarder would not find the service. */
    record NameNotResolvable(String service) implements Omission {}

    /**
     * The service has more ports than the forwarder can listen at, or than the services with fewer
     * ports leave.
     *
     * @param ports how many ports the service has
     * @param most how many ports the forwarder can listen at for all services
     */
    record TooManyPorts(String service, int ports, int most) implements Omission {}
  }

  /** A port of a service, and the port of {@code localhost} that is to lead to it. */
  private record WantedPort(String service, int at, Port port) {}

  /** As many as fit into the forwarder's memory, with two listening threads for each. */
  private static final int MOST_PORTS = 1024;

  /** What a resolver asks a name server about; an address would not be looked up. */
  private static final Pattern RESOLVABLE =
      Pattern.compile("(?![0-9.]+$)[A-Za-z0-9_]([A-Za-z0-9_.-]{0,251}[A-Za-z0-9_])?");

  private static final Localhost NOTHING_TO_FORWARD = new Localhost(List.of(), List.of());

  /**
   * The ports of these services that a choice wants at {@code localhost}. Nothing is forwarded
   * where the engine listens at the ports itself, nor where steps run on another host.
   */
  public static Localhost of(JobServices found, LocalhostChoice choice) {
    return switch (found) {
      case JobServices.Found(StepsLocation.OnJobNetwork _, List<Service> services) ->
          forwarded(withIp(services).toList(), choice, Localhost::isResolvable);
      case JobServices.Found(StepsLocation.OnEngineHost _, List<Service> services)
          when choice == LocalhostChoice.EXPOSED ->
          // By their addresses, whatever their names are.
          forwarded(
              withIp(services).map(Localhost::withoutPortsOfEngine).toList(), choice, _ -> true);
      case JobServices.Found _, JobServices.NotLooked _, JobServices.LookFailed _ ->
          NOTHING_TO_FORWARD;
    };
  }

  private static Stream<Service> withIp(List<Service> services) {
    return services.stream().filter(s -> !s.ip().isEmpty());
  }

  /**
   * The service without the ports at which the engine listens on its host: TCP ports published at
   * their own number, and ports that are not TCP, which the engine forwards too.
   */
  private static Service withoutPortsOfEngine(Service service) {
    var workload = service.workload();
    var left =
        workload.ports().stream()
            .filter(p -> p.isTcp() && !p.published().contains(p.number()))
            .toList();
    return new Service(
        service.name(),
        service.container(),
        service.network(),
        service.ip(),
        service.ipv6(),
        service.image(),
        new Workload(workload.state(), workload.health(), left, workload.variables()),
        service.answersByName());
  }

  private static boolean isResolvable(Service service) {
    return RESOLVABLE.matcher(service.name()).matches();
  }

  private static Localhost forwarded(
      List<Service> services, LocalhostChoice choice, Predicate<Service> canBeFound) {
    var forwards = new LinkedHashMap<Integer, Forward>();
    var omissions = new ArrayList<Omission>();
    var wishing = services.stream().filter(s -> tcpPorts(s, choice) > 0).toList();
    wishing.stream()
        .filter(canBeFound.negate())
        .map(s -> new Omission.NameNotResolvable(s.name()))
        .forEach(omissions::add);
    omissions.addAll(tooManyPorts(wishing.stream().filter(canBeFound).toList(), choice));
    var omitted = omissions.stream().map(Omission::service).toList();
    services.stream()
        .filter(service -> !omitted.contains(service.name()))
        .flatMap(service -> wanted(service, choice))
        .forEach(wanted -> {
          if (wanted.port().isTcp()) {
            forward(wanted, forwards, omissions);
          } else {
            omissions.add(new Omission.NotTcp(wanted.service(), wanted.port()));
          }
        });
    return new Localhost(List.copyOf(forwards.values()), List.copyOf(omissions));
  }

  /** The services with the most ports, as far as not all ports of all services can be had. */
  private static List<Omission> tooManyPorts(List<Service> services, LocalhostChoice choice) {
    var omissions = new ArrayList<Omission>();
    var all = 0;
    for (var service : byNumberOfPorts(services, choice)) {
      var ports = tcpPorts(service, choice);
      all += ports;
      if (all > MOST_PORTS) {
        omissions.add(new Omission.TooManyPorts(service.name(), ports, MOST_PORTS));
      }
    }
    return omissions;
  }

  private static List<Service> byNumberOfPorts(List<Service> services, LocalhostChoice choice) {
    return services.stream()
        .sorted((one, other) -> Integer.compare(tcpPorts(one, choice), tcpPorts(other, choice)))
        .toList();
  }

  private static int tcpPorts(Service service, LocalhostChoice choice) {
    return Math.toIntExact(wanted(service, choice).filter(w -> w.port().isTcp()).count());
  }

  /** The first service that wants a port of {@code localhost} gets it. */
  private static void forward(
      WantedPort wanted, Map<Integer, Forward> forwards, List<Omission> omissions) {
    var forward = new Forward(wanted.at(), wanted.service(), wanted.port().number());
    var first = forwards.computeIfAbsent(wanted.at(), _ -> forward);
    if (!first.equals(forward)) {
      omissions.add(new Omission.PortTaken(wanted.service(), wanted.at(), first.service()));
    }
  }

  private static Stream<WantedPort> wanted(Service service, LocalhostChoice choice) {
    return switch (choice) {
      case OFF -> Stream.of();
      case EXPOSED ->
          service.workload().ports().stream()
              // A published port that is not TCP is wanted too, so that its omission is reported.
              .filter(port -> port.isTcp() || !port.published().isEmpty())
              .map(port -> new WantedPort(service.name(), port.number(), port));
      case PUBLISHED ->
          service.publishedPorts().stream()
              .flatMap(port ->
                  port.published().stream().map(at -> new WantedPort(service.name(), at, port)));
    };
  }
}
