package org.dood.network.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.assertj.core.api.ObjectAssert;
import org.dood.network.engine.Engine;
import org.dood.network.engine.EngineAddress;
import org.dood.network.host.HostState.Orphans;
import org.dood.network.host.HostState.Seen;
import org.dood.network.runner.RunnerNames;
import org.dood.network.testing.engine.FakeEngine;
import org.dood.network.testing.engine.FakeNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which networks are orphans, and what a job does about them. */
class CheckHostTest {

  private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");
  private static final Duration LIMIT = Duration.ofDays(7);
  private static final Instant OLD = NOW.minus(LIMIT).minusSeconds(1);
  private static final String LABEL = "abc123";
  private static final Seen NOTHING =
      new Seen(new Orphans.Few(), Optional.empty(), Optional.empty());

  private final FakeEngine engine = new FakeEngine();
  private final String name = RunnerNames.network();
  private final FakeNetwork network = engine.network(name).withLabel(LABEL).createdAt(OLD);

  private HostState look(Optional<Duration> pruneAfter) {
    try (var client = Engine.at(EngineAddress.mountedSocket(), engine)) {
      return new CheckHost(client, RunnersNetworks.NONE, pruneAfter, InstantSource.fixed(NOW))
          .look();
    }
  }

  private HostState prune() {
    return look(Optional.of(LIMIT));
  }

  private ObjectAssert<SweptOrphan> assertSwept(HostState state) {
    return assertThat(state)
        .asInstanceOf(type(Seen.class))
        .extracting(Seen::orphans)
        .asInstanceOf(type(Orphans.Swept.class))
        .extracting(swept -> swept.orphans().getFirst())
        .asInstanceOf(type(SweptOrphan.class));
  }

  private void assertHandsOff() {
    assertThat(prune()).isEqualTo(NOTHING);
    assertThat(engine.isUnchanged()).isTrue();
  }

  @Test
  void orphan_is_removed_with_its_containers_in_any_state() {
    var running = RunnerNames.service("postgres17");
    var stopped = RunnerNames.service("redis");
    var created = RunnerNames.service("");
    engine.container(running).withLabel(LABEL).onNetwork(network);
    engine.container(stopped).withLabel(LABEL).onNetwork(network).inState("exited");
    engine.container(created).withLabel(LABEL).onNetwork(network).inState("created");
    assertSwept(prune())
        .satisfies(swept -> {
          assertThat(swept.removed()).containsExactly(running, stopped, created);
          assertThat(swept.removal()).isEqualTo(new Removal.Removed(List.of()));
          assertThat(swept.orphan().age()).isEqualTo(LIMIT.plusSeconds(1));
        });
    assertThat(engine.has(network)).isFalse();
  }

  @Test
  void network_that_is_not_older_than_the_limit_is_no_orphan() {
    engine.onCall("DELETE").refuse(500, "never");
    var young = engine.network(RunnerNames.network()).withLabel(LABEL).createdAt(NOW.minus(LIMIT));
    assertSwept(prune()).extracting(s -> s.orphan().network().id()).isEqualTo(network.id());
    assertThat(engine.has(young)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "github_network_0123456789abcdef0123456789abcde",
        "github_network_0123456789abcdef0123456789abcdef0",
        "github_network_0123456789ABCDEF0123456789ABCDEF",
        "my_github_network_0123456789abcdef0123456789abcdef",
        "github_network_ci"
      })
  void network_with_another_name_is_no_orphan(String other) {
    assertSwept(prune());
    var similar = engine.network(other).withLabel(LABEL).createdAt(OLD);
    assertThat(prune()).isEqualTo(NOTHING);
    assertThat(engine.has(similar)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "abc12", "ABC123", "com.example"})
  void network_without_a_runners_label_is_no_orphan(String label) {
    assertSwept(prune());
    engine.network(RunnerNames.network()).withLabel(label).createdAt(OLD);
    assertThat(prune()).isEqualTo(NOTHING);
  }

  @ParameterizedTest
  @ValueSource(strings = {"running", "exited", "created", "paused"})
  void network_with_any_other_container_on_it_is_left_alone(String state) {
    engine.container(RunnerNames.service("postgres17")).withLabel(LABEL).onNetwork(network);
    engine.container("somebody-elses").onNetwork(network).inState(state);
    assertHandsOff();
  }

  @Test
  void network_with_a_container_of_another_runner_is_left_alone() {
    engine.container(RunnerNames.service("postgres17")).withLabel("fed321").onNetwork(network);
    assertHandsOff();
  }

