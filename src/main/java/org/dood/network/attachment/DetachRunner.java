package org.dood.network.attachment;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.dood.network.attachment.AttachPlan.RouteKeeping;
import org.dood.network.attachment.DetachOutcome.Endpoint.Detached;
import org.dood.network.attachment.DetachOutcome.Endpoint.RoutesLeft;
import org.dood.network.attachment.DetachOutcome.Endpoint.StillAttached;
import org.dood.network.attachment.DetachOutcome.GoneAlready;
import org.dood.network.attachment.DetachOutcome.Handled;
import org.dood.network.docker.Container;
import org.dood.network.docker.Endpoint;
import org.dood.network.docker.Engine;
import org.dood.network.docker.EngineException;
import org.dood.network.docker.ListedContainer;
import org.dood.network.docker.ObjectName;
import org.dood.network.runner.ActionContainer;
import org.dood.network.runner.Signature;

/**
 * Post: detaches what main attached, and nothing else.
 *
 * <p>Only an endpoint that bears our alias is ours. Saved state is a short cut to it; without any,
 * the endpoints themselves are asked.
 */
public final class DetachRunner {

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
        case DetachRequest.Saved(var container, var networks, var alias) ->
            detach(
                ObjectName.parse(container).flatMap(engine::container).stream(),
                e -> networks.contains(e.network().value()) && e.aliases().contains(alias));
        case DetachRequest.Unsaved(var step) -> {
          var alias = Signature.of(ActionContainer.find(engine, hostname), step).alias();
          yield detach(containersByLikelihood(), e -> e.aliases().contains(alias));
        }
      };
    } catch (EngineException e) {
      return new DetachOutcome.EngineFailed(e.failure());
    }
  }

  private Stream<Container> containersByLikelihood() {
    return engine.runningContainers().stream()
        .sorted(Comparator.comparing(ListedContainer::mountsEngineSocket).reversed())
        .flatMap(c -> engine.container(c.id()).stream());
  }

  /**
   * The first container with an endpoint of ours is the runner's: a step attaches one container.
   */
  private DetachOutcome detach(Stream<Container> candidates, Predicate<Endpoint> ours) {
    return candidates
        .map(c -> handle(c, c.endpoints().stream().filter(ours).toList()))
        .flatMap(Optional::stream)
        .findFirst()
        .orElseGet(GoneAlready::new);
  }

  private Optional<DetachOutcome> handle(Container runner, List<Endpoint> ours) {
    if (ours.isEmpty()) {
      return Optional.empty();
    }
    var detached = ours.stream().map(e -> detach(runner, e)).toList();
    var routes = KeptRoute.recordedOn(ours).flatMap(kept -> release(runner, kept));
    return Optional.of(new Handled(Stream.concat(detached.stream(), routes.stream()).toList()));
  }

  private DetachOutcome.Endpoint detach(Container runner, Endpoint endpoint) {
    try {
      engine.disconnect(endpoint.network(), runner.id());
      return new Detached(runner.name(), endpoint.networkName());
    } catch (EngineException e) {
      return isStillThere(runner, endpoint, e)
          ? new StillAttached(runner.name(), endpoint.networkName(), e.failure())
          : new Detached(runner.name(), endpoint.networkName());
    }
  }

  private Optional<DetachOutcome.Endpoint> release(Container runner, KeptRoute kept) {
    return ActionContainer.find(engine, hostname)
        .map(own -> new RouteKeeping.ByRules(kept, own.container().image(), own.runnerLabel()))
        .map(new RunnerRoutes(engine, runner.id())::releaseUnlessNeeded)
        .orElseGet(() -> Optional.of("the engine does not know this step's own container"))
        .map(reason -> new RoutesLeft(runner.name(), reason));
  }

  /** A call can fail after the engine acted: what counts is what is there now. */
  private boolean isStillThere(Container runner, Endpoint endpoint, EngineException failure) {
    try {
      return engine
          .container(runner.id())
          .flatMap(c -> c.endpointOn(endpoint.network()))
          .isPresent();
    } catch (EngineException lookFailed) {
      failure.addSuppressed(lookFailed);
      return true;
    }
  }
}
