package org.dood.network.detach;

import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.dood.network.detach.DetachOutcome.GoneAlready;
import org.dood.network.detach.DetachOutcome.NeitherSavedNorFound;
import org.dood.network.detach.EndpointOutcome.RoutesLeft;
import org.dood.network.engine.Container;
import org.dood.network.engine.Endpoint;
import org.dood.network.engine.Engine;
import org.dood.network.engine.EngineException;
import org.dood.network.engine.ListedContainer;
import org.dood.network.engine.ListedContainer.State;
import org.dood.network.engine.ObjectName;
import org.dood.network.route.KeptRoute;
import org.dood.network.route.RouteKeeping;
import org.dood.network.route.RunnerRoutes;
import org.dood.network.runner.JobNetwork;
import org.dood.network.runner.OwnContainer;
import org.dood.network.runner.RunnerLabel;
import org.dood.network.runner.Signature;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Post: detaches what main attached, and nothing else.
 *
 * <p>Only an endpoint that bears our alias is ours. Saved state is a short cut to it; without any,
 * the endpoints themselves are asked.
 */
public final class DetachRunner {

  private static final Logger LOG = LoggerFactory.getLogger(DetachRunner.class);

  private final Engine engine;
  private final String hostname;

  /**
   * @param hostname this process's hostname
   */
  public DetachRunner(Engine engine, String hostname) {
    this.engine = engine;
    this.hostname = hostname;
  }

  /** Looks for what main attached, and detaches it. */
  public DetachOutcome detach(DetachRequest request) {
    try {
      return switch (request) {
        case DetachRequest.NothingAttached() -> new DetachOutcome.NothingAttached();
        case DetachRequest.Saved(var container, var networks, var signature, var routes) ->
            ObjectName.parse(container)
                .flatMap(engine::container)
                .flatMap(
                    c -> detach(c, e -> networks.contains(e.network().value()), signature, routes))
                .orElseGet(GoneAlready::new);
        // The first container with an endpoint of ours is the runner's: a step attaches one.
        case DetachRequest.Unsaved(var step) -> {
          var signature = Signature.of(OwnContainer.find(engine, hostname), step);
          yield containersByLikelihood()
              .flatMap(c ->
                  detach(c, e -> Signature.on(e).isPresent(), signature, Optional.empty()).stream())
              .findFirst()
              .orElseGet(NeitherSavedNorFound::new);
        }
      };
    } catch (EngineException e) {
      return new DetachOutcome.EngineFailed(e.failure(), request);
    }
  }

  private Stream<Container> containersByLikelihood() {
    return engine.runningContainers().stream()
        .sorted(Comparator.comparing(ListedContainer::mountsEngineSocket).reversed())
        .flatMap(c -> engine.container(c.id()).stream());
  }

  /** Empty if there was nothing to undo. */
  private Optional<DetachOutcome> detach(
      Container runner,
      Predicate<Endpoint> candidate,
      Signature signature,
      Optional<KeptRoute> saved) {
    var detaching = new DetachEndpoint(engine);
    var endpoints = runner.endpoints().stream().filter(candidate).toList();
    var ours = endpoints.stream().filter(e -> e.aliases().contains(signature.alias())).toList();
    var release =
        KeptRoute.recordedOn(ours)
            .or(() -> saved)
            .map(kept -> prepareRelease(runner, kept, signature));
    var left = new LinkedHashMap<Endpoint, EndpointOutcome>();
    endpoints.forEach(e -> detaching.detach(runner, e, signature).ifPresent(o -> left.put(e, o)));
    var routesLeft =
        release
            // Recorded by whoever made an attachment that this step shared.
            .or(() ->
                KeptRoute.recordedOn(left.keySet())
                    .map(kept -> prepareRelease(runner, kept, signature)))
            .flatMap(Supplier::get)
            .map(reason -> new RoutesLeft(runner.name(), reason));
    var outcomes = Stream.concat(left.values().stream(), routesLeft.stream()).toList();
    return Optional.of(outcomes)
        .filter(o -> !o.isEmpty())
        .map(o -> new DetachOutcome.Handled(o, blocking(runner, left.keySet(), signature)));
  }

  /**
   * Returns what removes the rules once the runner is detached, and says why it could not; the
   * runner is to be detached whatever becomes of this.
   */
  private Supplier<Optional<String>> prepareRelease(
      Container runner, KeptRoute kept, Signature signature) {
    var routes = new RunnerRoutes(engine, runner.id());
    try {
      return OwnContainer.find(engine, hostname)
          .map(own ->
              routes.toRelease(new RouteKeeping.ByRules(kept, own.container().image(), signature)))
          .<Supplier<Optional<String>>>map(
              release -> () -> routes.releaseUnlessNeeded(release).left())
          .orElseGet(() -> () -> Optional.of("the engine does not know this step's own container"));
    } catch (EngineException e) {
      return () -> Optional.of(e.failure().inWords());
    }
  }

  /**
   * What is on the job's network and is not the runner's to remove: a step's own {@code docker
   * run}, mostly. The runner would fail to remove the network, and say so in a line that nobody
   * reads.
   */
  private Map<String, List<String>> blocking(
      Container runner, Collection<Endpoint> endpoints, Signature signature) {
    var blocking = new TreeMap<String, List<String>>();
    for (var endpoint : endpoints) {
      if (JobNetwork.isNamed(endpoint.networkName())) {
        blocking.put(
            endpoint.networkName(), strangersOn(endpoint.networkName(), runner, signature));
      }
    }
    blocking.values().removeIf(List::isEmpty);
    return blocking;
  }

  private List<String> strangersOn(String network, Container runner, Signature signature) {
    try {
      return engine.containersOn(new ObjectName(network)).stream()
          // A paused one holds it too.
          .filter(c -> c.state() == State.RUNNING || c.state() == State.OTHER)
          // Where it could not be detached, that has been told.
          .filter(c -> !c.id().equals(runner.id()))
          .filter(c -> !isRunners(c, signature))
          .map(ListedContainer::name)
          .toList();
    } catch (EngineException e) {
      LOG.debug("what else is on the network {} is not known", network, e);
      return List.of();
    }
  }

  /** Whether the runner of a step removes a container: it bears its label, if that is known. */
  private static boolean isRunners(ListedContainer container, Signature signature) {
    return signature
        .runnerLabel()
        .map(container.labels()::containsKey)
        .orElseGet(() -> RunnerLabel.among(container.labels().keySet()).isPresent());
  }
}
