package org.dood.network.route;

import java.util.List;
import java.util.Optional;
import org.dood.network.runner.Signature;

/** How the runner's default route is kept while the runner is attached. */
public sealed interface RouteKeeping {

  /**
   * Nothing has to be done: joining does not change the default route, or {@code default-route:
   * engine} allows the change.
   */
  record EnginesChoice() implements RouteKeeping {}

  /** The networks are joined with a lower gateway priority than the networks that are there. */
  record ByPriority() implements RouteKeeping {}

  /**
   * Routing rules in the runner's network namespace apply before the default route that the engine
   * sets.
   *
   * @param image the image of the container that sets the rules
   * @param signature the signature of the step that this container belongs to
   */
  record ByRules(KeptRoute keptRoute, String image, Signature signature) implements RouteKeeping {}

  /** The routing rules; empty if the default route is not kept by rules. */
  default Optional<ByRules> rules() {
    return switch (this) {
      case EnginesChoice _, ByPriority _ -> Optional.empty();
      case ByRules rules -> Optional.of(rules);
    };
  }

  /** The route that the rules keep; empty if there are no rules. */
  default Optional<KeptRoute> kept() {
    return rules().map(ByRules::keptRoute);
  }

  /** The aliases that mark the rules on each endpoint; none if there are no rules. */
  default List<String> marks() {
    return kept().map(KeptRoute::marks).orElseGet(List::of);
  }

  /**
   * The gateway priority of each new endpoint: the engine takes the default route from the endpoint
   * with the highest one.
   */
  default int gatewayPriority() {
    return switch (this) {
      case EnginesChoice _, ByRules _ -> 0;
      case ByPriority _ -> -1;
    };
  }
}
