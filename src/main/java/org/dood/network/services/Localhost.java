package org.dood.network.services;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

    /** The port is not a TCP port, and the forwarder forwards only TCP. */
    record NotTcp(String service, Port port) implements Omission {}

    /**
     * The port leads to another service.
     *
     * @param at the port of {@code localhost}
     * @param by the other service
     */
    record PortTaken(String service, int at, String by) implements Omission {}
  }

  /** A port of a service, and the port of {@code localhost} that is to lead to it. */
  private record WantedPort(String service, int at, Port port) {}

  private static final Localhost NOTHING_TO_FORWARD = new Localhost(List.of(), List.of());

  /**
   * The ports of these services that a choice wants at {@code localhost}. Nothing is forwarded
   * where the engine listens at the ports itself, nor where steps run on another host.
   */
  public static Localhost of(JobServices found, LocalhostChoice choice) {
    return switch (found) {
      case JobServices.Found(StepsLocation.OnJobNetwork _, List<Service> services) ->
          forwarded(withIp(services).toList(), choice);
      case JobServices.Found(StepsLocation.OnEngineHost _, List<Service> services)
          when choice == LocalhostChoice.EXPOSED ->
          forwarded(withIp(services).map(Localhost::withoutPortsOfEngine).toList(), choice);
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
        new Workload(workload.state(), workload.health(), left, workload.variables()));
  }

  private static Localhost forwarded(List<Service> services, LocalhostChoice choice) {
    var forwards = new LinkedHashMap<Integer, Forward>();
    var omissions = new ArrayList<Omission>();
    services.stream()
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
