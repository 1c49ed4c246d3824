package org.dood.network.services;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dood.network.engine.ContainerSpec.Background;
import org.dood.network.engine.Engine;
import org.dood.network.engine.EngineException;
import org.dood.network.engine.EngineFailure;
import org.dood.network.engine.VerifiedChange;
import org.dood.network.engine.model.ObjectName;
import org.dood.network.forward.Announcement;
import org.dood.network.forward.Announcement.Listening;
import org.dood.network.forward.Announcement.NotListening;
import org.dood.network.forward.Announcement.Ready;
import org.dood.network.forward.Forward;
import org.dood.network.forward.ForwardCommand;
import org.dood.network.forward.KnownAddress;
import org.dood.network.services.Forwarding.NotStarted;
import org.dood.network.services.Forwarding.Reason;

/** Starts the container that listens at {@code localhost} for the services. */
public final class RunForwarder {

  /**
   * More than the forwarder can take with as many connections as it admits: 150 MiB for its JVM,
   * and at the very most 640 MiB in the kernel, if no peer reads what the other one sends.
   */
  private static final long MEMORY = 896L * 1024 * 1024;

  private static final int PROCESSES = 128;

  private final Engine engine;

  public RunForwarder(Engine engine) {
    this.engine = engine;
  }

  /**
   * Starts the forwarder's container, and waits until it listens. Ports that an earlier step's
   * forwarder forwards to the same service are left to that one.
   *
   * @param name the name of the forwarder's container
   * @param image the id of the action's image
   * @param labels the labels by which post finds the container
   * @param earlier the forwarders of earlier steps of the job
   */
  public Forwarding start(
      ObjectName name,
      String image,
      Map<String, String> labels,
      ForwarderTask task,
      List<EarlierForwarder> earlier) {
    var wanted = resolvable(task);
    try {
      var served = wanted.stream().filter(servedBy(earlier)::contains).toList();
      var left =
          task.of(
              wanted.stream().filter(forward -> !served.contains(forward)).toList(),
              task.host().flatMap(host -> host.without(hostPortsOf(earlier))));
      var ports = served.stream().map(Forward::port).toList();
      return left.isEmpty()
          ? new Forwarding.Started(ports, List.of())
          : with(ports, start(container(name, image, labels, left)));
    } catch (EngineException e) {
      return new Forwarding.LookFailed(e.failure());
    }
  }

  /** What earlier forwarders forward, as far as they listen. */
  private Set<Forward> servedBy(List<EarlierForwarder> earlier) {
    return earlier.stream()
        .flatMap(forwarder -> {
          var ports = ports(announcements(lines(forwarder.container())));
          return forwarder.forwards().stream().filter(f -> ports.contains(f.port()));
        })
        .collect(Collectors.toSet());
  }

  private static List<Integer> hostPortsOf(List<EarlierForwarder> earlier) {
    return earlier.stream().flatMap(forwarder -> forwarder.hostPorts().stream()).toList();
  }

  private static Forwarding with(List<Integer> served, Forwarding forwarding) {
    return switch (forwarding) {
      case Forwarding.Started(List<Integer> listening, List<NotListening> notListening) ->
          new Forwarding.Started(
              Stream.concat(served.stream(), listening.stream()).toList(), notListening);
      case Forwarding.NotNeeded _, NotStarted _, Forwarding.LookFailed _ -> forwarding;
    };
  }

  private static Background container(
      ObjectName name, String image, Map<String, String> labels, ForwarderTask task) {
    var all = new LinkedHashMap<>(labels);
    all.putAll(EarlierForwarder.labels(task));
    return new Background(
        name,
        image,
        all,
        EarlierForwarder.networkMode(task.steps()),
        ForwardCommand.line(
            task.network(),
            task.member(),
            task.forwards(),
            known(task.forwards(), task.services()),
            task.host()),
        MEMORY,
        PROCESSES);
  }

  /** The addresses of the services that are given by their names. */
  private static List<KnownAddress> known(List<Forward> forwards, List<Service> services) {
    return services.stream()
        .filter(s -> !s.ip().isEmpty())
        .filter(s -> forwards.stream().anyMatch(f -> f.service().equals(s.name())))
        .map(s -> new KnownAddress(s.name(), s.ip()))
        .toList();
  }

  private Forwarding start(Background container) {
    var name = container.name();
    return switch (VerifiedChange.make(
        () -> engine.containers().start(container), () -> runs(name))) {
      case VerifiedChange.Result.Done() -> listening(name);
      case VerifiedChange.Result.NotDone(EngineFailure failure) ->
          new NotStarted(new Reason.CallFailed(failure));
      case VerifiedChange.Result.Uncertain(EngineFailure failure) ->
          new Forwarding.LookFailed(failure);
    };
  }

  /** Reads the log a second time if the forwarder runs although the log ended, or was cut off. */
  private Forwarding listening(ObjectName name) {
    return switch (announced(name)) {
      case NotStarted _ when runs(name) -> result(lines(name));
      case Forwarding first -> first;
    };
  }

  private Forwarding announced(ObjectName name) {
    try {
      return result(lines(name));
    } catch (EngineException e) {
      return new NotStarted(new Reason.CallFailed(e.failure()));
    }
  }

  private boolean runs(ObjectName name) {
    return engine.containers().find(name).filter(c -> c.workload().runs()).isPresent();
  }

  private List<String> lines(ObjectName name) {
    return engine.containers().linesUntil(new Ready().line()::equals, name);
  }

  private static Forwarding result(List<String> lines) {
    var announcements = announcements(lines);
    return announcements.contains(new Ready())
        ? new Forwarding.Started(
            ports(announcements), of(NotListening.class, announcements).toList())
        : new NotStarted(new Reason.EndedEarly(last(lines)));
  }

  private static List<Announcement> announcements(List<String> lines) {
    return lines.stream().flatMap(l -> Announcement.parse(l).stream()).toList();
  }

  private static List<Integer> ports(List<Announcement> announcements) {
    return of(Listening.class, announcements).map(Listening::port).toList();
  }

  /** Gives a service by its address where steps run on the engine's host, or if it has no alias. */
  private static List<Forward> resolvable(ForwarderTask task) {
    return task.forwards().stream()
        .flatMap(f ->
            task.services().stream()
                .filter(s -> s.name().equals(f.service()))
                .map(s -> new Forward(f.port(), host(task.steps(), s), f.servicePort())))
        .toList();
  }

  private static String host(StepsLocation steps, Service service) {
    return switch (steps) {
      case StepsLocation.OnJobNetwork _ -> service.host();
      case StepsLocation.OnEngineHost(), StepsLocation.AwayFromEngine _ -> service.ip();
    };
  }

  private static Optional<String> last(List<String> lines) {
    return lines.isEmpty() ? Optional.empty() : Optional.of(lines.getLast());
  }

  private static <T> Stream<T> of(Class<T> kind, List<Announcement> announcements) {
    return announcements.stream().filter(kind::isInstance).map(kind::cast);
  }
}
