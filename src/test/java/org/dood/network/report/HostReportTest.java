package org.dood.network.report;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dood.network.engine.EngineFailure;
import org.dood.network.engine.model.EngineFamily;
import org.dood.network.engine.model.NetworkId;
import org.dood.network.host.HostState;
import org.dood.network.host.HostState.Orphans;
import org.dood.network.host.HostState.Seen;
import org.dood.network.host.MtuGap;
import org.dood.network.host.Orphan;
import org.dood.network.host.PoolUse;
import org.dood.network.host.Removal;
import org.dood.network.host.SweptOrphan;
import org.dood.network.runner.JobNetwork;
import org.dood.network.runner.RunnerLabel;
import org.dood.network.testing.Cases;
import org.dood.network.testing.GoldenFile;
import org.junit.jupiter.api.Test;

/** What is told of the host, in one file: {@code host.golden.txt}. */
class HostReportTest {

  private static final EngineFailure REFUSED =
      new EngineFailure.Refused("remove network 0123", 500, "the disk is full");

  private static Map<String, HostState> everyState() {
    var all = new LinkedHashMap<String, HostState>();
    all.put("all is well", seen(new Orphans.Few()));
    all.put(
        "many orphans", seen(new Orphans.Many(7, Duration.ofHours(99).plusMinutes(5), days(1))));
    all.put("removed", swept(List.of("0123_postgres17_456789"), new Removal.Removed(List.of())));
    all.put("removed, empty", swept(List.of(), new Removal.Removed(List.of())));
    all.put("somebody else removed it", swept(List.of(), new Removal.GoneAlready()));
    all.put("somebody joined it", swept(List.of(), new Removal.StillUsed(List.of("runner-1"))));
    all.put("not removed", swept(List.of(), new Removal.Failed(REFUSED)));
    all.put(
        "hardly any addresses left",
        new Seen(new Orphans.Few(), Optional.of(new PoolUse(31, 29)), Optional.empty()));
    all.put(
        "larger packets than the runner's network has",
        new Seen(
            new Orphans.Few(),
            Optional.empty(),
            Optional.of(
                new MtuGap("github_network_0123", 1500, "bridge", 1400, EngineFamily.DOCKER))));
    all.put(
        "larger packets than the runner's network has, on Podman",
        new Seen(
            new Orphans.Few(),
            Optional.empty(),
            Optional.of(new MtuGap("github_network_0123", 1500, "ci", 1400, EngineFamily.PODMAN))));
    all.put(
        "no time for some",
        seen(new Orphans.Swept(List.of(), List.of(orphan("4567"), orphan("89ab")))));
    all.put("not looked at", new HostState.LookFailed(REFUSED, false));
    all.put("not looked at though wanted", new HostState.LookFailed(REFUSED, true));
    return all;
  }

  @Test
  void people_read_what_the_golden_file_says() {
    var texts = new LinkedHashMap<String, String>();
    everyState()
        .forEach((name, state) -> texts.put(name, String.join("\n", HostReport.of(state)) + "\n"));
    GoldenFile.named("host.golden.txt").assertHolds(texts);
  }

  @Test
  void each_state_has_an_example() {
    Cases.assertEachOccursIn(
        everyState().values(), HostState.class, HostState.Orphans.class, Removal.class);
  }

  private static HostState seen(Orphans orphans) {
    return new Seen(orphans, Optional.empty(), Optional.empty());
  }

  private static HostState swept(List<String> removed, Removal removal) {
    return seen(
        new Orphans.Swept(List.of(new SweptOrphan(orphan("0123"), removed, removal)), List.of()));
  }

  private static Orphan orphan(String digits) {
    var network =
        new JobNetwork(
            new NetworkId(digits),
            "github_network_" + digits,
            new RunnerLabel("abc123"),
            Instant.EPOCH);
    return new Orphan(network, days(3), List.of());
  }

  private static Duration days(int count) {
    return Duration.ofDays(count);
  }
}
