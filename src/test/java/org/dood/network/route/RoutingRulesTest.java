package org.dood.network.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dood.network.testing.EngineValues.signature;

import org.dood.network.engine.Engine;
import org.dood.network.engine.EngineAddress;
import org.dood.network.testing.engine.FakeContainer;
import org.dood.network.testing.engine.FakeEngine;
import org.junit.jupiter.api.Test;

class RoutingRulesTest {

  private static final KeptRoute ROUTE = new KeptRoute("172.17.0.1", "");
  private static final RouteKeeping.ByRules BY_RULES =
      new RouteKeeping.ByRules(ROUTE, "sha256:image-of-runner", signature("abc123", "step", "job"));

  private final FakeEngine fake = new FakeEngine();
  private final FakeContainer runner = fake.container("runner");
  private final RoutingRules rules =
      new RoutingRules(Engine.at(EngineAddress.mountedSocket(), fake), runner.id());

  @Test
  void setting_runs_the_program_in_the_runners_network_namespace() {
    assertThat(rules.carryOut(rules.prepareSetting(BY_RULES)))
        .isEqualTo(new RoutingRules.Result.Done());
    assertThat(fake.finishedCommands())
        .containsExactly("/action/keep-route set 172.17.0.1  in runner");
  }

  @Test
  void prepared_change_has_run_nothing_but_its_container_marks_the_rules() {
    assertThat(rules.prepareSetting(BY_RULES)).isInstanceOf(RulesChange.Ready.class);
    assertThat(fake.finishedCommands()).isEmpty();
    assertThat(fake.labelsOfContainerNamed("dood-network-action-routes"))
        .hasValueSatisfying(labels ->
            assertThat(labels)
                .containsEntry(ROUTE.marks().getFirst(), runner.id().value())
                .containsEntry("dood-network-action", "routes")
                .doesNotContainKey("abc123"));
  }

  @Test
  void removal_removes_the_rules_and_its_container() {
    assertThat(rules.removeUnlessNeeded(rules.prepareRemoval(BY_RULES)))
        .isEqualTo(new RulesRemoval.Removed());
    assertThat(fake.finishedCommands())
        .containsExactly("/action/keep-route remove 172.17.0.1  in runner");
    assertThat(fake.labelsOfContainerNamed("dood-network-action-routes")).isEmpty();
  }

  @Test
  void rules_that_another_endpoint_marks_stay() {
    runner.onNetwork(fake.network("other"), ROUTE.marks().getFirst());
    assertThat(rules.removeUnlessNeeded(rules.prepareRemoval(BY_RULES)))
        .isEqualTo(new RulesRemoval.NotDue());
    assertThat(fake.finishedCommands()).isEmpty();
    assertThat(fake.labelsOfContainerNamed("dood-network-action-routes")).isEmpty();
  }

  @Test
  void container_that_is_gone_has_no_rules() {
    var removal = rules.prepareRemoval(BY_RULES);
    fake.remove(runner);
    assertThat(rules.removeUnlessNeeded(removal)).isEqualTo(new RulesRemoval.NotDue());
  }

  @Test
  void program_that_fails_is_named_with_its_exit_code() {
    fake.onCall("POST /containers/.*/wait").answer(200, "{\"StatusCode\":2}");
    assertThat(rules.removeUnlessNeeded(rules.prepareRemoval(BY_RULES)))
        .isEqualTo(
            new RulesRemoval.Failed(new RulesFailure.ProgramFailed(ROUTE.commandToRemove(), 2)));
  }

  @Test
  void change_without_an_image_fails_without_a_call() {
    var notPossible = new RulesChange.NotPossible(new RulesFailure.ImageUnknown());
    assertThat(rules.carryOut(notPossible))
        .isEqualTo(new RoutingRules.Result.Failed(new RulesFailure.ImageUnknown()));
    assertThat(rules.removeUnlessNeeded(notPossible))
        .isEqualTo(new RulesRemoval.Failed(new RulesFailure.ImageUnknown()));
    assertThat(rules.removeContainer(notPossible)).isEqualTo(new RoutingRules.Result.Done());
    assertThat(fake.calls()).isEmpty();
  }

