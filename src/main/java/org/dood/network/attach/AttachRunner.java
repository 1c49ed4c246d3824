package org.dood.network.attach;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.dood.network.attach.AttachOutcome.NotAttached;
import org.dood.network.attach.AttachOutcome.OnNetworks;
import org.dood.network.detach.DetachEndpoint;
import org.dood.network.detach.EndpointOutcome;
import org.dood.network.engine.Container;
import org.dood.network.engine.ContainerId;
import org.dood.network.engine.Endpoint;
import org.dood.network.engine.Engine;
import org.dood.network.engine.EngineException;
import org.dood.network.engine.EngineFailure;
import org.dood.network.engine.Network;
import org.dood.network.route.RouteKeeping;
import org.dood.network.route.RunnerRoutes;
import org.dood.network.runner.Signature;
import org.dood.network.sharing.Attachment;
import org.dood.network.sharing.Claims;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Main's second half: attaches the runner's container as planned, to all networks or to none. */
public final class AttachRunner {

  private static final Logger LOG = LoggerFactory.getLogger(AttachRunner.class);

  private final Engine engine;
  private final AttachPlan.Connect plan;
  private final ContainerId namespace;
  private final RunnerRoutes routes;
  private final Claims claims;

  public AttachRunner(Engine engine, AttachPlan.Connect plan) {
    this.engine = engine;
    this.plan = plan;
    this.namespace = plan.target().namespace().id();
    this.routes = new RunnerRoutes(engine, namespace);
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
    var setting = routes.toKeep(rules);
    var routeNotKept = routes.carryOut(setting);
    var outcome =
        routeNotKept
            .<AttachOutcome>map(
                reason -> new NotAttached.RouteNotKept(plan.target(), reason, release(rules)))
            .orElseGet(this::attachToAll);
    routes
        .tidyUp(setting)
        .ifPresent(reason -> LOG.debug("left to post, which finds it by its labels: {}", reason));
    return outcome;
  }

  /** Returns why what keeps the default route is left though it should not be. */
  private Optional<String> release(RouteKeeping.ByRules rules) {
    return routes.releaseUnlessNeeded(routes.toRelease(rules)).left();
  }

  private AttachOutcome attachToAll() {
    var done = new ArrayList<Network>();
    for (var next : plan.networks()) {
      var refused = carryOut(next);
      if (refused.isPresent()) {
        return undo(done, refused.get());
      }
      done.add(next.network());
    }
    return onNetworks(done);
  }

  /** What could not be done. */
  private record Refusal(Network network, NamingInput namedBy, EngineFailure failure) {}

  private Optional<Refusal> carryOut(NetworkPlan next) {
    return switch (next) {
      case NetworkPlan.LeaveAlone _, NetworkPlan.Adopt _ -> Optional.empty();
      case NetworkPlan.Join(Network network, NamingInput namedBy) ->
          join(network).map(e -> new Refusal(network, namedBy, e.failure()));
      case NetworkPlan.Share(Network network, _, Signature holder, NamingInput namedBy) ->
          share(network, holder).map(e -> new Refusal(network, namedBy, e.failure()));
    };
  }

  private Optional<EngineException> join(Network network) {
    try {
      connect(network);
      return Optional.empty();
    } catch (EngineException e) {
      return unlessAttached(network, e);
    }
  }

  /**
   * A call can be cut off after the engine acted: what counts then is what is there now. But not
   * after a refusal: Docker 20.10 was seen to leave an endpoint on paper then. A refusal can mean
   * too that another runner in this network namespace came first.
   */
  private Optional<EngineException> unlessAttached(Network network, EngineException failure) {
    try {
      var holder = endpointOn(network).flatMap(Signature::on);
      if (holder.isEmpty()) {
        return Optional.of(failure);
      }
      if (holder.get().equals(plan.signature())) {
        return Optional.of(failure).filter(f -> f.failure() instanceof EngineFailure.Refused);
      }
      return share(network, holder.get());
    } catch (EngineException lookFailed) {
      failure.addSuppressed(lookFailed);
      return Optional.of(failure);
    }
  }

