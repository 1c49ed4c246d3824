package org.dood.network.attachment;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.dood.network.attachment.AttachPlan.RouteKeeping;
import org.dood.network.docker.ContainerId;
import org.dood.network.docker.Engine;
import org.dood.network.docker.OneShot;
import org.dood.network.runner.Signature;

/** Sets and removes the rules that keep a default route, by a container of our own image. */
final class RunnerRoutes {

  private final Engine engine;
  private final ContainerId namespace;

  RunnerRoutes(Engine engine, ContainerId namespace) {
    this.engine = engine;
    this.namespace = namespace;
  }

  RunnerRoutes(Engine engine, Target target) {
    this(engine, target.namespace().id());
  }

  /** Sets what keeps the default route. Returns why it could not. */
  Optional<String> keep(RouteKeeping routes) {
    return switch (routes) {
      case RouteKeeping.EnginesChoice _, RouteKeeping.ByPriority _ -> Optional.empty();
      case RouteKeeping.ByRules(KeptRoute kept, String image, Optional<String> label) ->
          run(kept.commandToSet(), image, label);
    };
  }

  /** Removes what kept the default route. Returns why it could not. */
  Optional<String> release(RouteKeeping routes) {
    return switch (routes) {
      case RouteKeeping.EnginesChoice _, RouteKeeping.ByPriority _ -> Optional.empty();
      case RouteKeeping.ByRules(KeptRoute kept, String image, Optional<String> label) ->
          run(kept.commandToRemove(), image, label);
    };
  }

  private Optional<String> run(List<String> command, String image, Optional<String> label) {
    var labels =
        label.map(l -> Map.of(l, "", Signature.PREFIX, "")).orElse(Map.of(Signature.PREFIX, ""));
    var name = Signature.PREFIX + "-routes-" + UUID.randomUUID();
    var exitCode = engine.run(new OneShot(name, image, labels, namespace, command));
    return exitCode == 0
        ? Optional.empty()
        : Optional.of("'" + String.join(" ", command) + "' ended with exit code " + exitCode);
  }
}