  @Test
  void container_that_a_failed_call_created_is_used() {
    fake.onCall("POST /containers/create").actThenCutOff();
    assertThat(rules.removeUnlessNeeded(rules.prepareRemoval(BY_RULES)))
        .isEqualTo(new RulesRemoval.Removed());
  }

  @Test
  void container_that_could_not_be_created_fails_the_change() {
    fake.onCall("POST /containers/create").refuse(500, "no space left");
    assertThat(rules.prepareSetting(BY_RULES)).isInstanceOf(RulesChange.NotCreated.class);
    assertThat(rules.carryOut(rules.prepareSetting(BY_RULES)))
        .isInstanceOf(RoutingRules.Result.Failed.class);
  }

  @Test
  void creation_that_cannot_be_verified_fails_the_change_and_its_container_is_removed() {
    fake.onCall("POST /containers/create").actThenCutOff();
    fake.onCall("GET /containers/dood").cutOff();
    var change = rules.prepareSetting(BY_RULES);
    assertThat(change).isInstanceOf(RulesChange.NotCreated.class);
    assertThat(rules.removeContainer(change)).isEqualTo(new RoutingRules.Result.Done());
    assertThat(fake.labelsOfContainerNamed("dood-network-action-routes")).isEmpty();
  }

  @Test
  void program_that_a_failed_call_started_is_run_again_for_its_exit_code() {
    var change = rules.prepareSetting(BY_RULES);
    fake.onCall("POST /containers/.*/wait").actThenRunOnce(fake::endDisturbances);
    fake.onCall("POST /containers/.*/start").actThenCutOff();
    assertThat(rules.carryOut(change)).isInstanceOf(RoutingRules.Result.Failed.class);
    fake.endDisturbances();
    assertThat(rules.carryOut(change)).isEqualTo(new RoutingRules.Result.Done());
  }

  @Test
  void program_whose_end_was_not_heard_is_run_again() {
    var change = rules.prepareSetting(BY_RULES);
    fake.onCall("POST /containers/.*/wait")
        .runThenRefuse(fake::endDisturbances, 502, "bad gateway");
    assertThat(rules.carryOut(change)).isEqualTo(new RoutingRules.Result.Done());
    assertThat(fake.finishedCommands()).hasSize(2);
  }

  @Test
  void program_that_was_not_started_fails_the_change() {
    var change = rules.prepareSetting(BY_RULES);
    fake.onCall("POST /containers/.*/start").cutOff();
    assertThat(rules.carryOut(change)).isInstanceOf(RoutingRules.Result.Failed.class);
    assertThat(fake.finishedCommands()).isEmpty();
  }

  @Test
  void container_that_a_failed_call_removed_is_removed() {
    var removal = rules.prepareRemoval(BY_RULES);
    fake.onCall("DELETE /containers/").actThenCutOff();
    assertThat(rules.removeUnlessNeeded(removal)).isEqualTo(new RulesRemoval.Removed());
  }

  @Test
  void container_that_could_not_be_removed_fails_the_removal() {
    var removal = rules.prepareRemoval(BY_RULES);
    fake.onCall("DELETE /containers/").refuse(500, "busy");
    assertThat(rules.removeUnlessNeeded(removal)).isInstanceOf(RulesRemoval.Failed.class);
  }

  @Test
  void runner_that_cannot_be_looked_at_fails_the_removal() {
    var removal = rules.prepareRemoval(BY_RULES);
    fake.onCall("GET /containers/" + runner.id()).cutOff();
    assertThat(rules.removeUnlessNeeded(removal)).isInstanceOf(RulesRemoval.Failed.class);
    assertThat(fake.finishedCommands()).isEmpty();
  }
}
