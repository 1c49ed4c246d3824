package org.dood.network.attach;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dood.network.testing.EngineValues.signature;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.dood.network.attach.AttachOutcome.NotAttached;
import org.dood.network.attach.AttachOutcome.OnNetworks;
import org.dood.network.engine.Engine;
import org.dood.network.engine.EngineAddress;
import org.dood.network.engine.EngineFailure;
import org.dood.network.engine.model.Endpoint;
import org.dood.network.engine.model.Network;
import org.dood.network.engine.model.ObjectName;
import org.dood.network.inputs.Input;
import org.dood.network.recovery.Leftovers;
import org.dood.network.route.KeptRoute;
import org.dood.network.route.RouteKeeping;
import org.dood.network.route.RulesRemoval;
import org.dood.network.runner.RunnerNames;
import org.dood.network.runner.Signature;
import org.dood.network.testing.engine.FakeContainer;
import org.dood.network.testing.engine.FakeEngine;
import org.dood.network.testing.engine.FakeNetwork;
import org.junit.jupiter.api.Test;

/** What main does with a plan, and what it makes of the engine's answers. */
class AttachRunnerTest {

  private static final String IMAGE = "sha256:action";
  private static final Signature STEP = signature("abc123", "step", RunnerNames.network());
  private static final Signature OTHER_JOB = signature("fed321", "step", RunnerNames.network());

  private final FakeEngine fake = new FakeEngine().withImage(IMAGE);
  private final FakeNetwork job = fake.network("job");
  private final FakeNetwork compose = fake.network("compose_default");
  private final FakeContainer runner = fake.container("runner");
  private final Engine engine = Engine.at(EngineAddress.mountedSocket(), fake);
  private RouteKeeping routes = new RouteKeeping.EnginesChoice();

  @Test
  void planned_networks_are_joined_under_the_steps_mark() {
    assertOn(
        attach(join(job, "app"), join(compose)),
        on ->
            assertThat(on.memberships())
                .extracting(Membership::by)
                .containsExactly(Membership.By.THIS_STEP, Membership.By.THIS_STEP));
    assertThat(aliasesOn(job)).containsExactly(STEP.alias(), "app");
    assertThat(aliasesOn(compose)).containsExactly(STEP.alias());
  }

  @Test
  void network_that_cannot_be_joined_undoes_the_ones_before() {
    fake.onCall("POST /networks/" + compose.id()).refuse(500, "no more addresses");
    assertNotAttached(
        NotAttached.ConnectFailed.class,
        attach(join(job), join(compose)),
        failed -> {
          assertThat(failed.network()).isEqualTo("compose_default");
          assertThat(failed.namedBy()).isEqualTo(Input.EXTRA_NETWORKS);
          assertThat(failed.failure().reason()).contains("no more addresses");
          assertThat(failed.rules()).isEqualTo(new RulesRemoval.NotDue());
        });
    assertThat(runner.networks()).isEmpty();
  }

  @Test
  void call_that_acted_before_its_connection_broke_counts_as_done() {
    fake.onCall("/connect").actThenCutOff();
    assertOn(attach(join(job)), on -> assertThat(on.attached()).isTrue());
  }

  /** Docker 20.10 was seen to record an endpoint that it had not made. */
  @Test
  void refusal_counts_even_if_an_endpoint_is_recorded() {
    fake.onCall("/connect").actThenRefuse(500, "network sandbox is gone");
    assertNotAttached(
        NotAttached.ConnectFailed.class,
        attach(join(job)),
        failed -> assertThat(failed.failure()).isInstanceOf(EngineFailure.Refused.class));
    assertThat(runner.networks()).isEmpty();
  }

  @Test
  void engine_that_says_done_without_acting_has_not_attached_the_runner() {
    fake.onCall("/connect").answer(200, "");
    assertNotAttached(
        NotAttached.ConnectFailed.class,
        attach(join(job)),
        failed -> assertThat(failed.failure()).isInstanceOf(EngineFailure.Unintelligible.class));
  }

  @Test
  void outcome_is_uncertain_if_the_engine_cannot_be_asked_what_it_did() {
    fake.onCall("/connect").actThenRunOnce(() -> fake.onCall("GET /containers/").cutOff());
    assertNotAttached(
        NotAttached.ConnectUncertain.class,
        attach(join(job)),
        uncertain -> assertThat(uncertain.network()).isEqualTo("job"));
  }

