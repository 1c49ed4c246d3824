package org.dood.network.route;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.dood.network.engine.ContainerId;
import org.dood.network.engine.Engine;
import org.dood.network.engine.EngineException;
import org.dood.network.engine.ObjectName;
import org.dood.network.engine.OneShot;
import org.dood.network.runner.Signature;

/**
 * Sets and removes the rules that keep a default route, by containers of our own image.
 *
 * <p>Such a container is there before the endpoint that needs the rules comes or goes, and until
 * after that. So whenever this is cut short, the endpoint or the container tells of the rules.
 */
public final class RunnerRoutes {

  private static final String PURPOSE = "routes";

  private final Engine engine;
  private final ContainerId namespace;

  public RunnerRoutes(Engine engine, ContainerId namespace) {
    this.engine = engine;
    this.namespace = namespace;
  }

  /** What is about to be done. */
  public sealed interface Prepared {

    /** The container that is to do it. */
    OneShot by();

    /** It is there. */
    record Ready(OneShot by, ContainerId id) implements Prepared {}

    /** The engine would not make it, or did not say that it has. */
    record NotReady(OneShot by, String reason) implements Prepared {}
  }

  /** What became of what kept the default route. */
  public sealed interface Release {

    /** It is removed. */
    record Removed() implements Release {}

    /** There is nothing to be removed, or another of the runner's endpoints needs it. */
    record NotDue() implements Release {}

    /** It could not be removed. */
    record Failed(String reason) implements Release {}

    /** Why it is left though it should not be; empty if it is not. */
    default Optional<String> left() {
      return switch (this) {
        case Removed(), NotDue() -> Optional.empty();
        case Failed(String reason) -> Optional.of(reason);
      };
    }
  }

  /** Prepares to set what keeps the default route. */
  public Prepared toKeep(RouteKeeping.ByRules rules) {
    return prepare(rules, rules.keptRoute().commandToSet());
  }

  /** Prepares to remove it. */
  public Prepared toRelease(RouteKeeping.ByRules rules) {
    return prepare(rules, rules.keptRoute().commandToRemove());
  }

  /** Does what is prepared. Returns why it could not. */
  public Optional<String> carryOut(Prepared prepared) {
    return switch (prepared) {
      case Prepared.NotReady(_, String reason) -> Optional.of(reason);
      case Prepared.Ready(OneShot by, ContainerId id) -> run(by, id);
    };
  }

  private Optional<String> run(OneShot container, ContainerId id) {
    try {
      var exitCode = engine.run(container, id);
      return exitCode == 0
          ? Optional.empty()
          : Optional.of(
              "'%s' ended with exit code %d"
                  .formatted(String.join(" ", container.command()), exitCode));
    } catch (EngineException e) {
      return Optional.of(e.failure().inWords());
    }
  }

  /**
   * Removes what kept the default route, and what it took to do so, unless another of the runner's
   * endpoints has it on record: then it stays until that one goes.
   */
  public Release releaseUnlessNeeded(Prepared release) {
    var outcome = carryOutUnlessNeeded(release);
    var untidy = tidyUp(release);
    return switch (outcome) {
      case Release.Removed(), Release.NotDue() ->
          untidy.<Release>map(Release.Failed::new).orElse(outcome);
      case Release.Failed failed -> failed;
    };
  }

  private Release carryOutUnlessNeeded(Prepared release) {
    try {
      var now = engine.container(namespace);
      return now.isEmpty() || KeptRoute.recordedOn(now.get().endpoints()).isPresent()
          ? new Release.NotDue()
          : carryOut(release).<Release>map(Release.Failed::new).orElseGet(Release.Removed::new);
    } catch (EngineException e) {
      return new Release.Failed(e.failure().inWords());
    }
  }

  /** Removes the container that something took. Returns why it could not. */
  public Optional<String> tidyUp(Prepared prepared) {
    try {
      // By its name, since it may be there though its id was never heard.
      var _ = engine.removeContainer(prepared.by().name());
      return Optional.empty();
    } catch (EngineException e) {
      return Optional.of(e.failure().inWords());
    }
  }

  private Prepared prepare(RouteKeeping.ByRules rules, List<String> command) {
    var container = oneShot(rules, command);
    try {
      return new Prepared.Ready(container, engine.create(container));
    } catch (EngineException e) {
      return new Prepared.NotReady(container, e.failure().inWords());
    }
  }

  /** Not with the runner's label: the runner would remove it, before the next main could see it. */
  private OneShot oneShot(RouteKeeping.ByRules rules, List<String> command) {
    var labels = new LinkedHashMap<>(rules.signature().labelsThatTheRunnerDoesNotKnow(PURPOSE));
    labels.putAll(rules.keptRoute().labels(namespace));
    return new OneShot(
        new ObjectName(Signature.PREFIX + "-routes-" + UUID.randomUUID()),
        rules.image(),
        labels,
        namespace,
        command);
  }
}
