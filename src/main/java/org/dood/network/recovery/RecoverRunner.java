package org.dood.network.recovery;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.dood.network.detach.DetachEndpoint;
import org.dood.network.detach.RemoveContainers;
import org.dood.network.engine.Engine;
import org.dood.network.engine.EngineException;
import org.dood.network.engine.EngineFailure;
import org.dood.network.engine.model.Container;
import org.dood.network.engine.model.Endpoint;
import org.dood.network.engine.model.ListedContainer;
import org.dood.network.engine.model.ObjectName;
import org.dood.network.host.Removal;
import org.dood.network.host.RemoveNetwork;
import org.dood.network.recovery.EngineView.ActionContainers;
import org.dood.network.route.RoutingRules;
import org.dood.network.runner.OwnMarks;
import org.dood.network.runner.RunnerLabel;
import org.dood.network.runner.Signature;

/**
 * Undoes what killed jobs of the same runner left behind, before main attaches the runner. It never
 * fails the job: what could not be undone is reported.
 */
public final class RecoverRunner {

  private final Engine engine;

  public RecoverRunner(Engine engine) {
    this.engine = engine;
  }

  /**
   * Undoes leftovers.
   *
   * @return the result for each, in order; none, and without a call, where nothing was left
   */
  public List<RecoveryStep> recover(Leftovers leftovers) {
    var steps = new ArrayList<RecoveryStep>();
    leftovers.onRunner().stream().flatMap(this::recover).forEach(steps::add);
    steps.addAll(remove(leftovers.containers()));
    leftovers.endpoints().stream().flatMap(this::removeNetwork).forEach(steps::add);
    return List.copyOf(steps);
  }

  private Stream<RecoveryStep> recover(Leftovers.OnRunner leftovers) {
    var runner = leftovers.runner();
    var rules = new RoutingRules(engine, runner.id());
    // Prepared before the endpoints that mark the rules are gone.
    var removal = leftovers.rules().map(rules::prepareRemoval);
    var detached = leftovers.endpoints().stream().flatMap(e -> detach(runner, e)).toList();
    // Removed after that, since rules that an endpoint still marks are needed.
    var removed =
        removal.map(rules::removeUnlessNeeded).stream()
            .map(r -> new RecoveryStep.RulesRemoving(runner.name(), r));
    return Stream.concat(detached.stream(), removed);
  }

  private Stream<RecoveryStep> detach(Container runner, Endpoint endpoint) {
    return Signature.on(endpoint).stream()
        .flatMap(signature ->
            DetachEndpoint.afterJob(engine)
                .detach(runner, endpoint, new OwnMarks.OfStep(signature))
                .stream())
        .map(RecoveryStep.Detaching::new);
  }

  private List<RecoveryStep> remove(ActionContainers containers) {
    return switch (containers) {
      case ActionContainers.LookFailed(EngineFailure failure) ->
          List.of(new RecoveryStep.LookFailed(failure));
      case ActionContainers.Listed(List<ListedContainer> all) ->
          new RemoveContainers(engine)
              .remove(all).stream().<RecoveryStep>map(RecoveryStep.ContainerRemoving::new).toList();
    };
  }

  private Stream<RecoveryStep> removeNetwork(Endpoint endpoint) {
    var network = endpoint.networkName();
    return Signature.on(endpoint)
        .filter(mark -> mark.isMadeForJob(network))
        .flatMap(Signature::runnerLabel)
        .flatMap(label -> removeNetwork(endpoint, label))
        .<RecoveryStep>map(removal -> new RecoveryStep.NetworkRemoving(network, removal))
        .stream();
  }

  /** Removes a network only if its runner's label is the one that the endpoint's mark names. */
  private Optional<Removal> removeNetwork(Endpoint endpoint, RunnerLabel label) {
    try {
      return engine
          .networks()
          .find(new ObjectName(endpoint.network().value()))
          .filter(network -> network.name().equals(endpoint.networkName()))
          .filter(network -> label.isOn(network.labels()))
          .map(network -> new RemoveNetwork(engine).remove(network.id(), network.name()));
    } catch (EngineException e) {
      return Optional.of(new Removal.Failed(e.failure()));
    }
  }
}