  @Test
  void outcome_is_uncertain_if_a_network_joined_before_cannot_be_left() {
    fake.onCall("POST /networks/" + compose.id()).refuse(500, "no more addresses");
    fake.onCall("/disconnect").refuse(500, "the disk is full");
    assertNotAttached(
        NotAttached.ConnectUncertain.class, attach(join(job), join(compose)), _ -> {});
  }

  @Test
  void attachment_of_others_is_reported_and_not_changed() {
    runner.onNetwork(compose, "theirs");
    var endpoint = endpoint(compose);
    assertOn(
        attach(join(job), new NetworkPlan.LeaveAlone(network(compose), endpoint)),
        on ->
            assertThat(on.memberships())
                .extracting(Membership::by)
                .containsExactly(Membership.By.THIS_STEP, Membership.By.OTHERS));
    assertThat(aliasesOn(compose)).containsExactly("theirs");
  }

  @Test
  void shared_attachment_is_claimed_for_both_jobs() {
    runner.onNetwork(compose, OTHER_JOB.alias());
    var share =
        new NetworkPlan.Share(
            network(compose), endpoint(compose), OTHER_JOB, false, Input.EXTRA_NETWORKS);
    assertOn(attach(share), on -> assertThat(on.attached()).isFalse());
    assertThat(fake.claimsOf(STEP.alias())).hasSize(1);
    assertThat(fake.claimsOf(OTHER_JOB.alias())).hasSize(1);
  }

  @Test
  void attachment_that_another_job_made_meanwhile_is_shared() {
    fake.onCall("/connect")
        .runThenRefuse(
            () -> runner.onNetwork(job, OTHER_JOB.alias()), 403, "endpoint already exists");
    assertOn(attach(join(job)), _ -> {});
    assertThat(fake.claimsOf(STEP.alias())).hasSize(1);
  }

  @Test
  void shared_attachment_that_ended_before_it_was_claimed_is_made_anew() {
    runner.onNetwork(compose, OTHER_JOB.alias());
    var share =
        new NetworkPlan.Share(
            network(compose), endpoint(compose), OTHER_JOB, false, Input.EXTRA_NETWORKS);
    runner.leave(compose);
    assertOn(attach(share), _ -> {});
    assertThat(aliasesOn(compose)).containsExactly(STEP.alias());
    assertThat(fake.claimsOf(OTHER_JOB.alias())).isEmpty();
  }

  @Test
  void rules_that_cannot_be_set_prevent_the_attachment() {
    routes = new RouteKeeping.ByRules(new KeptRoute("172.17.0.1", ""), IMAGE, STEP);
    fake.onCall("POST /containers/.*/start").refuse(500, "no NET_ADMIN here");
    assertNotAttached(NotAttached.RouteNotKept.class, attach(join(job)), _ -> {});
    assertThat(runner.networks()).isEmpty();
    assertThat(fake.calls()).noneMatch(call -> call.contains("/connect"));
  }

  private List<String> aliasesOn(FakeNetwork network) {
    return runner.aliasesOn(network).orElseThrow();
  }

  private AttachOutcome attach(NetworkPlan... plans) {
    var target = engine.containers().find(runner.id()).orElseThrow();
    return new AttachRunner(
            engine,
            new AttachPlan.Connect(
                new Target(target, target, new Evidence.NamedByInput()),
                Leftovers.NONE,
                List.of(plans),
                STEP,
                Optional.of(IMAGE),
                routes,
                List.of()))
        .attach();
  }

  private NetworkPlan join(FakeNetwork network, String... names) {
    var input = network == job ? Input.NETWORK : Input.EXTRA_NETWORKS;
    return new NetworkPlan.Join(network(network), input, Stream.of(names).toList());
  }

  private Network network(FakeNetwork network) {
    return ObjectName.parse(network.name()).flatMap(engine.networks()::find).orElseThrow();
  }

  private Endpoint endpoint(FakeNetwork network) {
    return engine
        .containers()
        .find(runner.id())
        .orElseThrow()
        .endpointOn(network.id())
        .orElseThrow();
  }

  private static void assertOn(AttachOutcome outcome, Consumer<OnNetworks> holds) {
    assertThat(outcome).isInstanceOfSatisfying(OnNetworks.class, holds);
  }

  private static <T extends NotAttached> void assertNotAttached(
      Class<T> expected, AttachOutcome outcome, Consumer<T> holds) {
    assertThat(outcome).isInstanceOfSatisfying(expected, holds);
  }
}
