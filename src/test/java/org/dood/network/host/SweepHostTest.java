package org.dood.network.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Function;
import org.dood.network.engine.Engine;
import org.dood.network.engine.EngineAddress;
import org.dood.network.engine.FakeEngine;
import org.dood.network.engine.FakeEngine.Answer;
import org.dood.network.engine.FakeEngine.FakeContainer;
import org.dood.network.engine.NetworkId;
import org.dood.network.host.Sweep.Detaching;
import org.dood.network.host.Sweep.Done;
import org.dood.network.host.Sweep.LookFailed;
import org.dood.network.host.Sweep.Planned;
import org.dood.network.runner.RunnerNames;
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

  private NetworkId orphan() {
    return engine.makeNetwork(RunnerNames.network(), LABEL, NOW.minus(LIMIT).minusMillis(1));
  }

  private FakeContainer onRemovedNetwork(String state) {
    var network = engine.makeNetwork(RunnerNames.network(), LABEL, NOW);
    var container = engine.run("runner-0").on(network).in(state);
    engine.forget(network);
    return container;
  }

  private FakeContainer runnerOnPaperOf(NetworkId network) {
    return engine.run("runner-1").mounting("/run/docker.sock", "/run/docker.sock").onPaper(network);
  }

  private static Answer refusal() {
    return Answer.refusal(500, "the disk is full");
  }

  @Test
  void host_without_leftovers_has_nothing_to_sweep() {
    engine.makeNetwork(RunnerNames.network(), LABEL, NOW.minus(LIMIT));
    assertThat(plan()).isEqualTo(new Planned(List.of(), List.of()));
    assertThat(sweep()).isEqualTo(new Done(List.of(), List.of()));
    assertThat(engine.unchanged()).isTrue();
  }

  @Test
  void plan_names_orphans_and_unstartable_containers_and_changes_nothing() {
    var orphan = orphan();
    var stopped = onRemovedNetwork("exited");
    assertThat(plan().orphans())
        .singleElement()
        .satisfies(o -> {
          assertThat(o.network().id()).isEqualTo(orphan);
          assertThat(o.age()).isEqualTo(LIMIT.plusMillis(1));
          assertThat(o.containers()).isEmpty();
        });
    assertThat(plan().unstartable())
        .singleElement()
        .satisfies(u -> {
          assertThat(u.container()).isEqualTo(stopped.id());
          assertThat(u.name()).isEqualTo("runner-0");
        });
    assertThat(engine.unchanged()).isTrue();
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
    assertThat(stopped.networkIds()).isEmpty();
  }

  @Test
  void container_that_cannot_be_detached_leaves_the_sweep_incomplete() {
    onRemovedNetwork("exited");
    engine.answer("/disconnect", refusal());
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
    engine.answer("DELETE", refusal());
    assertThat(sweep().isComplete()).isFalse();
  }

  @Test
  void network_that_is_used_meanwhile_leaves_the_sweep_complete() {
    var orphan = orphan();
    engine.actThenDo("GET /networks$", () -> engine.run("joined").on(orphan));
    var done = sweep();
    assertThat(done.isComplete()).isTrue();
    assertThat(engine.has(orphan)).isTrue();
  }

  @Test
  void container_whose_network_exists_after_all_is_left_alone() {
    var network = engine.makeNetwork(RunnerNames.network(), LABEL, NOW);
    engine.run("runner-0").on(network).in("exited");
    engine.answer("GET /networks$", new Answer(200, "[]"));
    assertThat(sweep()).isEqualTo(new Done(List.of(), List.of()));
    assertThat(engine.unchanged()).isTrue();
  }

  @Test
  void running_container_that_is_only_listed_on_a_removed_network_is_unstartable() {
    var network = engine.makeNetwork(RunnerNames.network(), LABEL, NOW);
    var runner = runnerOnPaperOf(network);
    engine.forget(network);
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
    engine.run("runner-0").on(engine.makeNetwork(RunnerNames.network())).in("exited");
    var other = engine.makeNetwork("ci_default");
    engine.run("other").on(other).in("exited");
    engine.forget(other);
    assertThat(plan().unstartable()).isEmpty();
  }

  @Test
  void container_of_an_orphan_that_cannot_be_removed_is_the_failure() {
    var orphan = orphan();
    engine.run(RunnerNames.service("redis")).labelled(LABEL).on(orphan);
    engine.answer("DELETE /containers", refusal());
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
    engine.run(service).labelled(LABEL).on(orphan());
    engine.actThenFail(
        "DELETE /containers", new UncheckedIOException(new IOException("reset by peer")));
    assertThat(sweep().orphans().getFirst())
        .satisfies(swept -> {
          assertThat(swept.removed()).containsExactly(service);
          assertThat(swept.removal()).isEqualTo(new Removal.Removed(List.of()));
        });
  }

  @Test
  void engine_that_cannot_be_asked_is_a_failed_look() {
    engine.answer("GET /networks$", Answer.refusal(403, "blocked by the proxy"));
    assertThat(with(SweepHost::plan)).isInstanceOf(LookFailed.class);
    assertThat(with(SweepHost::sweep)).isInstanceOf(LookFailed.class);
  }
}
