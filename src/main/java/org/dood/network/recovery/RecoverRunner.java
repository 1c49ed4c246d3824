package org.dood.network.recovery;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.dood.network.detach.DetachEndpoint;
import org.dood.network.detach.EndpointOutcome;
import org.dood.network.engine.Container;
import org.dood.network.engine.Endpoint;
import org.dood.network.engine.Engine;
import org.dood.network.engine.EngineException;
import org.dood.network.engine.ListedContainer;
import org.dood.network.host.RemoveNetwork;
import org.dood.network.route.RunnerRoutes;
import org.dood.network.runner.JobNetwork;
import org.dood.network.runner.Signature;

/**
 * Before main attaches the runner: undoes what killed jobs of the same runner left behind. It harms
 * nothing that lives, and what it cannot undo does not keep the job from its services.
 */
public final class RecoverRunner {

  private final Engine engine;

  public RecoverRunner(Engine engine) {
    this.engine = engine;
  }

  /** Undoes it. Returns what was done; nothing, and without a call, where nothing was left. */
  public List<RecoveryStep> recover(Leftovers left) {
    var steps = new ArrayList<RecoveryStep>();
    left.onRunner().stream().flatMap(this::recover).forEach(steps::add);
    left.notLookedFor().map(RecoveryStep.LookFailed::new).ifPresent(steps::add);
    left.containers().stream().flatMap(c -> remove(c).stream()).forEach(steps::add);
    left.endpoints().stream().flatMap(this::removeNetwork).forEach(steps::add);
    return List.copyOf(steps);
  }

  private Stream<RecoveryStep> recover(Leftovers.OnRunner left) {
    var runner = left.runner();
    var routes = new RunnerRoutes(engine, runner.id());
    var release = left.routes().map(routes::toRelease);
    var detached = left.endpoints().stream().flatMap(e -> detach(runner, e)).toList();
    // Only now, since what another endpoint has on record is left.
    var released = release.map(routes::releaseUnlessNeeded).stream();
    return Stream.concat(detached.stream(), released.flatMap(r -> step(runner, r)));
  }

  private Stream<RecoveryStep> detach(Container runner, Endpoint leftover) {
    return Signature.on(leftover)
        .flatMap(signature -> new DetachEndpoint(engine).detach(runner, leftover, signature))
        .map(RecoveryStep.Detaching::new)
        .stream()
        .map(step -> step);
  }

  private static Stream<RecoveryStep> step(Container runner, RunnerRoutes.Release release) {
    return switch (release) {
      case RunnerRoutes.Release.Removed() ->
          Stream.of(new RecoveryStep.RoutesRemoved(runner.name()));
      case RunnerRoutes.Release.NotDue() -> Stream.empty();
      case RunnerRoutes.Release.Failed(String reason) ->
          Stream.of(
              new RecoveryStep.Detaching(new EndpointOutcome.RoutesLeft(runner.name(), reason)));
    };
  }

  private Optional<RecoveryStep> remove(ListedContainer container) {
    try {
      return engine.removeContainer(container.id())
          ? Optional.of(new RecoveryStep.ContainerRemoved(container.name()))
          : Optional.empty();
    } catch (EngineException e) {
      return Optional.of(new RecoveryStep.ContainerLeft(container.name(), e.failure()));
    }
  }

  private Stream<RecoveryStep> removeNetwork(Endpoint leftover) {
    return JobNetwork.isNamed(leftover.networkName())
        ? Stream.of(
            new RecoveryStep.NetworkRemoval(
                leftover.networkName(),
                new RemoveNetwork(engine).remove(leftover.network(), leftover.networkName())))
        : Stream.empty();
  }
}
