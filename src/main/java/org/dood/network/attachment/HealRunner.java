package org.dood.network.attachment;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.dood.network.attachment.AttachPlan.RouteKeeping;
import org.dood.network.docker.Container;
import org.dood.network.docker.Endpoint;
import org.dood.network.docker.Engine;
import org.dood.network.docker.EngineException;
import org.dood.network.docker.ListedContainer;
import org.dood.network.runner.JobNetwork;
import org.dood.network.runner.Signature;
import org.dood.network.upkeep.RemoveNetwork;

/**
 * Before main attaches the runner: undoes what killed jobs of the same runner left behind. It harms
 * nothing that lives, and what it cannot undo does not keep the job from its services.
 */
public final class HealRunner {

  private final Engine engine;
  private final AttachPlan.Connect plan;
  private final Container runner;

  public HealRunner(Engine engine, AttachPlan.Connect plan) {
    this.engine = engine;
    this.plan = plan;
    this.runner = plan.target().namespace();
  }

  /** Undoes it. Returns what was done; nothing, and without a call, where nothing was left. */
  public List<Healing> heal() {
    if (plan.leftovers().isEmpty()) {
      return List.of();
    }
    var healings = new ArrayList<Healing>();
    var left = plan.leftovers();
    left.endpoints().stream().flatMap(this::detach).forEach(healings::add);
    // Only now, since what another endpoint has on record is left.
    routes().forEach(healings::add);
    left.notLookedFor().map(Healing.NotLookedFor::new).ifPresent(healings::add);
    left.containers().stream().flatMap(c -> remove(c).stream()).forEach(healings::add);
    left.endpoints().stream().flatMap(this::removeNetwork).forEach(healings::add);
    return List.copyOf(healings);
  }

  private Stream<Healing> detach(Endpoint leftover) {
    return Signature.on(leftover)
        .flatMap(signature -> new LeaveNetwork(engine).leave(runner, leftover, signature))
        .map(Healing.Detaching::new)
        .stream()
        .map(healing -> healing);
  }

  private Stream<Healing> routes() {
    return KeptRoute.recordedOn(plan.leftovers().endpoints())
        .flatMap(kept -> plan.image().map(i -> new RouteKeeping.ByRules(kept, i, plan.signature())))
        .map(new RunnerRoutes(engine, runner.id())::releaseUnlessNeeded)
        .stream()
        .flatMap(this::healing);
  }

  private Stream<Healing> healing(RunnerRoutes.Release release) {
    return switch (release) {
      case RunnerRoutes.Release.Removed() -> Stream.of(new Healing.RoutesRemoved(runner.name()));
      case RunnerRoutes.Release.NotDue() -> Stream.empty();
      case RunnerRoutes.Release.Failed(String reason) ->
          Stream.of(
              new Healing.Detaching(new DetachOutcome.Endpoint.RoutesLeft(runner.name(), reason)));
    };
  }

  private Optional<Healing> remove(ListedContainer container) {
    try {
      return engine.removeContainer(container.id())
          ? Optional.of(new Healing.ContainerRemoved(container.name()))
          : Optional.empty();
    } catch (EngineException e) {
      return Optional.of(new Healing.ContainerLeft(container.name(), e.failure()));
    }
  }

  private Stream<Healing> removeNetwork(Endpoint leftover) {
    return JobNetwork.isNamed(leftover.networkName())
        ? Stream.of(
            new Healing.NetworkRemoval(
                leftover.networkName(),
                new RemoveNetwork(engine).remove(leftover.network(), leftover.networkName())))
        : Stream.empty();
  }
}
