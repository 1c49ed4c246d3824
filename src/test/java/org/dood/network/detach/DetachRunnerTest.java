package org.dood.network.detach;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dood.network.testing.EngineValues.signature;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dood.network.engine.Engine;
import org.dood.network.engine.EngineAddress;
import org.dood.network.route.KeptRoute;
import org.dood.network.route.RulesFailure;
import org.dood.network.route.RulesRemoval;
import org.dood.network.runner.RunnerNames;
import org.dood.network.runner.Signature;
import org.dood.network.runner.StepIdentity;
import org.dood.network.sharing.JobNetworkMembers;
import org.dood.network.testing.engine.FakeContainer;
import org.dood.network.testing.engine.FakeEngine;
import org.dood.network.testing.engine.FakeNetwork;
import org.junit.jupiter.api.Test;

class DetachRunnerTest {

  private static final String JOB_NETWORK = RunnerNames.network();
  private static final Signature STEP = signature("abc123", "step", JOB_NETWORK);
  private static final KeptRoute ROUTE = new KeptRoute("172.17.0.1", "");
  private static final String MARK = ROUTE.marks().getFirst();

  private final FakeEngine fake = new FakeEngine();
  private final FakeNetwork jobNetwork = fake.network(JOB_NETWORK).withLabel("abc123");
  private final FakeContainer own =
      fake.container("action")
          .withLabel("abc123")
          .withMount("/work/_temp/_runner_file_commands", "/github/file_commands")
          .inNetworkMode(JOB_NETWORK)
          .onNetwork(jobNetwork);
  private final FakeContainer runner =
      fake.container("runner").withMount("/var/run/docker.sock", "/var/run/docker.sock");
  private final Engine engine = Engine.at(EngineAddress.mountedSocket(), fake);
  private final DetachRunner detaching =
      new DetachRunner(
          engine,
          new StepIdentity(
              engine, own.id().value().substring(0, 12), STEP.step(), Optional.empty()),
          new JobNetworkMembers(engine));

  @Test
  void step_that_attached_nothing_makes_no_call() {
    assertThat(detaching.detach(new DetachRequest.NothingAttached()))
        .isEqualTo(new DetachOutcome.NothingAttached());
    assertThat(fake.calls()).isEmpty();
  }

  @Test
  void saved_endpoint_is_detached() {
    runner.onNetwork(jobNetwork, STEP.alias());
    assertThat(detaching.detach(saved(jobNetwork))).isEqualTo(handled(detached(jobNetwork)));
    assertThat(runner.networks()).isEmpty();
  }

  @Test
  void saved_endpoint_without_the_steps_alias_stays() {
    runner.onNetwork(jobNetwork, "other");
    assertThat(detaching.detach(saved(jobNetwork))).isEqualTo(new DetachOutcome.GoneAlready());
    assertThat(runner.networks()).containsExactly(jobNetwork);
  }

  @Test
  void endpoint_on_a_network_that_was_not_saved_stays() {
    runner.onNetwork(jobNetwork, STEP.alias());
    assertThat(detaching.detach(saved(fake.network("other"))))
        .isEqualTo(new DetachOutcome.GoneAlready());
    assertThat(runner.networks()).containsExactly(jobNetwork);
  }

  @Test
  void container_that_is_gone_needs_nothing() {
    var request = saved(jobNetwork);
    fake.remove(runner);
    assertThat(detaching.detach(request)).isEqualTo(new DetachOutcome.GoneAlready());
  }

  @Test
  void name_that_no_container_can_have_is_not_asked_for() {
    assertThat(
            detaching.detach(new DetachRequest.Saved("$(id)", List.of(), STEP, Optional.empty())))
        .isEqualTo(new DetachOutcome.GoneAlready());
    assertThat(fake.calls()).isEmpty();
  }

  @Test
  void engine_that_cannot_be_asked_is_reported_with_the_request() {
    var request = saved(jobNetwork);
    fake.onCall("GET /containers/").cutOff();
    assertThat(detaching.detach(request))
        .isInstanceOfSatisfying(
            DetachOutcome.LookFailed.class,
            failed -> assertThat(failed.request()).isEqualTo(request));
  }

