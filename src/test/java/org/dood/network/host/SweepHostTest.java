package org.dood.network.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Function;
import org.dood.network.engine.Engine;
import org.dood.network.engine.EngineAddress;
import org.dood.network.host.Sweep.Detaching;
import org.dood.network.host.Sweep.Done;
import org.dood.network.host.Sweep.LookFailed;
import org.dood.network.host.Sweep.Planned;
import org.dood.network.runner.RunnerNames;
import org.dood.network.testing.engine.FakeContainer;
import org.dood.network.testing.engine.FakeEngine;
import org.dood.network.testing.engine.FakeNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a sweep plans and does, as values. */
class SweepHostTest {

  private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");
  private static final Duration LIMIT = Duration.ofDays(1);
  private static final String LABEL = "abc123";

  private final FakeEngine engine = new FakeEngine();

  private Sweep with(Function<SweepHost, Sweep> call) {
    try (var client = Engine.at(EngineAddress.mountedSocket(), engine)) {
      return call.apply(new SweepHost(client, LIMIT, InstantSource.fixed(NOW)));
    }
  }

  private Planned plan() {
    var plan = with(SweepHost::plan);
    assertThat(plan).isInstanceOf(Planned.class);
    return (Planned) plan;
  }

  private Done sweep() {
    var sweep = with(SweepHost::sweep);
    assertThat(sweep).isInstanceOf(Done.class);
    return (Done) sweep;
  }

  private FakeNetwork orphan() {
    return engine
        .network(RunnerNames.network())
        .withLabel(LABEL)
        .createdAt(NOW.minus(LIMIT).minusMillis(1));
  }

  private FakeContainer onRemovedNetwork(String state) {
    var network = engine.network(RunnerNames.network()).withLabel(LABEL).createdAt(NOW);
    var container = engine.container("runner-0").onNetwork(network).inState(state);
    engine.remove(network);
    return container;
  }

  private FakeContainer runnerOnPaperOf(FakeNetwork network) {
    return engine
        .container("runner-1")
        .withMount("/run/docker.sock", "/run/docker.sock")
        .withStaleEndpointOn(network);
  }

  @Test
  void host_without_leftovers_has_nothing_to_sweep() {
    engine.network(RunnerNames.network()).withLabel(LABEL).createdAt(NOW.minus(LIMIT));
    assertThat(plan()).isEqualTo(new Planned(List.of(), List.of()));
    assertThat(sweep()).isEqualTo(new Done(List.of(), List.of()));
    assertThat(engine.isUnchanged()).isTrue();
  }

  @Test
  void plan_names_orphans_and_unstartable_containers_and_changes_nothing() {
    var orphan = orphan();
    var stopped = onRemovedNetwork("exited");
    assertThat(plan().orphans())
        .singleElement()
        .satisfies(o -> {
          assertThat(o.network().id()).isEqualTo(orphan.id());
          assertThat(o.age()).isEqualTo(LIMIT.plusMillis(1));
          assertThat(o.containers()).isEmpty();
        });
    assertThat(plan().unstartable())
        .singleElement()
        .satisfies(u -> {
          assertThat(u.container()).isEqualTo(stopped.id());
          assertThat(u.name()).isEqualTo("runner-0");
        });
    assertThat(engine.isUnchanged()).isTrue();
  }

  @Test
  void sweep_removes_orphans_and_detaches_unstartable_containers() {
    var orphan = orphan();
    var stopped = onRemovedNetwork("exited");
    var done = sweep();
    assertThat(done.isComplete()).isTrue();
    assertThat(done.orphans())
        .singleElement()
        .extracting(SweptOrphan::removal)
        .isEqualTo(new Removal.Removed(List.of()));
    assertThat(done.containers())
        .singleElement()
        .satisfies(c -> {
          assertThat(c.container().container()).isEqualTo(stopped.id());
          assertThat(c.detaching()).isEqualTo(new Detaching.Detached());
        });
    assertThat(engine.has(orphan)).isFalse();
    assertThat(stopped.networks()).isEmpty();
  }

