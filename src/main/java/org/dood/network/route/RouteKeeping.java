package org.dood.network.route;

import java.util.List;
import java.util.Optional;
import org.dood.network.runner.Signature;

/** How the runner's default route is kept. */
public sealed interface RouteKeeping {

  /** The engine's choice is as good as any: it moves nothing, or may. */
  record EnginesChoice() implements RouteKeeping {}

  /** The networks are joined with a priority below the others'. */
  record ByPriority() implements RouteKeeping {}

  /**
   * Rules in the runner's network namespace go before whatever default route the engine sets.
   *
   * @param image the image whose container sets the rules
   * @param signature whose that container is
   */
  record ByRules(KeptRoute keptRoute, String image, Signature signature) implements RouteKeeping {}

  /** The rules, where there are any. */
  default Optional<ByRules> rules() {
    return switch (this) {
      case EnginesChoice _, ByPriority _ -> Optional.empty();
      case ByRules rules -> Optional.of(rules);
    };
  }

  /** What they keep. */
  default Optional<KeptRoute> kept() {
    return rules().map(ByRules::keptRoute);
  }

  /** The aliases that record it. */
  default List<String> records() {
    return kept().map(KeptRoute::records).orElseGet(List::of);
  }

  /** The priority by which the engine chooses the network that gives the default route. */
  default int gatewayPriority() {
    return switch (this) {
      case EnginesChoice _, ByRules _ -> 0;
      case ByPriority _ -> -1;
    };
  }
}
