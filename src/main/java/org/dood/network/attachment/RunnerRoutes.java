package org.dood.network.attachment;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.dood.network.attachment.AttachPlan.RouteKeeping;
import org.dood.network.docker.ContainerId;
import org.dood.network.docker.Engine;
import org.dood.network.docker.EngineException;
import org.dood.network.docker.OneShot;
import org.dood.network.runner.Signature;

/** Sets and removes the rules that keep a default route, by a container of our own image. */
final class RunnerRoutes {

  private static final String PURPOSE = "routes";

  private final Engine engine;
  private final ContainerId namespace;

  RunnerRoutes(Engine engine, ContainerId namespace) {
    this.engine = engine;
    this.namespace = namespace;
  }

  /** What became of what kept the default route. */
  sealed interface Release {

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

  /** Sets what keeps the default route. Returns why it could not. */
  Optional<String> keep(RouteKeeping routes) {
    try {
      return run(routes, KeptRoute::commandToSet);
    } catch (EngineException e) {
      return Optional.of(e.failure().inWords());
    }
  }

  /**
   * Removes what kept the default route, unless another of the runner's endpoints has it on record:
   * then it stays until that one goes.
   */
  Release releaseUnlessNeeded(RouteKeeping routes) {
    try {
      return routes.kept().isPresent() && isDue()
          ? run(routes, KeptRoute::commandToRemove)
              .<Release>map(Release.Failed::new)
              .orElseGet(Release.Removed::new)
          : new Release.NotDue();
    } catch (EngineException e) {
      return new Release.Failed(e.failure().inWords());
    }
  }

  private boolean isDue() {
    return engine
        .container(namespace)
        .filter(now -> KeptRoute.recordedOn(now.endpoints()).isEmpty())
        .isPresent();
  }

  private Optional<String> run(RouteKeeping routes, Function<KeptRoute, List<String>> command) {
    return switch (routes) {
      case RouteKeeping.EnginesChoice _, RouteKeeping.ByPriority _ -> Optional.empty();
      case RouteKeeping.ByRules(KeptRoute kept, String image, Signature signature) -> {
        var words = command.apply(kept);
        var exitCode = engine.run(oneShot(words, image, signature));
        yield exitCode == 0
            ? Optional.empty()
            : Optional.of(
                "'%s' ended with exit code %d".formatted(String.join(" ", words), exitCode));
      }
    };
  }

  private OneShot oneShot(List<String> command, String image, Signature signature) {
    var name = Signature.PREFIX + "-routes-" + UUID.randomUUID();
    return new OneShot(name, image, signature.labels(PURPOSE), namespace, command);
  }
}
