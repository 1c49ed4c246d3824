package org.dood.network.services;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.dood.network.engine.Port;
import org.dood.network.engine.Workload;
import org.dood.network.forward.Forward;

/**
 * What is to be at {@code localhost}, where steps run.
 *
 * @param forwards the ports that a forwarder has to listen at; none that the engine listens at
 *     itself
 * @param omissions the ports that will not be there
 */
public record Localhost(List<Forward> forwards, List<Omission> omissions) {

  /** A port that will not be at {@code localhost}. */
  public sealed interface Omission {

    /** It is no TCP port. */
    record NotTcp(String service, Port port) implements Omission {}

    /**
     * Another service is there.
     *
     * @param at the port of {@code localhost}
     */
    record Claimed(String service, int at, String by) implements Omission {}
  }

  private static final Localhost LEFT_ALONE = new Localhost(List.of(), List.of());

  private record Wish(String service, int at, Port port) {}

  /** What a choice comes to. */
  public static Localhost of(JobServices found, LocalhostChoice choice) {
    return switch (found) {
      case JobServices.Found(StepsLocation.OnJobNetwork _, List<Service> services) ->
          forwarded(withIp(services).toList(), choice);
      // The engine itself listens at what is published.
      case JobServices.Found(StepsLocation.OnEngineHost _, List<Service> services)
          when choice == LocalhostChoice.EXPOSED ->
          forwarded(withIp(services).map(Localhost::unpublished).toList(), choice);
      case JobServices.Found _, JobServices.NotLookedFor _, JobServices.Unseen _ -> LEFT_ALONE;
    };
  }

  private static Stream<Service> withIp(List<Service> services) {
    return services.stream().filter(s -> !s.ip().isEmpty());
  }

  /**
   * A service as if it had no port that is at the same number of {@code localhost} already, and no
   * published one that is not forwarded: the engine listens at that itself.
   */
  private static Service unpublished(Service service) {
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
    var wishes = services.stream().flatMap(s -> wishes(s, choice)).toList();
    var byPort = new LinkedHashMap<Integer, Forward>();
    var omissions = new ArrayList<Omission>();
    for (var wish : wishes) {
      if (wish.port().isTcp()) {
        claim(wish, byPort, omissions);
      } else {
        omissions.add(new Omission.NotTcp(wish.service(), wish.port()));
      }
    }
    return new Localhost(List.copyOf(byPort.values()), List.copyOf(omissions));
  }

  private static void claim(Wish wish, Map<Integer, Forward> byPort, List<Omission> omissions) {
    var forward = new Forward(wish.at(), wish.service(), wish.port().number());
    var first = byPort.computeIfAbsent(wish.at(), _ -> forward);
    if (!first.equals(forward)) {
      omissions.add(new Omission.Claimed(wish.service(), wish.at(), first.service()));
    }
  }

  private static Stream<Wish> wishes(Service service, LocalhostChoice choice) {
    return switch (choice) {
      case OFF -> Stream.of();
      case EXPOSED ->
          service.workload().ports().stream()
              // Of the others, those that the workflow publishes are missed.
              .filter(port -> port.isTcp() || !port.published().isEmpty())
              .map(port -> new Wish(service.name(), port.number(), port));
      case PUBLISHED ->
          service.publishedPorts().stream()
              .flatMap(
                  port -> port.published().stream().map(at -> new Wish(service.name(), at, port)));
    };
  }
}
