package org.dood.network.services;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.dood.network.engine.ContainerSpec.Background;
import org.dood.network.engine.Engine;
import org.dood.network.engine.EngineException;
import org.dood.network.engine.model.ContainerId;
import org.dood.network.engine.model.ObjectName;
import org.dood.network.forward.Announcement;
import org.dood.network.forward.Announcement.Listening;
import org.dood.network.forward.Announcement.NotListening;
import org.dood.network.forward.Announcement.Ready;
import org.dood.network.forward.Forward;
import org.dood.network.forward.ForwardCommand;
import org.dood.network.services.Forwarding.NotStarted;
import org.dood.network.services.Forwarding.Reason;

/** Starts the container that listens at {@code localhost} for the services. */
public final class RunForwarder {

  /**
   * More than the forwarder can take with as many connections as it admits: 140 MiB for its JVM,
   * and at the very most 640 MiB in the kernel, if no peer reads what the other one sends.
   */
  private static final long MEMORY = 896L * 1024 * 1024;

  private static final int PROCESSES = 128;

  private final Engine engine;

  public RunForwarder(Engine engine) {
    this.engine = engine;
  }

  /**
   * Starts the forwarder's container, and waits until it listens.
   *
   * @param name the name of the forwarder's container
   * @param image the id of the action's image
   * @param labels the labels by which post finds the container
   * @param steps where steps run, whose {@code localhost} is meant
   * @param to the services, by name; one at least has an address
   */
  public Forwarding start(
      ObjectName name,
      String image,
      Map<String, String> labels,
      StepsLocation steps,
      List<Forward> forwards,
      List<Service> to) {
    var member = to.stream().filter(s -> !s.ip().isEmpty()).findFirst().orElseThrow();
    var command =
        ForwardCommand.line(member.network(), member.ip(), resolvable(steps, forwards, to));
    var container =
        new Background(name, image, labels, networkMode(steps), command, MEMORY, PROCESSES);
    return switch (start(container)) {
      case NotStarted(Reason reason) -> verified(name, reason);
      case Forwarding other -> other;
    };
  }

  private Forwarding start(Background container) {
    try {
      return announced(engine.containers().start(container));
    } catch (EngineException e) {
      return new NotStarted(new Reason.CallFailed(e.failure()));
    }
  }

  /** Looks whether it runs after all: a failed call may have acted, and a log may end too early. */
  private Forwarding verified(ObjectName name, Reason reason) {
    try {
      return engine
          .containers()
          .find(name)
          .filter(container -> container.workload().runs())
          .map(running -> announced(running.id()))
          .orElseGet(() -> new NotStarted(reason));
    } catch (EngineException e) {
      return new Forwarding.LookFailed(e.failure());
    }
  }

  private Forwarding announced(ContainerId container) {
    var lines = engine.containers().linesUntil(new Ready().line()::equals, container);
    var announcements = lines.stream().flatMap(l -> Announcement.parse(l).stream()).toList();
    return announcements.contains(new Ready())
        ? new Forwarding.Started(
            of(Listening.class, announcements).map(Listening::port).toList(),
            of(NotListening.class, announcements).toList())
        : new NotStarted(new Reason.EndedEarly(last(lines)));
  }

  private static String networkMode(StepsLocation steps) {
    return switch (steps) {
      case StepsLocation.OnJobNetwork(_, ContainerId namespace) -> "container:" + namespace;
      case StepsLocation.OnEngineHost(), StepsLocation.AwayFromEngine _ -> "host";
    };
  }

  /** Gives each service by its address if the engine's host does not resolve its name. */
  private static List<Forward> resolvable(
      StepsLocation steps, List<Forward> forwards, List<Service> to) {
    return switch (steps) {
      case StepsLocation.OnJobNetwork _ -> forwards;
      case StepsLocation.OnEngineHost(), StepsLocation.AwayFromEngine _ ->
          forwards.stream()
              .flatMap(f ->
                  to.stream()
                      .filter(s -> s.name().equals(f.service()))
                      .map(s -> new Forward(f.port(), s.ip(), f.servicePort())))
              .toList();
    };
  }

  private static Optional<String> last(List<String> lines) {
    return lines.isEmpty() ? Optional.empty() : Optional.of(lines.getLast());
  }

  private static <T> Stream<T> of(Class<T> kind, List<Announcement> announcements) {
    return announcements.stream().filter(kind::isInstance).map(kind::cast);
  }
}
