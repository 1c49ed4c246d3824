package org.dood.network.host;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.dood.network.engine.Engine;
import org.dood.network.engine.EngineException;
import org.dood.network.engine.VerifiedChange;
import org.dood.network.engine.model.ContainerId;
import org.dood.network.engine.model.LeftOut;
import org.dood.network.engine.model.ListedContainer;
import org.dood.network.engine.model.Listing;
import org.dood.network.host.Removal.Failed;
import org.dood.network.host.Removal.StillUsed;
import org.dood.network.runner.JobNetwork;

/** Removes an orphan's containers and then its network, unless another container has joined it. */
final class SweepOrphan {

  private final Engine engine;

  SweepOrphan(Engine engine) {
    this.engine = engine;
  }

  SweptOrphan sweep(Orphan orphan) {
    var network = orphan.network();
    var removed = new ArrayList<String>();
    try {
      var on = engine.containers().referringTo(network.id(), network.name());
      var strangers = strangers(on, network);
      if (!strangers.isEmpty()) {
        return new SweptOrphan(orphan, List.of(), new StillUsed(strangers));
      }
      for (var container : on.elements()) {
        if (remove(container.id())) {
          removed.add(container.name());
        }
      }
      return new SweptOrphan(orphan, List.copyOf(removed), remove(network));
    } catch (EngineException e) {
      return new SweptOrphan(orphan, List.copyOf(removed), new Failed(e.failure()));
    }
  }

  /** Returns whether there was a container to remove. */
  private boolean remove(ContainerId container) {
    return VerifiedChange.requireRemoval(
        () -> engine.containers().remove(container),
        () -> engine.containers().find(container).isEmpty());
  }

  private Removal remove(JobNetwork network) {
    return new RemoveNetwork(engine).remove(network.id(), network.name());
  }

  /** The names of the containers that are not services of the runner, or may not be. */
  private static List<String> strangers(Listing<ListedContainer> on, JobNetwork network) {
    return Stream.concat(
            on.stream().filter(Predicate.not(network::fits)).map(ListedContainer::name),
            on.leftOut().stream().map(LeftOut::called))
        .toList();
  }
}
