package org.dood.network.detach;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.dood.network.detach.DetachOutcome.Handled;
import org.dood.network.engine.Engine;
import org.dood.network.engine.EngineException;
import org.dood.network.engine.model.Container;
import org.dood.network.engine.model.ContainerState.Phase;
import org.dood.network.engine.model.Endpoint;
import org.dood.network.engine.model.ListedContainer;
import org.dood.network.engine.model.ObjectName;
import org.dood.network.route.KeptRoute;
import org.dood.network.route.RouteKeeping.ByRules;
import org.dood.network.route.RoutingRules;
import org.dood.network.route.RulesChange;
import org.dood.network.route.RulesFailure;
import org.dood.network.route.RulesRemoval;
import org.dood.network.runner.OwnMarks;
import org.dood.network.runner.Signature;
import org.dood.network.runner.StepIdentity;
import org.dood.network.sharing.JobNetworkMembers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Detaches one container from networks, and removes the routing rules that were set for them. */
final class DetachContainer {

  private static final Logger LOG = LoggerFactory.getLogger(DetachContainer.class);

  /** Compose sets it on each network that it makes; its value is the name of the project. */
  private static final String COMPOSE_PROJECT = "com.docker.compose.project";

  private final Engine engine;
  private final StepIdentity self;
  private final JobNetworkMembers members;

  /**
   * @param self the step that runs
   * @param members what is on the job's network
   */
  DetachContainer(Engine engine, StepIdentity self, JobNetworkMembers members) {
    this.engine = engine;
    this.self = self;
    this.members = members;
  }

  /**
   * Detaches a container from the networks on which it has endpoints with own marks, or that are
   * claimed by them.
   *
   * @param candidate the endpoints that may have them
   * @param saved the default route that rules keep, as main saved it; empty if it saved none
   * @return empty if there are neither such endpoints nor rules that had to be removed
   */
  Optional<Handled> detach(
      Container runner, Predicate<Endpoint> candidate, OwnMarks own, Optional<KeptRoute> saved) {
    var detaching = DetachEndpoint.duringJob(engine, members);
    var rules = new RoutingRules(engine, runner.id());
    var endpoints = runner.endpoints().stream().filter(candidate).toList();
    var ours = endpoints.stream().filter(own::areOn).toList();
    // Prepared before the endpoints that mark the rules are gone.
    var prepared =
        KeptRoute.markedOn(ours)
            .or(() -> saved)
            .map(route -> prepareRemoval(rules, route, own.signature()));
    var detached = new LinkedHashMap<Endpoint, EndpointOutcome>();
    endpoints.forEach(e -> detaching.detach(runner, e, own).ifPresent(o -> detached.put(e, o)));
    var removal =
        prepared
            // The step that made an attachment which this step shared marked the rules.
            .or(() ->
                KeptRoute.markedOn(detached.keySet())
                    .map(route -> prepareRemoval(rules, route, own.signature())))
            .map(rules::removeUnlessNeeded)
            .orElseGet(RulesRemoval.NotDue::new);
    return detached.isEmpty() && !(removal instanceof RulesRemoval.Failed)
        ? Optional.empty()
        : Optional.of(
            new Handled(
                runner.name(),
                List.copyOf(detached.values()),
                removal,
                blocking(runner, detached.keySet(), own.signature()),
                unusedNetworksOfCompose(detached, own.signature())));
  }

  /** A failure is kept until the runner is detached, which has to be done in any case. */
  private RulesChange prepareRemoval(RoutingRules rules, KeptRoute route, Signature signature) {
    try {
      return self.image()
          .map(image -> rules.prepareRemoval(new ByRules(route, image, signature)))
          .orElseGet(() -> new RulesChange.NotPossible(new RulesFailure.ImageUnknown()));
    } catch (EngineException e) {
      return new RulesChange.NotPossible(new RulesFailure.CallFailed(e.failure()));
    }
  }

  /**
   * The containers on the job's network that the runner does not remove, by the network's name:
   * mostly those that a step started with {@code docker run}. With them, the runner fails to remove
   * the network, and says so only in a line of its log that is easily missed.
   */
  private Map<String, List<String>> blocking(
      Container runner, Collection<Endpoint> endpoints, Signature signature) {
    var blocking = new TreeMap<String, List<String>>();
    for (var endpoint : endpoints) {
      if (signature.isMadeForJob(endpoint.networkName())) {
        blocking.put(
            endpoint.networkName(), containersToStayOn(endpoint.networkName(), runner, signature));
      }
    }
    blocking.values().removeIf(List::isEmpty);
    return blocking;
  }

  private List<String> containersToStayOn(String network, Container runner, Signature signature) {
    return members.on(network).stream()
        // A paused container, whose state is OTHER, keeps its endpoint too.
        .filter(c -> c.state().phase() == Phase.RUNNING || c.state().phase() == Phase.OTHER)
        // The runner itself is reported as still attached.
        .filter(c -> !c.id().equals(runner.id()))
        .filter(c -> !isStartedByRunner(c, signature))
        .map(ListedContainer::name)
        .toList();
  }

  private static boolean isStartedByRunner(ListedContainer container, Signature signature) {
    return signature.runnerLabel().filter(label -> label.isOn(container.labels())).isPresent();
  }

  /**
   * The names of the networks of Compose that no container refers to, now that the runner is off
   * them: {@code docker compose down} removed the project's containers, and could not remove the
   * network while the runner was on it.
   */
  private List<String> unusedNetworksOfCompose(
      Map<Endpoint, EndpointOutcome> detached, Signature signature) {
    return detached.entrySet().stream()
        .filter(e -> e.getValue() instanceof EndpointOutcome.Detached)
        .map(Map.Entry::getKey)
        .filter(endpoint -> !signature.isMadeForJob(endpoint.networkName()))
        .filter(this::isUnusedNetworkOfCompose)
        .map(Endpoint::networkName)
        .toList();
  }

  private boolean isUnusedNetworkOfCompose(Endpoint endpoint) {
    try {
      return engine
              .networks()
              .find(new ObjectName(endpoint.network().value()))
              .filter(network -> network.labels().containsKey(COMPOSE_PROJECT))
              .isPresent()
          && isUnused(endpoint);
    } catch (EngineException e) {
      LOG.debug("whether the network {} is still used is not known", endpoint.networkName(), e);
      return false;
    }
  }

  /** A container in any state may be the project's, which then still exists. */
  private boolean isUnused(Endpoint endpoint) {
    var referring = engine.containers().referringTo(endpoint.network(), endpoint.networkName());
    return referring.elements().isEmpty() && referring.leftOut().isEmpty();
  }
}
