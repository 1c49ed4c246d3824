package org.dood.network.host;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import org.dood.network.engine.Concurrently;
import org.dood.network.engine.Engine;
import org.dood.network.engine.EngineException;
import org.dood.network.engine.model.ListedNetwork;
import org.dood.network.host.HostState.LookFailed;
import org.dood.network.host.HostState.Orphans;
import org.dood.network.host.HostState.Seen;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks for networks that other runners left behind, removes them if the workflow asks for that,
 * and otherwise reports if they become too many. Also reports if few address ranges are left, and
 * if the runner joins a network whose packets may be too large.
 *
 * <p>Mostly all is well, which one call shows; only otherwise are more calls made.
 */
public final class CheckHost {

  /** The age from which a network counts as an orphan if the workflow names no age. */
  static final Duration SUSPICIOUS = Duration.ofDays(1);

  private static final Logger LOG = LoggerFactory.getLogger(CheckHost.class);

  /** Up to this number, orphans are not reported: they take few of the address ranges. */
  private static final int TOLERATED_ORPHANS = 5;

  /** How long a job's removals of orphans may take in all. */
  public static final Duration BUDGET = Duration.ofSeconds(30);

  private final Engine engine;
  private final RunnersNetworks runner;
  private final Optional<Duration> pruneAfter;
  private final InstantSource clock;
  private final Duration budget;

  /**
   * @param pruneAfter the age from which orphans are removed; empty if none is to be removed
   */
  public CheckHost(
      Engine engine, RunnersNetworks runner, Optional<Duration> pruneAfter, InstantSource clock) {
    this(engine, runner, pruneAfter, clock, BUDGET);
  }

  CheckHost(
      Engine engine,
      RunnersNetworks runner,
      Optional<Duration> pruneAfter,
      InstantSource clock,
      Duration budget) {
    this.engine = engine;
    this.runner = runner;
    this.pruneAfter = pruneAfter;
    this.clock = clock;
    this.budget = budget;
  }

  /** Looks at the host, and removes orphans if asked to. */
  public HostState look() {
    try {
      var networks = engine.networks().all().elements();
      var now = engine.now(clock);
      var orphans =
          pruneAfter
              .map(limit -> sweep(networks, limit, now))
              .orElseGet(() -> count(networks, now));
      return new Seen(
          orphans,
          scarce(withoutRemoved(networks, orphans)),
          MtuGap.of(networks, runner.own(), runner.joined(), engine.family()));
    } catch (EngineException e) {
      return new LookFailed(e.failure(), pruneAfter.isPresent());
    }
  }

  private Orphans sweep(List<ListedNetwork> networks, Duration limit, Instant now) {
    var orphans = orphans(networks, limit, now, 1);
    return orphans.isEmpty() ? new Orphans.Few() : sweep(orphans);
  }

  /**
   * Removes orphans one by one. Not in this thread: an engine may take longer for one container
   * than there is time for all.
   */
  private Orphans.Swept sweep(List<Orphan> orphans) {
    var swept = new ConcurrentLinkedQueue<SweptOrphan>();
    Concurrently.map(List.of(orphans), all -> sweepUntilStuck(all, swept), budget, false);
    var done = List.copyOf(swept);
    var left = new ArrayList<>(orphans);
    left.removeAll(done.stream().map(SweptOrphan::orphan).toList());
    return new Orphans.Swept(done, List.copyOf(left));
  }

  /** An engine that cannot kill one container would be waited for at each of the others too. */
  private boolean sweepUntilStuck(List<Orphan> orphans, Queue<SweptOrphan> swept) {
    for (var orphan : orphans) {
      var result = new SweepOrphan(engine).sweep(orphan);
      swept.add(result);
      if (result.isStuckAtContainer()) {
        return false;
      }
    }
    return true;
  }

  private Orphans count(List<ListedNetwork> networks, Instant now) {
    var orphans = orphans(networks, SUSPICIOUS, now, TOLERATED_ORPHANS + 1);
    return orphans.size() <= TOLERATED_ORPHANS
        ? new Orphans.Few()
        : new Orphans.Many(
            orphans.size(),
            orphans.stream().map(Orphan::age).max(Duration::compareTo).orElse(SUSPICIOUS),
            SUSPICIOUS);
  }

  /** Containers are listed only if there are enough candidates to matter. */
  private List<Orphan> orphans(
      List<ListedNetwork> networks, Duration limit, Instant now, int mattering) {
    var candidates = Orphan.candidates(networks, limit, now);
    return candidates.size() < mattering
        ? List.of()
        : Orphan.among(candidates, engine.containers().all().elements(), now);
  }

  private static List<ListedNetwork> withoutRemoved(List<ListedNetwork> networks, Orphans orphans) {
    return switch (orphans) {
      case Orphans.Few(), Orphans.Many _ -> networks;
      case Orphans.Swept(var swept, _) -> {
        var removed =
            swept.stream()
                .filter(s -> s.removal() instanceof Removal.Removed)
                .map(s -> s.orphan().network().id())
                .collect(Collectors.toSet());
        yield networks.stream().filter(n -> !removed.contains(n.id())).toList();
      }
    };
  }

  /**
   * The engine is asked for its configured pools only if the built-in ones would be nearly used up.
   * If that call fails, only this finding is left out of the report.
   */
  private Optional<PoolUse> scarce(List<ListedNetwork> networks) {
    try {
      return Optional.of(PoolUse.of(networks, List.of()))
          .filter(PoolUse::isScarce)
          .map(_ -> PoolUse.of(networks, engine.system().configuration().addressPools()))
          .filter(PoolUse::isScarce);
    } catch (EngineException e) {
      LOG.debug("could not find out whether few address ranges are left", e);
      return Optional.empty();
    }
  }
}
