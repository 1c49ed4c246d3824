package org.dood.network.recovery;

import java.util.List;
import java.util.Optional;
import org.dood.network.engine.EngineFailure;
import org.dood.network.engine.ListedContainer;
import org.dood.network.runner.OwnContainer;

/**
 * What the engine says of its containers before main changes anything.
 *
 * @param own this step's own container; empty if the engine does not know it
 * @param running the containers that run
 * @param ofAction the containers that this action made, for any job
 */
public record EngineView(
    Optional<OwnContainer> own, List<ListedContainer> running, ActionContainers ofAction) {

  /** The containers that this action made for any job, in any state. */
  public sealed interface ActionContainers {

    /** The engine listed all of them. */
    record Listed(List<ListedContainer> all) implements ActionContainers {}

    /**
     * The engine could not be asked. The job still gets its services: leftovers are then reported
     * as not looked for.
     */
    record LookFailed(EngineFailure failure) implements ActionContainers {}
  }
}
