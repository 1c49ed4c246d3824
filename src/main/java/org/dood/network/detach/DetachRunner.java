package org.dood.network.detach;

import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.dood.network.detach.DetachOutcome.GoneAlready;
import org.dood.network.detach.DetachOutcome.NeitherSavedNorFound;
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
import org.dood.network.runner.JobNetwork;
import org.dood.network.runner.RunnerLabel;
import org.dood.network.runner.Signature;
import org.dood.network.runner.StepIdentity;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The post stage's work on the runner: detaches it from the networks that main attached it to, and
 * from no others.
 *
 * <p>Main marked its endpoints by an alias, the step's signature. Saved state only spares looking
 * for them: without it, the endpoints of all running containers are searched.
 */
public final class DetachRunner {

  private static final Logger LOG = LoggerFactory.getLogger(DetachRunner.class);

  private final Engine engine;
  private final StepIdentity self;

  /**
   * @param self this step
   */
  public DetachRunner(Engine engine, StepIdentity self) {
    this.engine = engine;
    this.self = self;
  }

  /** Looks for the endpoints that main made, and detaches the runner from those networks. */
  public DetachOutcome detach(DetachRequest request) {
    try {
      return switch (request) {
        case DetachRequest.NothingAttached() -> new DetachOutcome.NothingAttached();
        case DetachRequest.Saved saved -> detachSaved(saved);
        case DetachRequest.Unsaved _ -> detachFound();
      };
    } catch (EngineException e) {
      return new DetachOutcome.LookFailed(e.failure(), request);
    }
  }

  private DetachOutcome detachSaved(DetachRequest.Saved saved) {
    return ObjectName.parse(saved.container())
        .flatMap(engine.containers()::find)
        .flatMap(runner ->
            detach(
                runner,
                e -> saved.networks().contains(e.network().value()),
                saved.signature(),
                saved.route()))
        .orElseGet(GoneAlready::new);
  }

  /** A step attaches one container, so the first with endpoints of the step is the runner's. */
  private DetachOutcome detachFound() {
    var signature = self.signature();
    return containersByLikelihood()
        .flatMap(
            c -> detach(c, e -> Signature.on(e).isPresent(), signature, Optional.empty()).stream())
        .findFirst()
        .orElseGet(NeitherSavedNorFound::new);
  }

  private Stream<Container> containersByLikelihood() {
    return engine.containers().running().stream()
        .sorted(Comparator.comparing(ListedContainer::mountsEngineSocket).reversed())
        .flatMap(c -> engine.containers().find(c.id()).stream());
  }

  /**
   * Detaches a container from the networks on which it has endpoints of this step.
   *
   * @return empty if there are neither such endpoints nor rules that had to be removed
   */
  private Optional<DetachOutcome> detach(
      Container runner,
      Predicate<Endpoint> candidate,
      Signature signature,
      Optional<KeptRoute> saved) {
    var detaching = new DetachEndpoint(engine);
    var rules = new RoutingRules(engine, runner.id());
    var endpoints = runner.endpoints().stream().filter(candidate).toList();
    var ours = endpoints.stream().filter(e -> e.aliases().contains(signature.alias())).toList();
    // Prepared before the endpoints that mark the rules are gone.
    var prepared =
        KeptRoute.markedOn(ours)
            .or(() -> saved)
            .map(route -> prepareRemoval(rules, route, signature));
    var detached = new LinkedHashMap<Endpoint, EndpointOutcome>();
    endpoints.forEach(
        e -> detaching.detach(runner, e, signature).ifPresent(o -> detached.put(e, o)));
    var removal =
        prepared
            // The step that made an attachment which this step shared marked the rules.
            .or(() ->
                KeptRoute.markedOn(detached.keySet())
                    .map(route -> prepareRemoval(rules, route, signature)))
            .map(rules::removeUnlessNeeded)
            .orElseGet(RulesRemoval.NotDue::new);
    return detached.isEmpty() && !(removal instanceof RulesRemoval.Failed)
        ? Optional.empty()
        : Optional.of(
            new DetachOutcome.Handled(
                runner.name(),
                List.copyOf(detached.values()),
                removal,
                blocking(runner, detached.keySet(), signature)));
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
      if (JobNetwork.isNamed(endpoint.networkName())) {
        blocking.put(
            endpoint.networkName(), containersToStayOn(endpoint.networkName(), runner, signature));
      }
    }
    blocking.values().removeIf(List::isEmpty);
    return blocking;
  }

  private List<String> containersToStayOn(String network, Container runner, Signature signature) {
    try {
      return engine.containers().referringTo(new ObjectName(network)).stream()
          // A paused container, whose state is OTHER, keeps its endpoint too.
          .filter(c -> c.state().phase() == Phase.RUNNING || c.state().phase() == Phase.OTHER)
          // The runner itself is reported as still attached.
          .filter(c -> !c.id().equals(runner.id()))
          .filter(c -> !isStartedByRunner(c, signature))
          .map(ListedContainer::name)
          .toList();
    } catch (EngineException e) {
      LOG.debug("the other containers on the network {} are not known", network, e);
      return List.of();
    }
  }

  /** By the label of this step's runner, or, if that is not known, by the label of any runner. */
  private static boolean isStartedByRunner(ListedContainer container, Signature signature) {
    return signature
        .runnerLabel()
        .map(container.labels()::containsKey)
        .orElseGet(() -> RunnerLabel.among(container.labels().keySet()).isPresent());
  }
}
