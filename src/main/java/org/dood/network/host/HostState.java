package org.dood.network.host;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.dood.network.engine.EngineFailure;

/** What a job finds its host to be like, beyond what is the job's own. */
public sealed interface HostState {

  /**
   * It was looked at.
   *
   * @param orphans what other runners left behind
   * @param scarce how many addresses for networks are left, if that is hardly any
   */
  record Seen(Orphans orphans, Optional<PoolUse> scarce) implements HostState {}

  /**
   * The engine could not be asked.
   *
   * @param wanted whether somebody wants orphans removed, and so wants to know
   */
  record LookFailed(EngineFailure failure, boolean wanted) implements HostState {}

  /** What other runners left behind, and what became of it. */
  sealed interface Orphans {

    /** Nothing to speak of. */
    record Few() implements Orphans {}

    /**
     * More than a handful, and nobody asked for their removal.
     *
     * @param olderThan each one's age at least
     */
    record Many(int count, Duration oldest, Duration olderThan) implements Orphans {}

    /** Their removal was asked for; one at least. */
    record Swept(List<SweptOrphan> orphans) implements Orphans {}
  }
}