  /** The workflow gives {@code options: --name postgres}. */
  @Test
  void service_with_a_name_of_its_own_goes_with_its_orphan() {
    engine.container("postgres").withLabel(LABEL).onNetwork(network);
    assertSwept(prune())
        .satisfies(swept -> assertThat(swept.removed()).containsExactly("postgres"));
  }

  /** A job container has the engine's socket, too. */
  @Test
  void job_container_goes_with_its_orphan() {
    var jobContainer = RunnerNames.service("node24");
    engine
        .container(jobContainer)
        .withLabel(LABEL)
        .withMount("/var/run/docker.sock", "/var/run/docker.sock")
        .onNetwork(network);
    assertSwept(prune())
        .satisfies(swept -> assertThat(swept.removed()).containsExactly(jobContainer));
  }

  @Test
  void network_with_a_labelled_container_that_may_be_a_runner_is_left_alone() {
    engine
        .container("runner-1")
        .withLabel(LABEL)
        .withMount("/var/run/docker.sock", "/var/run/docker.sock")
        .onNetwork(network);
    assertHandsOff();
  }

  /** The container of an action, such as this one, runs only while its job does. */
  @Test
  void network_with_the_container_of_an_action_is_left_alone() {
    engine.container("abc123_0a1b2c").withLabel(LABEL).onNetwork(network);
    assertHandsOff();
  }

  @Test
  void network_with_the_container_of_an_action_of_another_name_is_left_alone() {
    engine
        .container("some-action")
        .withLabel(LABEL)
        .withMount("/srv/_work/_temp/_runner_file_commands", "/github/file_commands")
        .onNetwork(network);
    assertHandsOff();
  }

  @Test
  void network_with_a_runner_that_this_action_attached_is_left_alone() {
    engine.container("runner-1").onNetwork(network, "dood-network-action.abc123.__self." + name);
    assertHandsOff();
  }

  @Test
  void network_that_a_container_joins_meanwhile_is_left_alone() {
    var service =
        engine.container(RunnerNames.service("postgres17")).withLabel(LABEL).onNetwork(network);
    engine
        .onCall("GET /containers/json.*filters")
        .answer(
            200,
            "[{\"Id\": \"f00\", \"Names\": [\"/joined\"], \"State\": \"running\", \"Labels\": {}}]");
    assertSwept(prune())
        .extracting(SweptOrphan::removal)
        .isEqualTo(new Removal.StillUsed(List.of("joined")));
    assertThat(engine.has(network)).isTrue();
    assertThat(engine.has(service)).isTrue();
  }

  @Test
  void network_and_containers_that_another_process_removes_are_gone_already() {
    var service =
        engine.container(RunnerNames.service("postgres17")).withLabel(LABEL).onNetwork(network);
    engine.onCall("DELETE").refuse(404, "gone");
    engine.onCall("GET /networks/").refuse(404, "gone");
    engine.onCall("GET /containers/" + service.id()).refuse(404, "gone");
    assertSwept(prune())
        .satisfies(swept -> {
          assertThat(swept.removed()).isEmpty();
          assertThat(swept.removal()).isEqualTo(new Removal.GoneAlready());
        });
  }

  @Test
  void orphan_that_cannot_be_removed_does_not_keep_the_next_one() {
    var second = engine.network(RunnerNames.network()).withLabel(LABEL).createdAt(OLD);
    engine.onCall("DELETE /networks/" + network.id()).refuse(500, "the disk is full");
    assertSwept(prune()).extracting(SweptOrphan::removal).isInstanceOf(Removal.Failed.class);
    assertThat(engine.has(second)).isFalse();
  }

  @Test
  void containers_are_not_listed_while_orphans_cannot_be_too_many() {
    assertThat(look(Optional.empty())).isEqualTo(NOTHING);
    assertThat(engine.calls()).containsExactly("GET /networks");
  }

  @Test
  void few_orphans_that_nobody_asked_to_remove_are_not_reported() {
    makeOrphans(4);
    assertThat(look(Optional.empty())).isEqualTo(NOTHING);
    assertThat(engine.isUnchanged()).isTrue();
  }

  @Test
  void many_orphans_that_nobody_asked_to_remove_are_counted_with_the_oldest_age() {
    makeOrphans(5);
    assertThat(look(Optional.empty()))
        .isEqualTo(
            new Seen(
                new Orphans.Many(6, LIMIT.plusSeconds(1), CheckHost.SUSPICIOUS),
                Optional.empty(),
                Optional.empty()));
    assertThat(engine.isUnchanged()).isTrue();
  }

  @Test
  void networks_with_other_containers_on_them_do_not_count_as_orphans() {
    makeOrphans(5);
    engine.container("somebody-elses").onNetwork(network);
    assertThat(look(Optional.empty())).isEqualTo(NOTHING);
  }

