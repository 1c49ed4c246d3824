package org.dood.network.upkeep;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.dood.network.docker.Engine;
import org.dood.network.docker.EngineException;
import org.dood.network.docker.ObjectName;
import org.dood.network.upkeep.Sweep.Done;
import org.dood.network.upkeep.Sweep.EngineFailed;
import org.dood.network.upkeep.Sweep.Mended;
import org.dood.network.upkeep.Sweep.Planned;

/** Removes the orphans of an engine, and mends the containers that a removed network stranded. */
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
      return new Planned(Orphan.in(survey, olderThan, clock.instant()), Stranded.in(survey));
    } catch (EngineException e) {
      return new EngineFailed(e.failure());
    }
  }

  /** Looks, decides and acts. */
  public Sweep sweep() {
    return switch (plan()) {
      case Planned(var orphans, var stranded) ->
          new Done(
              orphans.stream().map(new SweepOrphan(engine)::sweep).toList(),
              stranded.stream().flatMap(s -> mend(s).stream()).toList());
      case Sweep other -> other;
    };
  }

  /** Empty if its network is there, seen from close by: whoever is on it has a job. */
  private Optional<Mended> mend(Stranded stranded) {
    try {
      if (engine.network(new ObjectName(stranded.network())).isPresent()) {
        return Optional.empty();
      }
      engine.forget(stranded.network(), stranded.container());
      return Optional.of(new Mended(stranded, Optional.empty()));
    } catch (EngineException e) {
      return Optional.of(new Mended(stranded, Optional.of(e.failure())));
    }
  }
}
