package org.dood.network.detach;

import java.util.Optional;
import org.dood.network.detach.DetachOutcome.GoneAlready;
import org.dood.network.detach.DetachOutcome.Handled;
import org.dood.network.detach.DetachOutcome.MarkedEndpoint;
import org.dood.network.detach.DetachOutcome.NeitherSavedNorFound;
import org.dood.network.engine.Engine;
import org.dood.network.engine.EngineException;
import org.dood.network.engine.model.Container;
import org.dood.network.engine.model.ObjectName;
import org.dood.network.runner.OwnMarks;
import org.dood.network.runner.Signature;
import org.dood.network.runner.StepIdentity;
import org.dood.network.sharing.JobNetworkMembers;

/**
 * The post stage's work on the runner: detaches it from the networks that main attached it to, and
 * from no others.
 *
 * <p>Main marked its endpoints by an alias, the step's signature with a secret that only the saved
 * state tells. Without it, the endpoints of all running containers are searched, and only an
 * endpoint that cannot be another job's counts as this step's.
 */
public final class DetachRunner {

  private final Engine engine;
  private final StepIdentity self;
  private final DetachContainer detaching;

  /**
   * @param self this step
   * @param members what is on the job's network
   */
  public DetachRunner(Engine engine, StepIdentity self, JobNetworkMembers members) {
    this.engine = engine;
    this.self = self;
    this.detaching = new DetachContainer(engine, self, members);
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
            detaching.detach(
                runner,
                e -> saved.networks().contains(e.network().value()),
                new OwnMarks.OfStep(saved.signature()),
                saved.route()))
        .<DetachOutcome>map(handled -> handled)
        .orElseGet(GoneAlready::new);
  }

  private DetachOutcome detachFound(Optional<String> stateFile) {
    var step = self.signature();
    var ifProven = new OwnMarks.OfStepOnProvenRunner(step);
    return switch (new SearchByMark(engine, self, stateFile)
        .search(
            c -> detachMarked(c, new OwnMarks.OfStep(step)),
            c -> c.endpoints().stream().anyMatch(ifProven::areOn),
            c -> detachMarked(c, ifProven))) {
      case SearchByMark.Result.Found(Handled handled) -> handled;
      case SearchByMark.Result.NotFound() -> new NeitherSavedNorFound();
      case SearchByMark.Result.OwnerUnknown(var containers) ->
          new DetachOutcome.OwnerUnknown(
              containers.stream().flatMap(c -> MarkedEndpoint.on(c, ifProven)).toList());
    };
  }

  private Optional<Handled> detachMarked(Container container, OwnMarks own) {
    return detaching.detach(container, e -> Signature.on(e).isPresent(), own, Optional.empty());
  }
}