  /**
   * Claims for both: whoever attached it did not know of us, and its post step, like ours, is to
   * find that it is not alone.
   */
  private Optional<EngineException> share(Network network, Signature holder) {
    try {
      var attachment = new Attachment(namespace, network.id());
      plan.image()
          .ifPresent(image -> {
            claims.make(attachment, holder, image);
            claims.make(attachment, plan.signature(), image);
          });
      // Its holder may have ended it before it could see our claim.
      if (endpointOn(network).flatMap(Signature::on).filter(holder::equals).isEmpty()) {
        claims.release(attachment, holder);
        if (endpointOn(network).isEmpty()) {
          connect(network);
        }
      }
      return Optional.empty();
    } catch (EngineException e) {
      return Optional.of(e);
    }
  }

  private void connect(Network network) {
    engine.connect(network.id(), namespace, plan.aliases(), plan.routes().gatewayPriority());
  }

  private NotAttached undo(List<Network> done, Refusal refused) {
    try {
      var detaching = new DetachEndpoint(engine);
      var undone =
          engine.container(namespace).stream()
              .flatMap(runner ->
                  // What the failed call may have left, too.
                  Stream.concat(Stream.of(refused.network()), done.reversed().stream())
                      .flatMap(n -> runner.endpointOn(n.id()).stream())
                      .flatMap(e -> detaching.detach(runner, e, plan.signature()).stream()))
              .toList();
      var rulesLeft = plan.routes().rules().flatMap(this::release);
      return undone.stream().anyMatch(EndpointOutcome.StillAttached.class::isInstance)
          ? uncertain(refused.network(), refused.failure())
          : new NotAttached.ConnectFailed(
              plan.target(),
              refused.network().name(),
              refused.namedBy(),
              refused.failure(),
              rulesLeft);
    } catch (EngineException undoFailed) {
      LOG.debug("what was done could not be undone", undoFailed);
      return uncertain(refused.network(), refused.failure());
    }
  }

  private NotAttached uncertain(Network network, EngineFailure failure) {
    return new NotAttached.ConnectUncertain(plan.target(), network.name(), failure);
  }

  /** An answer is not yet the deed: something else than the engine may have given it. */
  private AttachOutcome onNetworks(List<Network> done) {
    var joined =
        plan.networks().stream()
            .filter(NetworkPlan.Join.class::isInstance)
            .map(NetworkPlan.Join.class::cast)
            .toList();
    try {
      var now = engine.container(namespace);
      var missing = joined.stream().filter(j -> endpointOf(now, j.network()).isEmpty()).findFirst();
      if (missing.isPresent()) {
        return undo(done, notDone(missing.get()));
      }
      var memberships =
          plan.networks().stream()
              .map(p -> Membership.before(p).orElseGet(() -> joined(p.network(), now)))
              .toList();
      return new OnNetworks(plan.target(), memberships, plan.notices());
    } catch (EngineException e) {
      return joined.isEmpty()
          ? new NotAttached.EngineFailed(e.failure())
          : uncertain(joined.getFirst().network(), e.failure());
    }
  }

  private Refusal notDone(NetworkPlan.Join join) {
    return new Refusal(
        join.network(),
        join.namedBy(),
        new EngineFailure.Unintelligible(
            "connect container " + namespace.shortForm() + " to network " + join.network().name(),
            "it says that this is done, but the container is not on the network"));
  }

  private static Membership joined(Network network, Optional<Container> now) {
    var address = endpointOf(now, network).map(Endpoint::ipAddress).orElse("");
    return new Membership(network, address, Membership.By.THIS_STEP);
  }

  private static Optional<Endpoint> endpointOf(Optional<Container> container, Network network) {
    return container.flatMap(c -> c.endpointOn(network.id()));
  }

  private Optional<Endpoint> endpointOn(Network network) {
    return endpointOf(engine.container(namespace), network);
  }
}
