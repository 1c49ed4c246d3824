package org.dood.network.host;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.dood.network.engine.EngineFailure;

/** What a job finds on its host. */
public sealed interface HostState {

  /**
   * The engine was asked.
   *
   * @param orphans the networks that other runners left behind
   * @param scarce the use of the address pools; empty unless few ranges are left
   * @param mtuGap a network that the runner joins with an MTU above that of its own network; empty
   *     if there is none
   */
  record Seen(Orphans orphans, Optional<PoolUse> scarce, Optional<MtuGap> mtuGap)
      implements HostState {}

  /**
   * The engine could not be asked.
   *
   * @param wanted whether the workflow asked for orphans to be removed, so that the failure matters
   */
  record LookFailed(EngineFailure failure, boolean wanted) implements HostState {}

  /** The networks that other runners left behind, and what was done about them. */
  sealed interface Orphans {

    /** None, or too few to report. */
    record Few() implements Orphans {}

    /**
     * More than are tolerated, and the workflow did not ask for their removal.
     *
     * @param olderThan the age that each of them exceeds
     */
    record Many(int count, Duration oldest, Duration olderThan) implements Orphans {}

    /**
     * The workflow asked for their removal, and there was at least one.
     *
     * @param left those that were left for a later job, since the time for removals was over or a
     *     container could not be removed
     */
    record Swept(List<SweptOrphan> orphans, List<Orphan> left) implements Orphans {}
  }
}
