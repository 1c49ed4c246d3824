package org.dood.network.recovery;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.dood.network.engine.EngineFailure;
import org.dood.network.engine.model.ListedContainer;
import org.dood.network.engine.model.Listing;
import org.dood.network.runner.OwnContainer;

/**
 * What the engine says of its containers before main changes anything.
 *
 * @param own this step's own container; empty if the engine does not know it
 * @param running the containers that run
 * @param ofAction the containers that this action made, for any job
 */
public record EngineView(
    Optional<OwnContainer> own, Listing<ListedContainer> running, ActionContainers ofAction) {

  /** Containers that this action made, in any state. */
  public sealed interface ActionContainers {

    /** The containers that the engine listed. */
    record Listed(List<ListedContainer> all) implements ActionContainers {}

    /** The engine could not be asked, which does not keep the job from its services. */
    record LookFailed(EngineFailure failure) implements ActionContainers {}

    /** The containers as far as they are known. */
    default List<ListedContainer> known() {
      return switch (this) {
        case Listed(List<ListedContainer> all) -> all;
        case LookFailed _ -> List.of();
      };
    }

    /** Those of the containers that meet a condition. */
    default ActionContainers filter(Predicate<ListedContainer> condition) {
      return switch (this) {
        case Listed(List<ListedContainer> all) ->
            new Listed(all.stream().filter(condition).toList());
        case LookFailed failed -> failed;
      };
    }
  }
}