  @Test
  void endpoint_is_found_by_the_steps_alias_without_saved_state() {
    fake.container("bystander").onNetwork(fake.network("bridge"));
    runner.onNetwork(jobNetwork, STEP.alias());
    assertThat(detaching.detach(new DetachRequest.Unsaved(Optional.empty())))
        .isEqualTo(handled(detached(jobNetwork)));
  }

  @Test
  void endpoint_of_another_step_is_not_taken_for_this_steps() {
    runner.onNetwork(jobNetwork, signature("abc123", "other", JOB_NETWORK).alias());
    assertThat(detaching.detach(new DetachRequest.Unsaved(Optional.empty())))
        .isEqualTo(new DetachOutcome.NeitherSavedNorFound());
    assertThat(runner.networks()).containsExactly(jobNetwork);
  }

  @Test
  void containers_with_the_engines_socket_are_looked_at_first() {
    runner.onNetwork(jobNetwork, STEP.alias());
    var _ = detaching.detach(new DetachRequest.Unsaved(Optional.empty()));
    assertThat(fake.calls())
        .filteredOn(call -> call.matches("GET /containers/[0-9a-f]{64}/json"))
        .first()
        .asString()
        .contains(runner.id().value());
  }

  @Test
  void rules_that_the_endpoint_marks_are_removed_after_it() {
    runner.onNetwork(jobNetwork, STEP.alias(), MARK);
    assertThat(detaching.detach(saved(jobNetwork)))
        .isEqualTo(
            new DetachOutcome.Handled(
                "runner",
                List.of(detached(jobNetwork)),
                new RulesRemoval.Removed(),
                Map.of(),
                List.of()));
    assertThat(fake.finishedCommands())
        .containsExactly("/action/keep-route remove 172.17.0.1  in runner");
    assertThat(fake.calls())
        .filteredOn(c -> c.startsWith("POST"))
        .extracting(c -> c.replaceAll("^POST /[a-z]+/([^/?]*/)?([a-z]+).*", "$2"))
        .containsExactly("create", "disconnect", "start", "wait");
  }

  @Test
  void saved_rules_are_removed_even_if_the_endpoint_is_gone() {
    assertThat(detaching.detach(savedWithRoute())).isEqualTo(new DetachOutcome.GoneAlready());
    assertThat(fake.finishedCommands()).hasSize(1);
  }

  @Test
  void rules_that_could_not_be_removed_are_reported_even_if_the_endpoint_is_gone() {
    fake.onCall("POST /containers/create").refuse(500, "no space left");
    assertThat(detaching.detach(savedWithRoute()))
        .isInstanceOfSatisfying(
            DetachOutcome.Handled.class,
            handled -> {
              assertThat(handled.endpoints()).isEmpty();
              assertThat(handled.rules()).isInstanceOf(RulesRemoval.Failed.class);
            });
  }

  @Test
  void rules_cannot_be_removed_without_the_steps_own_container() {
    var request = savedWithRoute();
    fake.remove(own);
    assertThat(detaching.detach(request))
        .isEqualTo(
            new DetachOutcome.Handled(
                "runner",
                List.of(),
                new RulesRemoval.Failed(new RulesFailure.ImageUnknown()),
                Map.of(),
                List.of()));
  }

  @Test
  void failed_look_for_the_own_container_does_not_keep_the_runner_attached() {
    runner.onNetwork(jobNetwork, STEP.alias(), MARK);
    fake.onCall("GET /containers/" + own.id().value().substring(0, 12) + "/json").cutOff();
    assertThat(detaching.detach(saved(jobNetwork)))
        .isInstanceOfSatisfying(
            DetachOutcome.Handled.class,
            handled -> {
              assertThat(handled.endpoints()).containsExactly(detached(jobNetwork));
              assertThat(handled.rules())
                  .isInstanceOfSatisfying(
                      RulesRemoval.Failed.class,
                      failed ->
                          assertThat(failed.failure()).isInstanceOf(RulesFailure.CallFailed.class));
            });
  }

  @Test
  void containers_that_the_runner_did_not_start_block_the_job_network() {
    runner.onNetwork(jobNetwork, STEP.alias());
    fake.remove(own);
    fake.container("app").onNetwork(jobNetwork);
    fake.container("paused").inState("paused").onNetwork(jobNetwork);
    fake.container("exited").inState("exited").onNetwork(jobNetwork);
    fake.container("service").withLabel("abc123").onNetwork(jobNetwork);
    assertThat(detaching.detach(saved(jobNetwork)))
        .isEqualTo(
            new DetachOutcome.Handled(
                "runner",
                List.of(detached(jobNetwork)),
                new RulesRemoval.NotDue(),
                Map.of(JOB_NETWORK, List.of("app", "paused")),
                List.of()));
  }

