package org.dood.network.attachment;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.dood.network.attachment.AttachOutcome.NotAttached;
import org.dood.network.attachment.AttachOutcome.OnNetworks;
import org.dood.network.docker.Container;
import org.dood.network.docker.ContainerId;
import org.dood.network.docker.Endpoint;
import org.dood.network.docker.Engine;
import org.dood.network.docker.EngineException;
import org.dood.network.docker.EngineFailure;
import org.dood.network.docker.Network;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Main's second half: attaches the runner's container as planned, to all networks or to none. */
public final class AttachRunner {

  private static final Logger LOG = LoggerFactory.getLogger(AttachRunner.class);

  private final Engine engine;
  private final AttachPlan.Connect plan;
  private final ContainerId namespace;
  private final RunnerRoutes routes;

  public AttachRunner(Engine engine, AttachPlan.Connect plan) {
    this.engine = engine;
    this.plan = plan;
    this.namespace = plan.target().namespace().id();
    this.routes = new RunnerRoutes(engine, namespace);
  }

  /** Attaches the runner. */
  public AttachOutcome attach() {
    var routeNotKept = routes.keep(plan.routes());
    if (routeNotKept.isPresent()) {
      var _ = routes.releaseUnlessNeeded(plan.routes());
      return new NotAttached.RouteNotKept(plan.target(), routeNotKept.get());
    }
    var connected = new ArrayList<Network>();
    for (var network : plan.joining()) {
      var failure = connect(network);
      if (failure.isPresent()) {
        return undo(connected, network, failure.get());
      }
      connected.add(network);
    }
    return onNetworks();
  }

  /**
   * A call can be cut off after the engine acted: what counts then is what is there now. But not
   * after a refusal: Docker 20.10 was seen to leave an endpoint on paper then.
   */
  private Optional<EngineException> connect(Network network) {
    try {
      engine.connect(network.id(), namespace, plan.aliases(), plan.routes().gatewayPriority());
      return Optional.empty();
    } catch (EngineException e) {
      var refused = e.failure() instanceof EngineFailure.Refused;
      return !refused && isOurs(network, e) ? Optional.empty() : Optional.of(e);
    }
  }

  private boolean isOurs(Network network, EngineException failure) {
    try {
      return endpointOn(network).filter(e -> e.aliases().contains(plan.alias())).isPresent();
    } catch (EngineException lookFailed) {
      failure.addSuppressed(lookFailed);
      return false;
    }
  }

  private NotAttached undo(List<Network> connected, Network refused, EngineException failure) {
    try {
      for (var network : connected.reversed()) {
        engine.disconnect(network.id(), namespace);
      }
      // What the failed call may have left, too.
      if (endpointOn(refused).filter(e -> e.aliases().contains(plan.alias())).isPresent()) {
        engine.disconnect(refused.id(), namespace);
      }
      routes
          .releaseUnlessNeeded(plan.routes())
          .ifPresent(reason -> LOG.debug("the default route's rules are left: {}", reason));
      return new NotAttached.ConnectFailed(plan.target(), refused.name(), failure.failure());
    } catch (EngineException undoFailed) {
      failure.addSuppressed(undoFailed);
      return new NotAttached.ConnectUncertain(plan.target(), refused.name(), failure.failure());
    }
  }

  private AttachOutcome onNetworks() {
    try {
      var now = engine.container(namespace);
      var joined =
          plan.joining().stream()
              .map(n -> new Membership(n, now.map(c -> addressOn(c, n)).orElse(""), true));
      return new OnNetworks(
          plan.target(), Stream.concat(joined, plan.already().stream()).toList(), plan.notices());
    } catch (EngineException e) {
      return new NotAttached.EngineFailed(e.failure());
    }
  }

  private static String addressOn(Container container, Network network) {
    return container.endpointOn(network.id()).map(Endpoint::ipAddress).orElse("");
  }

  private Optional<Endpoint> endpointOn(Network network) {
    return engine.container(namespace).flatMap(c -> c.endpointOn(network.id()));
  }
}
