package org.dood.network.route;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.UUID;
import org.dood.network.engine.ContainerSpec.OneShot;
import org.dood.network.engine.Engine;
import org.dood.network.engine.EngineException;
import org.dood.network.engine.VerifiedChange;
import org.dood.network.engine.model.ContainerId;
import org.dood.network.engine.model.ObjectName;
import org.dood.network.route.RouteKeeping.ByRules;
import org.dood.network.runner.Signature;

/**
 * Sets and removes the routing rules that keep a default route, by containers of this action's
 * image.
 *
 * <p>Such a container is created before the endpoint that needs the rules is made or removed, and
 * it is removed only afterwards. So if this action is killed at any moment, the endpoint or the
 * container marks the rules.
 */
public final class RoutingRules {

  private static final String PURPOSE = "routes";

  private final Engine engine;
  private final ContainerId namespace;

  /**
   * @param namespace the container whose network namespace has the rules
   */
  public RoutingRules(Engine engine, ContainerId namespace) {
    this.engine = engine;
    this.namespace = namespace;
  }

  /** The result of carrying out a change. */
  public sealed interface Result {

    /** The rules are changed. */
    record Done() implements Result {}

    /** The rules could not be changed. */
    record Failed(RulesFailure failure) implements Result {}
  }

  /** Prepares to set the rules. */
  public RulesChange prepareSetting(ByRules rules) {
    return prepare(rules, rules.keptRoute().commandToSet());
  }

  /** Prepares to remove the rules. */
  public RulesChange prepareRemoval(ByRules rules) {
    return prepare(rules, rules.keptRoute().commandToRemove());
  }

  /** Carries out a change. The container that made it stays, and is to be removed. */
  public Result carryOut(RulesChange change) {
    return switch (change) {
      case RulesChange.NotPossible(RulesFailure failure) -> new Result.Failed(failure);
      case RulesChange.NotCreated(_, var failure) ->
          new Result.Failed(new RulesFailure.CallFailed(failure));
      case RulesChange.Ready(OneShot by, ContainerId id) -> run(by, id);
    };
  }

  /**
   * Removes the rules and the container that did so, unless another endpoint of the runner marks
   * them as needed: then they are removed together with that endpoint.
   *
   * @param removal as {@link #prepareRemoval} prepared it
   */
  public RulesRemoval removeUnlessNeeded(RulesChange removal) {
    if (removal instanceof RulesChange.NotPossible(RulesFailure failure)) {
      return new RulesRemoval.Failed(failure);
    }
    var outcome = carryOutUnlessNeeded(removal);
    var container = removeContainer(removal);
    return switch (outcome) {
      case RulesRemoval.Removed(), RulesRemoval.NotDue() ->
          switch (container) {
            case Result.Done() -> outcome;
            case Result.Failed(RulesFailure failure) -> new RulesRemoval.Failed(failure);
          };
      case RulesRemoval.Failed failed -> failed;
    };
  }

  /** Removes the container that was created for a change. */
  public Result removeContainer(RulesChange change) {
    return switch (change) {
      case RulesChange.NotPossible _ -> new Result.Done();
      case RulesChange.NotCreated(OneShot by, _) -> remove(by);
      case RulesChange.Ready(OneShot by, _) -> remove(by);
    };
  }

  private Result run(OneShot container, ContainerId id) {
    try {
      return runOnce(container, id);
    } catch (EngineException e) {
      return afterFailure(container, id, e);
    }
  }

  private Result runOnce(OneShot container, ContainerId id) {
    var exitCode = engine.containers().run(container, id);
    return exitCode == 0
        ? new Result.Done()
        : new Result.Failed(new RulesFailure.ProgramFailed(container.command(), exitCode));
  }

  /**
   * A container that has exited although the call failed is run again: its program changes nothing
   * that it has changed already, and its exit code is needed.
   */
  private Result afterFailure(OneShot container, ContainerId id, EngineException failure) {
    try {
      return engine.containers().find(id).filter(c -> c.workload().state().hasExited()).isPresent()
          ? runOnce(container, id)
          : failed(failure);
    } catch (EngineException again) {
      failure.addSuppressed(again);
      return failed(failure);
    }
  }

  private RulesRemoval carryOutUnlessNeeded(RulesChange removal) {
    try {
      var now = engine.containers().find(namespace);
      if (now.isEmpty() || KeptRoute.markedOn(now.get().endpoints()).isPresent()) {
        return new RulesRemoval.NotDue();
      }
      return switch (carryOut(removal)) {
        case Result.Done() -> new RulesRemoval.Removed();
        case Result.Failed(RulesFailure failure) -> new RulesRemoval.Failed(failure);
      };
    } catch (EngineException e) {
      return new RulesRemoval.Failed(new RulesFailure.CallFailed(e.failure()));
    }
  }

  /** By its name, since it may exist although its id is not known. */
  private Result remove(OneShot container) {
    return switch (VerifiedChange.make(
        () -> engine.containers().remove(container.name()),
        () -> engine.containers().find(container.name()).isEmpty())) {
      case VerifiedChange.Result.Done() -> new Result.Done();
      case VerifiedChange.Result.Failed failed ->
          new Result.Failed(new RulesFailure.CallFailed(failed.failure()));
    };
  }

  private RulesChange prepare(ByRules rules, List<String> command) {
    var container = oneShot(rules, command);
    try {
      return new RulesChange.Ready(container, engine.containers().create(container));
    } catch (EngineException e) {
      return lookFor(container, e);
    }
  }

  /** A failed call may have created the container. */
  private RulesChange lookFor(OneShot container, EngineException failure) {
    try {
      return engine
          .containers()
          .find(container.name())
          .<RulesChange>map(found -> new RulesChange.Ready(container, found.id()))
          .orElseGet(() -> new RulesChange.NotCreated(container, failure.failure()));
    } catch (EngineException lookFailed) {
      failure.addSuppressed(lookFailed);
      return new RulesChange.NotCreated(container, failure.failure());
    }
  }

  /**
   * The container does not have the runner's label, or the runner would remove it before the next
   * main stage could see its marks.
   */
  private OneShot oneShot(ByRules rules, List<String> command) {
    var labels = new LinkedHashMap<>(rules.signature().labelsThatTheRunnerDoesNotKnow(PURPOSE));
    labels.putAll(rules.keptRoute().labels(namespace));
    return new OneShot(
        new ObjectName(Signature.PREFIX + "-routes-" + UUID.randomUUID()),
        rules.image(),
        labels,
        namespace,
        command);
  }

  private static Result failed(EngineException e) {
    return new Result.Failed(new RulesFailure.CallFailed(e.failure()));
  }
}