  @Test
  void runner_that_is_still_attached_does_not_block_its_network_as_well() {
    runner.onNetwork(jobNetwork, STEP.alias());
    fake.onCall("disconnect").refuse(500, "busy");
    assertThat(detaching.detach(saved(jobNetwork)))
        .isInstanceOfSatisfying(
            DetachOutcome.Handled.class,
            handled -> {
              assertThat(handled.endpoints())
                  .singleElement()
                  .isInstanceOf(EndpointOutcome.StillAttached.class);
              assertThat(handled.blocking()).isEmpty();
            });
  }

  @Test
  void network_that_the_runner_did_not_make_is_not_asked_for_others() {
    var compose = fake.network("compose_default");
    runner.onNetwork(compose, STEP.alias());
    fake.container("app").onNetwork(compose);
    assertThat(detaching.detach(saved(compose))).isEqualTo(handled(detached(compose)));
  }

  @Test
  void failed_look_for_others_on_the_network_is_not_reported() {
    runner.onNetwork(jobNetwork, STEP.alias());
    fake.container("app").onNetwork(jobNetwork);
    fake.onCall("GET /containers/json").cutOff();
    assertThat(detaching.detach(saved(jobNetwork))).isEqualTo(handled(detached(jobNetwork)));
  }

  @Test
  void attachment_that_another_job_claims_stays() {
    var compose = fake.network("compose_default");
    runner.onNetwork(compose, STEP.alias());
    fake.claim(runner, compose, "dood-network-action.def456.step.other");
    fake.claim(runner, compose, STEP.alias());
    assertThat(detaching.detach(saved(compose)))
        .isEqualTo(handled(new EndpointOutcome.LeftToOthers("runner", "compose_default")));
    assertThat(runner.networks()).containsExactly(compose);
    assertThat(fake.claimsOf(STEP.alias())).isEmpty();
  }

  @Test
  void attachment_is_ended_by_the_last_job_that_claims_it_which_removes_the_rules_too() {
    var compose = fake.network("compose_default");
    runner.onNetwork(compose, "dood-network-action.def456.step.other", MARK);
    fake.claim(runner, compose, STEP.alias());
    assertThat(detaching.detach(saved(compose)))
        .isEqualTo(
            new DetachOutcome.Handled(
                "runner",
                List.of(detached(compose)),
                new RulesRemoval.Removed(),
                Map.of(),
                List.of()));
    assertThat(runner.networks()).isEmpty();
  }

  @Test
  void endpoint_that_a_failed_call_detached_is_detached() {
    runner.onNetwork(jobNetwork, STEP.alias());
    fake.onCall("disconnect").actThenCutOff();
    assertThat(detaching.detach(saved(jobNetwork))).isEqualTo(handled(detached(jobNetwork)));
  }

  @Test
  void claim_that_a_failed_call_released_does_not_keep_the_runner_attached() {
    var compose = fake.network("compose_default");
    runner.onNetwork(compose, STEP.alias());
    fake.claim(runner, compose, STEP.alias());
    fake.onCall("DELETE /containers/").actThenCutOff();
    assertThat(detaching.detach(saved(compose))).isEqualTo(handled(detached(compose)));
  }

  private DetachRequest saved(FakeNetwork network) {
    return new DetachRequest.Saved(
        runner.id().value(), List.of(network.id().value()), STEP, Optional.empty());
  }

  private DetachRequest savedWithRoute() {
    return new DetachRequest.Saved(
        runner.id().value(), List.of(jobNetwork.id().value()), STEP, Optional.of(ROUTE));
  }

  private static EndpointOutcome detached(FakeNetwork network) {
    return new EndpointOutcome.Detached("runner", network.name());
  }

  private static DetachOutcome handled(EndpointOutcome endpoint) {
    return new DetachOutcome.Handled(
        "runner", List.of(endpoint), new RulesRemoval.NotDue(), Map.of(), List.of());
  }
}
