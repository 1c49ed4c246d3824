package org.dood.network.detach;

import java.util.ArrayList;
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
import org.dood.network.detach.DetachOutcome.Handled;
import org.dood.network.detach.DetachOutcome.MarkedEndpoint;
import org.dood.network.detach.DetachOutcome.NeitherSavedNorFound;
import org.dood.network.engine.Engine;
import org.dood.network.engine.EngineException;
import org.dood.network.engine.model.Container;
import org.dood.network.engine.model.ContainerId;
import org.dood.network.engine.model.ContainerState.Phase;
import org.dood.network.engine.model.Endpoint;
import org.dood.network.engine.model.ListedContainer;
import org.dood.network.engine.model.Listing;
import org.dood.network.engine.model.ObjectName;
import org.dood.network.route.KeptRoute;
import org.dood.network.route.RouteKeeping.ByRules;
import org.dood.network.route.RoutingRules;
import org.dood.network.route.RulesChange;
import org.dood.network.route.RulesFailure;
import org.dood.network.route.RulesRemoval;
import org.dood.network.runner.RunnerSearch;
import org.dood.network.runner.SearchResult;
import org.dood.network.runner.Signature;
import org.dood.network.runner.StepIdentity;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The post stage's work on the runner: detaches it from the networks that main attached it to, and
 * from no others.
 *
 * <p>Main marked its endpoints by an alias, the step's signature with a secret that only the saved
 * state tells. Without it, the endpoints of all running containers are searched, and only an
 * endpoint that cannot be another job's counts as this step's.
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
        case DetachRequest.Unsaved(var stateFile) -> detachFound(stateFile);
      };
    } catch (EngineException e) {
      return request instanceof DetachRequest.Unsaved && e.failure().isWithoutSocket()
          ? new DetachOutcome.NoEngine()
          : new DetachOutcome.LookFailed(e.failure(), request);
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
        .<DetachOutcome>map(handled -> handled)
        .orElseGet(GoneAlready::new);
  }

  /** A step attaches one container, so the first with endpoints of the step is the runner's. */
  private DetachOutcome detachFound(Optional<String> stateFile) {
    var step = self.signature();
    var listed = engine.containers().running();
    var running = new ArrayList<Container>();
    for (var candidate : byLikelihood(listed)) {
      var container = engine.containers().find(candidate.id());
      var handled = container.flatMap(c -> detachMarked(c, step));
      if (handled.isPresent()) {
        return handled.get();
      }
      container.ifPresent(running::add);
    }
    var resembling = running.stream().filter(c -> !marksLike(step, c).isEmpty()).toList();
    return resembling.isEmpty()
        ? new NeitherSavedNorFound()
        : detachIfProven(resembling, step, proven(listed, running, stateFile));
  }

  private static List<ListedContainer> byLikelihood(Listing<ListedContainer> containers) {
    return Stream.concat(
            containers.stream(), containers.leftOut().stream().map(ListedContainer::of))
        .filter(c -> !c.id().value().isEmpty())
        .sorted(Comparator.comparing(ListedContainer::mountsEngineSocket).reversed())
        .toList();
  }

  /**
   * Detaches the one container that can have been attached for this job alone. Endpoints of others
   * have marks that look the same if two runners share a network and run steps of the same id.
   */
  private DetachOutcome detachIfProven(
      List<Container> resembling, Signature step, Optional<ContainerId> proven) {
    return resembling.stream()
        .filter(c -> proven.filter(c.id()::equals).isPresent())
        .flatMap(c -> marksLike(step, c).stream().flatMap(m -> detachMarked(c, m).stream()))
        .reduce(Handled::and)
        .<DetachOutcome>map(handled -> handled)
        .orElseGet(() ->
            new DetachOutcome.OwnerUnknown(
                resembling.stream().flatMap(c -> endpointsLike(step, c)).toList()));
  }

  private Optional<Handled> detachMarked(Container container, Signature signature) {
    return detach(container, e -> Signature.on(e).isPresent(), signature, Optional.empty());
  }

  private static List<Signature> marksLike(Signature step, Container container) {
    return container.endpoints().stream()
        .flatMap(e -> Signature.on(e).filter(step::resembles).stream())
        .distinct()
        .toList();
  }

  private static Stream<MarkedEndpoint> endpointsLike(Signature step, Container container) {
    return container.endpoints().stream()
        .filter(e -> Signature.on(e).filter(step::resembles).isPresent())
        .map(e -> new MarkedEndpoint(container.name(), e.networkName()));
  }

  /**
   * The container that only this job can have attached: the one that proves to be the runner's, or
   * the one whose network namespace this step shares, unless other containers share it too. Empty
   * if there is none, or if it is not known.
   */
  private Optional<ContainerId> proven(
      Listing<ListedContainer> listed, List<Container> running, Optional<String> stateFile) {
    var runner =
        self.ownContainer()
            .flatMap(own ->
                new RunnerSearch(engine, listed, own, stateFile).search()
                        instanceof SearchResult.Proven(ListedContainer found, _)
                    ? Optional.of(found.id())
                    : Optional.<ContainerId>empty());
    return runner
        .filter(id -> running.stream().noneMatch(c -> isNeighbour(c, id)))
        .or(() -> self.sharedNamespace().map(Container::id));
  }

  private static boolean isNeighbour(Container other, ContainerId runner) {
    return other.usesNetworkOf(runner) && !other.labels().containsKey(Signature.LABEL);
  }

  /**
   * Detaches a container from the networks on which it has endpoints of this step.
   *
   * @return empty if there are neither such endpoints nor rules that had to be removed
   */
  private Optional<Handled> detach(
      Container runner,
      Predicate<Endpoint> candidate,
      Signature signature,
      Optional<KeptRoute> saved) {
    var detaching = new DetachEndpoint(engine);
    var rules = new RoutingRules(engine, runner.id());
    var endpoints = runner.endpoints().stream().filter(candidate).toList();
    var ours =
        endpoints.stream()
            .filter(e -> Signature.on(e).filter(signature::covers).isPresent())
            .toList();
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
            new Handled(
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
      if (signature.isMadeForJob(endpoint.networkName())) {
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

  private static boolean isStartedByRunner(ListedContainer container, Signature signature) {
    return signature.runnerLabel().filter(label -> label.isOn(container.labels())).isPresent();
  }
}
