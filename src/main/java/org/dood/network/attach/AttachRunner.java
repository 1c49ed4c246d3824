package org.dood.network.attach;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.dood.network.attach.AttachOutcome.NotAttached;
import org.dood.network.attach.AttachOutcome.OnNetworks;
import org.dood.network.detach.DetachEndpoint;
import org.dood.network.detach.EndpointOutcome;
import org.dood.network.engine.Engine;
import org.dood.network.engine.EngineException;
import org.dood.network.engine.EngineFailure;
import org.dood.network.engine.model.Container;
import org.dood.network.engine.model.ContainerId;
import org.dood.network.engine.model.Endpoint;
import org.dood.network.engine.model.Network;
import org.dood.network.inputs.Input;
import org.dood.network.route.RouteKeeping;
import org.dood.network.route.RoutingRules;
import org.dood.network.route.RulesFailure;
import org.dood.network.route.RulesRemoval;
import org.dood.network.runner.OwnMarks;
import org.dood.network.runner.Signature;
import org.dood.network.sharing.Claims;
import org.dood.network.sharing.JobNetworkMembers;
import org.dood.network.sharing.SharedAttachment;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The second half of main's work on the runner: attaches the container as planned, to all networks
 * or to none.
 */
public final class AttachRunner {

  private static final Logger LOG = LoggerFactory.getLogger(AttachRunner.class);

  private final Engine engine;
  private final AttachPlan.Connect plan;
  private final ContainerId namespace;
  private final RoutingRules routingRules;
  private final Claims claims;

  public AttachRunner(Engine engine, AttachPlan.Connect plan) {
    this.engine = engine;
    this.plan = plan;
    this.namespace = plan.target().namespace().id();
    this.routingRules = new RoutingRules(engine, namespace);
    this.claims = new Claims(engine);
  }

  /** Attaches the runner. */
  public AttachOutcome attach() {
    return switch (plan.routes()) {
      case RouteKeeping.EnginesChoice _, RouteKeeping.ByPriority _ -> attachToAll();
      case RouteKeeping.ByRules rules -> attachToAllUnder(rules);
    };
  }

  private AttachOutcome attachToAllUnder(RouteKeeping.ByRules rules) {
    var setting = routingRules.prepareSetting(rules);
    var outcome =
        switch (routingRules.carryOut(setting)) {
          case RoutingRules.Result.Done() -> attachToAll();
          case RoutingRules.Result.Failed(RulesFailure failure) ->
              new NotAttached.RouteNotKept(plan.target(), failure, remove(rules));
        };
    if (routingRules.removeContainer(setting) instanceof RoutingRules.Result.Failed) {
      LOG.debug("post has to remove the container that set the rules");
    }
    return outcome;
  }

  private RulesRemoval remove(RouteKeeping.ByRules rules) {
    return routingRules.removeUnlessNeeded(routingRules.prepareRemoval(rules));
  }

  private AttachOutcome attachToAll() {
    var done = new ArrayList<Network>();
    for (var next : plan.networks()) {
      switch (carryOut(next)) {
        case Joining.Done() -> done.add(next.network());
        case Joining.Failed failed -> {
          return undo(done, failed);
        }
      }
    }
    return onNetworks(done);
  }

  /** The result of joining a network, or of claiming an attachment to it. */
  private sealed interface Joining {

    record Done() implements Joining {}

    /**
     * The network could not be joined.
     *
     * @param namedBy the input that names the network
     */
    record Failed(Network network, Input namedBy, EngineFailure failure) implements Joining {}
  }

  private Joining carryOut(NetworkPlan next) {
    return switch (next) {
      case NetworkPlan.LeaveAlone _ -> new Joining.Done();
      case NetworkPlan.Join(Network network, Input namedBy, _) -> join(network, namedBy);
      case NetworkPlan.Share(Network network, _, Signature holder, _, Input namedBy) ->
          share(network, namedBy, holder);
    };
  }

  private Joining join(Network network, Input namedBy) {
    try {
      connect(network);
      return new Joining.Done();
    } catch (EngineException e) {
      return unlessAttached(network, namedBy, e);
    }
  }

  /**
   * A failed call may have acted, so the engine is asked what is there now. Not so after a refusal:
   * Docker 20.10 was seen to record an endpoint then that it had not made. A refusal can also mean
   * that another runner in this network namespace was attached first.
   */
  private Joining unlessAttached(Network network, Input namedBy, EngineException failure) {
    try {
      var holder = endpointOn(network).flatMap(Signature::on);
      if (holder.isEmpty()) {
        return new Joining.Failed(network, namedBy, failure.failure());
      }
      if (!holder.get().equals(plan.signature())) {
        return share(network, namedBy, holder.get());
      }
      return failure.failure() instanceof EngineFailure.Refused refused
          ? new Joining.Failed(network, namedBy, refused)
          : new Joining.Done();
    } catch (EngineException lookFailed) {
      failure.addSuppressed(lookFailed);
      return new Joining.Failed(network, namedBy, failure.failure());
    }
  }

