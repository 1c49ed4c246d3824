package org.dood.network.host;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.dood.network.engine.Engine;
import org.dood.network.engine.EngineException;
import org.dood.network.engine.ListedNetwork;
import org.dood.network.host.HostState.LookFailed;
import org.dood.network.host.HostState.Orphans;
import org.dood.network.host.HostState.Seen;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a job does for the host it runs on: removes the networks that other runners left behind, if
 * that is asked for, and says if they become too many.
 *
 * <p>One call shows that all is well, as it mostly is; only if it is not, more are made.
 */
public final class CheckHost {

  /** What is older than this is taken for an orphan where nobody says how long a job may take. */
  static final Duration SUSPICIOUS = Duration.ofDays(1);

  private static final Logger LOG = LoggerFactory.getLogger(CheckHost.class);

  private static final int TOLERATED_ORPHANS = 5;

  private final Engine engine;
  private final Optional<Duration> pruneAfter;
  private final InstantSource clock;

  /**
   * @param pruneAfter the age at which an orphan is to be removed; empty if none is
   */
  public CheckHost(Engine engine, Optional<Duration> pruneAfter, InstantSource clock) {
    this.engine = engine;
    this.pruneAfter = pruneAfter;
    this.clock = clock;
  }

  /** Looks, and acts on what it sees. */
  public HostState look() {
    try {
      var networks = engine.networks();
      var now = clock.instant();
      var orphans =
          pruneAfter
              .map(limit -> sweep(networks, limit, now))
              .orElseGet(() -> count(networks, now));
      return new Seen(orphans, scarce(withoutThoseSwept(networks, orphans)));
    } catch (EngineException e) {
      return new LookFailed(e.failure(), pruneAfter.isPresent());
    }
  }

  private Orphans sweep(List<ListedNetwork> networks, Duration limit, Instant now) {
    var orphans = orphans(networks, limit, now, 1);
    return orphans.isEmpty()
        ? new Orphans.Few()
        : new Orphans.Swept(orphans.stream().map(new SweepOrphan(engine)::sweep).toList());
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

  /** The containers are looked at only if there may be as many orphans as matter. */
  private List<Orphan> orphans(
      List<ListedNetwork> networks, Duration limit, Instant now, int mattering) {
    var candidates = Orphan.candidates(networks, limit, now);
    return candidates.size() < mattering
        ? List.of()
        : Orphan.among(candidates, engine.allContainers(), now);
  }

  private static List<ListedNetwork> withoutThoseSwept(
      List<ListedNetwork> networks, Orphans orphans) {
    return switch (orphans) {
      case Orphans.Few(), Orphans.Many _ -> networks;
      case Orphans.Swept(var swept) -> {
        var gone =
            swept.stream()
                .filter(s -> s.removal() instanceof Removal.Removed)
                .map(s -> s.orphan().network().id())
                .collect(Collectors.toSet());
        yield networks.stream().filter(n -> !gone.contains(n.id())).toList();
      }
    };
  }

  /**
   * The engine is asked for its pools only if its built-in ones would be used up. If it does not
   * say, nothing is known, and what else was seen and done is told all the same.
   */
  private Optional<PoolUse> scarce(List<ListedNetwork> networks) {
    try {
      return Optional.of(PoolUse.of(networks, List.of()))
          .filter(PoolUse::isScarce)
          .map(_ -> PoolUse.of(networks, engine.configuredAddressPools()))
          .filter(PoolUse::isScarce);
    } catch (EngineException e) {
      LOG.debug("whether addresses are scarce is not known", e);
      return Optional.empty();
    }
  }
}
