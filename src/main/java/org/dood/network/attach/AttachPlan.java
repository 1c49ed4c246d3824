package org.dood.network.attach;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dood.network.engine.model.Network;
import org.dood.network.recovery.Leftovers;
import org.dood.network.route.KeptRoute;
import org.dood.network.route.RouteKeeping;
import org.dood.network.runner.Signature;

/** The plan of the main stage, which is made before anything is changed. */
public sealed interface AttachPlan {

  /** The leftovers of earlier jobs of this runner, which are undone first. */
  Leftovers leftovers();

  /**
   * The runner is to be attached.
   *
   * @param target the container to attach
   * @param networks what to do on each network, in this order
   * @param signature the signature that marks each endpoint as this step's
   * @param image the image of this step's own container, from which further containers are made;
   *     empty if it is not known
   * @param routes how the runner's default route is kept
   * @param notices what the user should know
   */
  record Connect(
      Target target,
      Leftovers leftovers,
      List<NetworkPlan> networks,
      Signature signature,
      Optional<String> image,
      RouteKeeping routes,
      List<Notice> notices)
      implements AttachPlan {

    /** The networks on which post has something to undo. */
    public List<Network> forPost() {
      return networks.stream().filter(NetworkPlan::isForPost).map(NetworkPlan::network).toList();
    }

    /**
     * Whether steps run in a sandbox that mostly sees no network of this job: this action attaches
     * the runner while it runs, or did so in an earlier step.
     */
    public boolean stepsAreInSandbox() {
      return target.isSandbox() && networks.stream().anyMatch(NetworkPlan::isForPost);
    }

    /** The names of the networks that the runner is to join. */
    public Set<String> joined() {
      return networks.stream()
          .filter(NetworkPlan.Join.class::isInstance)
          .map(plan -> plan.network().name())
          .collect(Collectors.toSet());
    }

    /**
     * The marks of the routing rules that post may have to remove: those that this step sets, or
     * those of a killed job that it is about to remove.
     */
    public List<String> routesForPost() {
      return routes.kept().or(leftovers::keptRoute).map(KeptRoute::marks).orElseGet(List::of);
    }

    /** The aliases of an endpoint that is made. */
    List<String> aliasesOn(Network network) {
      return Stream.of(List.of(signature.alias()), namesOn(network), routes.marks())
          .flatMap(List::stream)
          .toList();
    }

    private List<String> namesOn(Network network) {
      return networks.stream()
          .flatMap(plan ->
              switch (plan) {
                case NetworkPlan.Join(Network joined, _, List<String> names)
                    when joined.equals(network) ->
                    names.stream();
                case NetworkPlan.Join _, NetworkPlan.Share _, NetworkPlan.LeaveAlone _ ->
                    Stream.<String>empty();
              })
          .toList();
    }
  }

  /** Nothing is to be changed, except for the leftovers: the outcome is known. */
  record Settled(AttachOutcome outcome, Leftovers leftovers) implements AttachPlan {}

  /** Whether an engine serves the job, so that it can be asked for more. */
  default boolean engineServesJob() {
    return switch (this) {
      case Connect _ -> true;
      case Settled(AttachOutcome outcome, _) -> outcome.engineServesJob();
    };
  }
}