  /**
   * Makes a claim for both steps: the one that made the attachment did not know of this one, and
   * the post step of each has to find that the other still needs it.
   */
  private Joining share(Network network, Input namedBy, Signature holder) {
    try {
      var attachment = new SharedAttachment(namespace, network.id());
      var jobNetwork = Optional.of(network.name()).filter(plan.signature()::isMadeForJob);
      plan.image()
          .ifPresent(image -> {
            claims.make(attachment, holder, image, jobNetwork);
            claims.make(attachment, plan.signature(), image, jobNetwork);
          });
      // Another job's post step may have ended the attachment before it could see this claim.
      if (endpointOn(network).flatMap(Signature::on).filter(holder::equals).isEmpty()) {
        claims.release(attachment, new OwnMarks.OfStep(holder));
        if (endpointOn(network).isEmpty()) {
          connect(network);
        }
      }
      return new Joining.Done();
    } catch (EngineException e) {
      return new Joining.Failed(network, namedBy, e.failure());
    }
  }

  private void connect(Network network) {
    engine
        .networks()
        .connect(network.id(), namespace, plan.aliasesOn(network), plan.routes().gatewayPriority());
  }

  private NotAttached undo(List<Network> done, Joining.Failed failed) {
    try {
      var detaching = DetachEndpoint.duringJob(engine, new JobNetworkMembers(engine));
      var detached =
          engine.containers().find(namespace).stream()
              .flatMap(runner ->
                  // The failed call may have acted, so its network comes first.
                  Stream.concat(Stream.of(failed.network()), done.reversed().stream())
                      .flatMap(n -> runner.endpointOn(n.id()).stream())
                      .flatMap(e ->
                          detaching
                              .detach(runner, e, new OwnMarks.OfStep(plan.signature()))
                              .stream()))
              .toList();
      var rules = plan.routes().rules().map(this::remove).orElseGet(RulesRemoval.NotDue::new);
      return detached.stream().anyMatch(EndpointOutcome.StillAttached.class::isInstance)
          ? uncertain(failed.network(), failed.failure())
          : new NotAttached.ConnectFailed(
              plan.target(), failed.network().name(), failed.namedBy(), failed.failure(), rules);
    } catch (EngineException undoFailed) {
      LOG.debug("the networks that were joined before could not be left", undoFailed);
      return uncertain(failed.network(), failed.failure());
    }
  }

  private NotAttached uncertain(Network network, EngineFailure failure) {
    return new NotAttached.ConnectUncertain(plan.target(), network.name(), failure);
  }

  /** Verifies by inspecting: a proxy may answer 200 without passing the call on. */
  private AttachOutcome onNetworks(List<Network> done) {
    var joined =
        plan.networks().stream()
            .filter(NetworkPlan.Join.class::isInstance)
            .map(NetworkPlan.Join.class::cast)
            .toList();
    try {
      var now = engine.containers().find(namespace);
      var missing = joined.stream().filter(j -> endpointOf(now, j.network()).isEmpty()).findFirst();
      if (missing.isPresent()) {
        return undo(done, notJoined(missing.get()));
      }
      var memberships =
          plan.networks().stream()
              .map(p -> Membership.before(p).orElseGet(() -> joined(p.network(), now)))
              .toList();
      return new OnNetworks(plan.target(), memberships, plan.notices());
    } catch (EngineException e) {
      return joined.isEmpty()
          ? new NotAttached.LookFailed(e.failure())
          : uncertain(joined.getFirst().network(), e.failure());
    }
  }

  private Joining.Failed notJoined(NetworkPlan.Join join) {
    return new Joining.Failed(
        join.network(),
        join.namedBy(),
        new EngineFailure.Unintelligible(
            "connect container " + namespace.shortForm() + " to network " + join.network().name(),
            "it says that this is done, but the container is not on the network"));
  }

  private static Membership joined(Network network, Optional<Container> now) {
    return endpointOf(now, network)
        .map(endpoint -> Membership.of(network, endpoint, Membership.By.THIS_STEP))
        .orElseGet(() -> new Membership(network, "", "", Membership.By.THIS_STEP));
  }

  private static Optional<Endpoint> endpointOf(Optional<Container> container, Network network) {
    return container.flatMap(c -> c.endpointOn(network.id()));
  }

  private Optional<Endpoint> endpointOn(Network network) {
    return endpointOf(engine.containers().find(namespace), network);
  }
}
