package org.dood.network.host;

import java.util.List;
import java.util.Optional;
import org.dood.network.engine.EngineFailure;

/** What came of sweeping an engine. */
public sealed interface Sweep {

  /** What would be done. */
  record Planned(List<Orphan> orphans, List<UnstartableContainer> unstartable) implements Sweep {}

  /** What was done. */
  record Done(List<SweptOrphan> orphans, List<Repair> mended) implements Sweep {

    /** Whether all went that should go. */
    public boolean isComplete() {
      return orphans.stream().noneMatch(o -> o.removal() instanceof Removal.Failed)
          && mended.stream().allMatch(m -> m.failure().isEmpty());
    }
  }

  /** The engine could not be asked what is there. */
  record LookFailed(EngineFailure failure) implements Sweep {}

  /**
   * A unstartable container that was to forget its network.
   *
   * @param failure why it does not; empty if it does
   */
  record Repair(UnstartableContainer container, Optional<EngineFailure> failure) {}
}
