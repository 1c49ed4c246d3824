package org.dood.network.host;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.dood.network.engine.Engine;
import org.dood.network.engine.EngineException;
import org.dood.network.engine.ObjectName;
import org.dood.network.host.Sweep.Done;
import org.dood.network.host.Sweep.LookFailed;
import org.dood.network.host.Sweep.Planned;
import org.dood.network.host.Sweep.Repair;

/**
 * Removes the orphans of an engine, and mends the containers that a removed network unstartable.
 */
public final class SweepHost {

  private final Engine engine;
  private final Duration olderThan;
  private final InstantSource clock;

  /**
   * @param olderThan how old an orphan is at least, which must exceed the longest job
   */
  public SweepHost(Engine engine, Duration olderThan, InstantSource clock) {
    this.engine = engine;
    this.olderThan = olderThan;
    this.clock = clock;
  }

  /** Looks and decides; changes nothing. */
  public Sweep plan() {
    try {
      var survey = Survey.of(engine);
      return new Planned(
          Orphan.in(survey, olderThan, clock.instant()), UnstartableContainer.in(survey));
    } catch (EngineException e) {
      return new LookFailed(e.failure());
    }
  }

  /** Looks, decides and acts. */
  public Sweep sweep() {
    return switch (plan()) {
      case Planned(var orphans, var unstartable) ->
          new Done(
              orphans.stream().map(new SweepOrphan(engine)::sweep).toList(),
              unstartable.stream().flatMap(s -> mend(s).stream()).toList());
      case Sweep other -> other;
    };
  }

  /** Empty if its network is there, seen from close by: whoever is on it has a job. */
  private Optional<Repair> mend(UnstartableContainer unstartable) {
    try {
      if (engine.network(new ObjectName(unstartable.network())).isPresent()) {
        return Optional.empty();
      }
      engine.forget(unstartable.network(), unstartable.container());
      return Optional.of(new Repair(unstartable, Optional.empty()));
    } catch (EngineException e) {
      return Optional.of(new Repair(unstartable, Optional.of(e.failure())));
    }
  }
}