  @Test
  void container_that_cannot_be_detached_leaves_the_sweep_incomplete() {
    onRemovedNetwork("exited");
    engine.onCall("/disconnect").refuse(500, "the disk is full");
    var done = sweep();
    assertThat(done.isComplete()).isFalse();
    assertThat(done.containers())
        .singleElement()
        .extracting(Sweep.SweptContainer::detaching)
        .isInstanceOfSatisfying(
            Detaching.Failed.class,
            failed -> assertThat(failed.failure().reason()).contains("the disk is full"));
  }

  @Test
  void network_that_cannot_be_removed_leaves_the_sweep_incomplete() {
    orphan();
    engine.onCall("DELETE").refuse(500, "the disk is full");
    assertThat(sweep().isComplete()).isFalse();
  }

  @Test
  void network_that_is_used_meanwhile_leaves_the_sweep_complete() {
    var orphan = orphan();
    engine
        .onCall("GET /networks$")
        .actThenRunOnce(() -> engine.container("joined").onNetwork(orphan));
    var done = sweep();
    assertThat(done.isComplete()).isTrue();
    assertThat(engine.has(orphan)).isTrue();
  }

  @Test
  void container_whose_network_exists_after_all_is_left_alone() {
    var network = engine.network(RunnerNames.network()).withLabel(LABEL).createdAt(NOW);
    engine.container("runner-0").onNetwork(network).inState("exited");
    engine.onCall("GET /networks$").answer(200, "[]");
    assertThat(sweep()).isEqualTo(new Done(List.of(), List.of()));
    assertThat(engine.isUnchanged()).isTrue();
  }

  @Test
  void running_container_that_is_only_listed_on_a_removed_network_is_unstartable() {
    var network = engine.network(RunnerNames.network()).withLabel(LABEL).createdAt(NOW);
    var runner = runnerOnPaperOf(network);
    engine.remove(network);
    assertThat(plan().unstartable())
        .singleElement()
        .extracting(UnstartableContainer::container)
        .isEqualTo(runner.id());
  }

  @ParameterizedTest
  @ValueSource(strings = {"running", "removing", "dead", "paused"})
  void container_that_is_not_stopped_and_holds_no_socket_is_left_alone(String state) {
    onRemovedNetwork(state);
    assertThat(plan().unstartable()).isEmpty();
  }

  @Test
  void container_on_an_existing_network_or_on_no_job_network_is_left_alone() {
    engine.container("runner-0").onNetwork(engine.network(RunnerNames.network())).inState("exited");
    var other = engine.network("ci_default");
    engine.container("other").onNetwork(other).inState("exited");
    engine.remove(other);
    assertThat(plan().unstartable()).isEmpty();
  }

  @Test
  void container_of_an_orphan_that_cannot_be_removed_is_the_failure() {
    var orphan = orphan();
    engine.container(RunnerNames.service("redis")).withLabel(LABEL).onNetwork(orphan);
    engine.onCall("DELETE /containers").refuse(500, "the disk is full");
    assertThat(sweep().orphans().getFirst())
        .satisfies(swept -> {
          assertThat(swept.removed()).isEmpty();
          assertThat(swept.removal()).isInstanceOf(Removal.Failed.class);
        });
    assertThat(engine.has(orphan)).isTrue();
  }

  @Test
  void container_that_went_though_the_call_failed_is_removed() {
    var service = RunnerNames.service("redis");
    engine.container(service).withLabel(LABEL).onNetwork(orphan());
    engine.onCall("DELETE /containers").actThenCutOff();
    assertThat(sweep().orphans().getFirst())
        .satisfies(swept -> {
          assertThat(swept.removed()).containsExactly(service);
          assertThat(swept.removal()).isEqualTo(new Removal.Removed(List.of()));
        });
  }

  @Test
  void engine_that_cannot_be_asked_is_a_failed_look() {
    engine.onCall("GET /networks$").refuse(403, "blocked by the proxy");
    assertThat(with(SweepHost::plan)).isInstanceOf(LookFailed.class);
    assertThat(with(SweepHost::sweep)).isInstanceOf(LookFailed.class);
  }
}
