package org.dood.network.attach;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.dood.network.engine.Network;
import org.dood.network.recovery.Leftovers;
import org.dood.network.route.KeptRoute;
import org.dood.network.route.RouteKeeping;
import org.dood.network.runner.Signature;

/** What main decided, before it changes anything. */
public sealed interface AttachPlan {

  /** What earlier jobs of this runner left behind, which goes first. */
  Leftovers leftovers();

  /**
   * The runner is to be attached.
   *
   * @param target what to attach
   * @param networks what is to become of it on each network, in order
   * @param signature whose the attachment is, as on each endpoint
   * @param image the image of this step's own container, for what it takes a container to do; empty
   *     if it is not known
   * @param furtherAliases the names by which the runner is to be reached
   * @param routes how the runner's default route is kept
   * @param notices what the user should know
   */
  record Connect(
      Target target,
      Leftovers leftovers,
      List<NetworkPlan> networks,
      Signature signature,
      Optional<String> image,
      List<String> furtherAliases,
      RouteKeeping routes,
      List<Notice> notices)
      implements AttachPlan {

    /** The networks on which post has something to undo. */
    public List<Network> forPost() {
      return networks.stream().filter(NetworkPlan::isForPost).map(NetworkPlan::network).toList();
    }

    /**
     * The names that record what post may have to remove of what keeps a default route: what this
     * step sets, or what it is about to remove after a killed job.
     */
    public List<String> routesForPost() {
      return routes.kept().or(leftovers::keptRoute).map(KeptRoute::records).orElseGet(List::of);
    }

    /** The aliases of each endpoint that is made. */
    List<String> aliases() {
      return Stream.of(List.of(signature.alias()), furtherAliases, routes.records())
          .flatMap(List::stream)
          .toList();
    }
  }

  /** Whether an engine serves the job, of whom more may be asked. */
  default boolean engineServesJob() {
    return switch (this) {
      case Connect _ -> true;
      case Settled(AttachOutcome outcome, _) -> outcome.engineServesJob();
    };
  }

  /** The runner is to stay as it is. */
  record Settled(AttachOutcome outcome, Leftovers leftovers) implements AttachPlan {}
}
