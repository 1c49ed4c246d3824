package org.dood.network.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;
import static org.dood.network.testing.StageRunAssert.assertThatStage;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.stream.IntStream;
import org.dood.network.runner.RunnerNames;
import org.dood.network.testing.Job;
import org.dood.network.testing.engine.FakeEngine;
import org.dood.network.testing.engine.FakeNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What other runners left behind, and how many addresses are left for networks. */
class HostCheckTest {

  @RegisterExtension private final Job job = Job.withService();
  private final FakeEngine engine = job.engine();

  @Test
  void old_network_of_another_runner_is_removed_on_request() {
    job.runner();
    job.with("prune-after", "1d");
    var orphan = orphanOf("def456", 3);
    var young = orphanOf("fed654", 0);
    var run = job.main();
    assertThatStage(run).succeeded();
    assertThat(engine.has(orphan)).isFalse();
    assertThat(engine.has(young)).isTrue();
    assertThatStage(run).printed("Removed the network github_network_", "left behind 3d ago");
  }

  @Test
  void old_network_is_removed_by_a_job_with_a_job_container() {
    job.with("job-container", "0123456789ab");
    job.with("prune-after", "1d");
    var orphan = orphanOf("def456", 3);
    assertThatStage(job.main()).printed("Removed the network github_network_");
    assertThat(engine.has(orphan)).isFalse();
  }

  @Test
  void removal_is_told_though_free_addresses_cannot_be_counted() {
    job.runner();
    job.with("prune-after", "1d");
    orphanOf("def456", 3);
    IntStream.range(0, 30).forEach(n -> engine.network("other_" + n));
    engine.onCall("GET /info").refuse(403, "Forbidden");
    assertThatStage(job.main()).printed("Removed the network").printedNoCommand();
  }

  @Test
  void old_networks_stay_unless_removal_is_asked_for() {
    job.runner();
    IntStream.range(0, 5).forEach(_ -> orphanOf("def456", 3));
    assertThatStage(job.main()).printedNoCommand();
    assertThat(engine.calls()).noneMatch(c -> c.startsWith("DELETE"));
  }

  @Test
  void many_old_networks_make_one_warning() {
    job.runner();
    IntStream.range(0, 5).forEach(_ -> orphanOf("def456", 3));
    orphanOf("fed654", 9);
    var run = job.main();
    assertThatStage(run).succeeded();
    assertThat(run.log().lines().filter(l -> l.startsWith("::")))
        .singleElement(STRING)
        .contains("6 networks", "the oldest 9d", "'prune-after'");
    assertThat(engine.calls()).noneMatch(c -> c.startsWith("DELETE"));
  }

  @Test
  void hardly_any_free_addresses_make_a_warning() {
    job.runner();
    IntStream.range(0, 30).forEach(n -> engine.network("other_" + n));
    assertThatStage(job.main()).warned("ranges for 31 networks, of which 31 are taken");
  }

  @Test
  void engine_configured_with_more_addresses_makes_no_warning() {
    job.runner();
    IntStream.range(0, 30).forEach(n -> engine.network("other_" + n));
    engine
        .onCall("GET /info")
        .answer(200, "{\"DefaultAddressPools\": [{\"Base\": \"10.0.0.0/8\", \"Size\": 24}]}");
    assertThatStage(job.main()).didNotWarn();
  }

  @Test
  void networks_that_cannot_be_listed_do_no_harm() {
    job.runner();
    engine.onCall("GET /networks$").refuse(403, "Forbidden");
    var run = job.main();
    assertThatStage(run).hasOutcome("attached").printedNoCommand();
  }

  @Test
  void networks_to_be_removed_that_cannot_be_listed_make_a_warning() {
    job.runner();
    job.with("prune-after", "1d");
    engine.onCall("GET /networks$").refuse(403, "Forbidden");
    var run = job.main();
    assertThatStage(run).hasOutcome("attached").warned("Forbidden");
  }

  private FakeNetwork orphanOf(String label, int days) {
    return engine
        .network(RunnerNames.network())
        .withLabel(label)
        .createdAt(Instant.now().minus(days, ChronoUnit.DAYS));
  }

  /**
   * A cloud's or a VPN's way out takes smaller packets, and the administrator set up the bridge.
   */
  @ParameterizedTest
  @CsvSource({"bridge, 1400", "runners_default, 1460"})
  void job_network_with_larger_packets_than_the_runners_own_is_told(String own, String mtu) {
    job.runner().onNetwork(job.engine().network(own).withMtu(mtu));
    assertThatStage(job.main())
        .warned(
            "has an MTU of 1500, and the runner's network " + own + " one of " + mtu,
            "default-network-opts");
  }

  @ParameterizedTest
  @CsvSource({"1400, 1400", "9000, 1500", "none, 1500"})
  void job_network_with_packets_that_the_runners_own_takes_is_not_told(String own, String mtu) {
    job.runner().onNetwork(job.engine().network("bridge").withMtu(own));
    job.network().withMtu(mtu);
    assertThatStage(job.main()).didNotWarn();
  }
}
