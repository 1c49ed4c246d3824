package org.dood.network.services;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.dood.network.engine.Background;
import org.dood.network.engine.ContainerId;
import org.dood.network.engine.Engine;
import org.dood.network.engine.EngineException;
import org.dood.network.engine.ObjectName;
import org.dood.network.forward.Announcement;
import org.dood.network.forward.Announcement.Listening;
import org.dood.network.forward.Announcement.NotListening;
import org.dood.network.forward.Announcement.Ready;
import org.dood.network.forward.Forward;
import org.dood.network.forward.ForwardCommand;

/** Starts and removes the container that listens at {@code localhost} for the services. */
public final class RunForwarder {

  /**
   * What a JVM of its settings takes with some hundred busy connections, and half as much again.
   */
  private static final long MEMORY = 192L * 1024 * 1024;

  private static final int PROCESSES = 128;

  private final Engine engine;

  public RunForwarder(Engine engine) {
    this.engine = engine;
  }

  /**
   * Starts it, and waits until it listens.
   *
   * @param name what it is to be called
   * @param image the id of the action's image
   * @param labels by which it can be found again
   * @param place where steps run, whose {@code localhost} is meant
   * @param to the services, by name
   */
  public Forwarding start(
      ObjectName name,
      String image,
      Map<String, String> labels,
      StepsLocation place,
      List<Forward> forwards,
      List<Service> to) {
    var member = to.stream().filter(s -> !s.ip().isEmpty()).findFirst().orElseThrow();
    var command =
        ForwardCommand.line(member.network(), member.ip(), inWordsOf(place, forwards, to));
    var container =
        new Background(name, image, labels, networkMode(place), command, MEMORY, PROCESSES);
    return switch (start(container)) {
      case Forwarding.NotStarted(String reason) -> now(name, reason);
      case Forwarding told -> told;
    };
  }

  private Forwarding start(Background container) {
    try {
      return announced(engine.start(container));
    } catch (EngineException e) {
      return new Forwarding.NotStarted(e.failure().inWords());
    }
  }

  /** A call that failed may have acted, and a log may have been cut off. */
  private Forwarding now(ObjectName name, String reason) {
    try {
      var running = engine.container(name).filter(c -> c.workload().runs());
      return running.isPresent()
          ? announced(running.get().id())
          : new Forwarding.NotStarted(reason);
    } catch (EngineException e) {
      return new Forwarding.LookFailed(e.failure().inWords());
    }
  }

  private Forwarding announced(ContainerId container) {
    return announced(engine.linesUntil(new Ready().line()::equals, container));
  }

  private static String networkMode(StepsLocation place) {
    return switch (place) {
      case StepsLocation.OnJobNetwork(_, ContainerId namespace) -> "container:" + namespace;
      case StepsLocation.OnEngineHost(), StepsLocation.AwayFromEngine _ -> "host";
    };
  }

  /** The engine's host does not know the names of services. */
  private static List<Forward> inWordsOf(
      StepsLocation place, List<Forward> forwards, List<Service> to) {
    return switch (place) {
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

  private static Forwarding announced(List<String> lines) {
    var announcements = lines.stream().flatMap(l -> Announcement.parse(l).stream()).toList();
    return announcements.contains(new Ready())
        ? new Forwarding.Started(
            of(Listening.class, announcements).map(Listening::port).toList(),
            of(NotListening.class, announcements).toList())
        : new Forwarding.NotStarted(
            "it ended early" + (lines.isEmpty() ? "" : ": " + lines.getLast()));
  }

  private static <T> Stream<T> of(Class<T> kind, List<Announcement> announcements) {
    return announcements.stream().filter(kind::isInstance).map(kind::cast);
  }
}
