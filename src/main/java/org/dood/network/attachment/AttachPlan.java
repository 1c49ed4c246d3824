package org.dood.network.attachment;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.dood.network.docker.Network;

/** What main decided, before it changes anything. */
public sealed interface AttachPlan {

  /**
   * The runner is to be attached.
   *
   * @param target what to attach
   * @param already the networks that it is on
   * @param joining the networks to attach it to, in order
   * @param alias the name on each endpoint that says whose the attachment is
   * @param furtherAliases the names by which the runner is to be reached
   * @param routes how the runner's default route is kept
   * @param notices what the user should know
   */
  record Connect(
      Target target,
      List<Membership> already,
      List<Network> joining,
      String alias,
      List<String> furtherAliases,
      RouteKeeping routes,
      List<Notice> notices)
      implements AttachPlan {

    /** The aliases of each endpoint that is made. */
    List<String> aliases() {
      return Stream.of(List.of(alias), furtherAliases, routes.records())
          .flatMap(List::stream)
          .toList();
    }
  }

  /** Nothing is to be changed. */
  record Settled(AttachOutcome outcome) implements AttachPlan {}

  /** How the runner's default route is kept. */
  sealed interface RouteKeeping {

    /** The engine's choice is as good as any: it moves nothing, or may. */
    record EnginesChoice() implements RouteKeeping {}

    /** The networks are joined with a priority below the others'. */
    record ByPriority() implements RouteKeeping {}

    /**
     * Rules in the runner's network namespace go before whatever default route the engine sets.
     *
     * @param image the image whose container sets the rules
     * @param runnerLabel the label by which the runner cleans up that container
     */
    record ByRules(KeptRoute keptRoute, String image, Optional<String> runnerLabel)
        implements RouteKeeping {}

    /** The aliases that record it. */
    default List<String> records() {
      return switch (this) {
        case EnginesChoice _, ByPriority _ -> List.of();
        case ByRules(KeptRoute keptRoute, _, _) -> keptRoute.records();
      };
    }

    /** The priority by which the engine chooses the network that gives the default route. */
    default int gatewayPriority() {
      return switch (this) {
        case EnginesChoice _, ByRules _ -> 0;
        case ByPriority _ -> -1;
      };
    }
  }
}
