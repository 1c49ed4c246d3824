package org.dood.network.host;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.dood.network.engine.Engine;
import org.dood.network.engine.EngineException;
import org.dood.network.engine.model.ObjectName;
import org.dood.network.host.Sweep.Detaching;
import org.dood.network.host.Sweep.Done;
import org.dood.network.host.Sweep.LookFailed;
import org.dood.network.host.Sweep.Planned;
import org.dood.network.host.Sweep.SweptContainer;

/**
 * Removes the orphans of an engine, and detaches unstartable containers from their removed
 * networks.
 */
public final class SweepHost {

  private final Engine engine;
  private final Duration olderThan;
  private final InstantSource clock;

  /**
   * @param olderThan the age from which a network can be an orphan, longer than any job takes
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
          Orphan.in(survey, olderThan, engine.now(clock)), UnstartableContainer.in(survey));
    } catch (EngineException e) {
      return new LookFailed(e.failure());
    }
  }

  /** Carries out what {@link #plan} decides. */
  public Sweep sweep() {
    return switch (plan()) {
      case Planned(var orphans, var unstartable) ->
          new Done(
              orphans.stream().map(new SweepOrphan(engine)::sweep).toList(),
              unstartable.stream().flatMap(c -> detach(c).stream()).toList());
      case Sweep other -> other;
    };
  }

  /** Empty if the network exists after all: the container belongs to a job that has just begun. */
  private Optional<SweptContainer> detach(UnstartableContainer unstartable) {
    try {
      if (engine.networks().find(new ObjectName(unstartable.network())).isPresent()) {
        return Optional.empty();
      }
      engine.networks().forget(unstartable.network(), unstartable.container());
      return Optional.of(new SweptContainer(unstartable, new Detaching.Detached()));
    } catch (EngineException e) {
      return Optional.of(new SweptContainer(unstartable, new Detaching.Failed(e.failure())));
    }
  }
}
