package org.dood.network.upkeep;

import java.util.List;
import java.util.Optional;
import org.dood.network.docker.EngineFailure;

/** What came of sweeping an engine. */
public sealed interface Sweep {

  /** What would be done. */
  record Planned(List<Orphan> orphans, List<Stranded> stranded) implements Sweep {}

  /** What was done. */
  record Done(List<SweptOrphan> orphans, List<Mended> mended) implements Sweep {

    /** Whether all went that should go. */
    public boolean isComplete() {
      return orphans.stream().noneMatch(o -> o.removal() instanceof Removal.Failed)
          && mended.stream().allMatch(m -> m.failure().isEmpty());
    }
  }

  /** The engine could not be asked what is there. */
  record EngineFailed(EngineFailure failure) implements Sweep {}

  /**
   * A stranded container that was to forget its network.
   *
   * @param failure why it does not; empty if it does
   */
  record Mended(Stranded container, Optional<EngineFailure> failure) {}
}