  private void makeOrphans(int count) {
    for (int i = 0; i < count; i++) {
      engine
          .network(RunnerNames.network())
          .withLabel(LABEL)
          .createdAt(NOW.minus(CheckHost.SUSPICIOUS).minusSeconds(1));
    }
  }

  @Test
  void address_ranges_that_run_out_are_reported() {
    makeYoungNetworks(27);
    assertThat(look(Optional.empty()))
        .isEqualTo(new Seen(new Orphans.Few(), Optional.of(new PoolUse(31, 28)), Optional.empty()));
  }

  @Test
  void network_that_was_removed_leaves_a_range_for_others() {
    makeYoungNetworks(27);
    assertThat(prune())
        .isInstanceOfSatisfying(Seen.class, seen -> assertThat(seen.scarce()).isEmpty());
  }

  @Test
  void network_that_could_not_be_removed_still_takes_its_range() {
    makeYoungNetworks(27);
    engine.onCall("DELETE").refuse(500, "never");
    assertThat(prune())
        .isInstanceOfSatisfying(
            Seen.class, seen -> assertThat(seen.scarce()).contains(new PoolUse(31, 28)));
  }

  @Test
  void configured_pools_with_ranges_left_are_not_scarce() {
    makeYoungNetworks(27);
    engine
        .onCall("GET /info")
        .answer(200, "{\"DefaultAddressPools\": [{\"Base\": \"10.0.0.0/8\", \"Size\": 24}]}");
    assertThat(look(Optional.empty())).isEqualTo(NOTHING);
  }

  @Test
  void pools_that_cannot_be_asked_for_are_not_reported() {
    makeYoungNetworks(27);
    engine.onCall("GET /info").refuse(403, "blocked by the proxy");
    assertThat(look(Optional.empty())).isEqualTo(NOTHING);
  }

  private void makeYoungNetworks(int count) {
    for (int i = 0; i < count; i++) {
      engine.network("some_" + i).withLabel("").createdAt(NOW);
    }
  }

  @Test
  void engine_that_cannot_be_asked_is_a_failed_look_that_says_whether_it_matters() {
    engine.onCall("GET").refuse(403, "blocked by the proxy");
    assertThat(prune())
        .isInstanceOfSatisfying(
            HostState.LookFailed.class, failed -> assertThat(failed.wanted()).isTrue());
    assertThat(look(Optional.empty()))
        .isInstanceOfSatisfying(
            HostState.LookFailed.class, failed -> assertThat(failed.wanted()).isFalse());
  }

  @Test
  void removals_end_at_the_first_container_that_cannot_be_removed() {
    var second = engine.network(RunnerNames.network()).withLabel(LABEL).createdAt(OLD);
    var third = engine.network(RunnerNames.network()).withLabel(LABEL).createdAt(OLD);
    var stuck = engine.container(RunnerNames.service("redis")).withLabel(LABEL).onNetwork(second);
    engine.onCall("DELETE /containers/" + stuck.id()).refuse(500, "it does not die");
    assertThat(prune())
        .isInstanceOfSatisfying(
            Seen.class,
            seen ->
                assertThat(seen.orphans())
                    .isInstanceOfSatisfying(
                        Orphans.Swept.class,
                        swept -> {
                          assertThat(swept.orphans())
                              .extracting(o -> o.orphan().network().id())
                              .containsExactly(network.id(), second.id());
                          assertThat(swept.left())
                              .extracting(o -> o.network().id())
                              .containsExactly(third.id());
                        }));
    assertThat(engine.has(third)).isTrue();
  }

  @Test
  void removals_that_take_longer_than_a_jobs_time_for_them_are_left_to_a_later_job() {
    var over = new CountDownLatch(1);
    engine.onCall("DELETE").runThenRefuse(() -> await(over), 500, "too late");
    try (var client = Engine.at(EngineAddress.mountedSocket(), engine)) {
      var host =
          new CheckHost(
              client,
              RunnersNetworks.NONE,
              Optional.of(LIMIT),
              InstantSource.fixed(NOW),
              Duration.ofMillis(100));
      assertThat(host.look())
          .isInstanceOfSatisfying(
              Seen.class,
              seen ->
                  assertThat(seen.orphans())
                      .isInstanceOfSatisfying(
                          Orphans.Swept.class,
                          swept -> {
                            assertThat(swept.orphans()).isEmpty();
                            assertThat(swept.left()).hasSize(1);
                          }));
    } finally {
      over.countDown();
    }
  }

  private static void await(CountDownLatch over) {
    try {
      over.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
