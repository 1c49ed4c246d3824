package org.dood.network.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dood.network.testing.StageRunAssert.assertThatStage;

import org.dood.network.engine.model.ContainerId;
import org.dood.network.testing.Job;
import org.dood.network.testing.engine.FakeContainer;
import org.dood.network.testing.engine.FakeEngine;
import org.dood.network.testing.engine.FakeNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A killed job left routing rules that kept the runner's default route. */
class RecoverRoutesTest {

  private static final String KILLED = "github_network_ffffffffffffffffffffffffffffffff";
  private static final String ITS_ALIAS = Job.aliasOf("abc123", "__self", KILLED);

  @RegisterExtension private final Job job = Job.withService();
  private final FakeEngine engine = job.engine();
  private final FakeNetwork left = engine.network(KILLED).withLabel("abc123");

  @Test
  void rules_that_an_endpoint_marks_are_removed() {
    job.runner().onNetwork(left, ITS_ALIAS, "dood-network-action.kept-route.172.18.0.1");
    assertThatStage(job.main())
        .printed("removed the rules that kept the default route of the runner's container");
    assertThat(engine.finishedCommands())
        .contains("/action/keep-route remove 172.18.0.1  in runner-1");
  }

  @Test
  void rules_of_a_killed_job_are_removed_by_post_if_main_was_cut_short() {
    job.runner().onNetwork(left, ITS_ALIAS, "dood-network-action.kept-route.172.18.0.1");
    engine.onCall("POST /containers/create").cutOff();
    job.main();
    engine.endDisturbances();
    job.post();
    assertThat(engine.finishedCommands())
        .containsExactly("/action/keep-route remove 172.18.0.1  in runner-1");
  }

  @Test
  void rules_that_only_a_container_marks_are_removed() {
    var runner = job.runner();
    var record = itsRules(runner.id());
    assertThatStage(job.main()).printed("removed the rules", "removed its container rules");
    assertThat(engine.finishedCommands())
        .contains("/action/keep-route remove 172.18.0.1  in runner-1");
    assertThat(engine.has(record)).isFalse();
  }

  @Test
  void rules_whose_network_namespace_is_gone_need_no_removal() {
    job.runner();
    var record = itsRules(new ContainerId("a container that is gone"));
    assertThatStage(job.main()).didNotPrint("removed the rules");
    assertThat(engine.finishedCommands()).isEmpty();
    assertThat(engine.has(record)).isFalse();
  }

  @Test
  void job_that_needs_nothing_removes_rules_that_a_container_marks() {
    job.with("network", "");
    itsRules(job.runner().id());
    job.main();
    assertThat(engine.finishedCommands())
        .contains("/action/keep-route remove 172.18.0.1  in runner-1");
  }

  @Test
  void job_that_needs_nothing_and_finds_no_runner_leaves_rules() {
    job.with("network", "");
    var rules = itsRules(job.candidate("somebodys").withProcess("nginx").id());
    assertThatStage(job.main()).succeeded();
    assertThat(engine.has(rules)).isTrue();
  }

  @Test
  void rules_that_a_killed_main_set_are_removed_by_post() {
    job.runner().onNetwork(engine.network("runners_default"));
    engine.onCall("POST /networks/.*/connect").cutOff();
    engine.onCall("DELETE").cutOff();
    job.main();
    engine.endDisturbances();
    job.post();
    assertThat(engine.finishedCommands().getLast()).startsWith("/action/keep-route remove");
  }

  private FakeContainer itsRules(ContainerId namespace) {
    return engine
        .container("rules")
        .inState("exited")
        .withLabel("dood-network-action.signature", ITS_ALIAS)
        .withLabel("dood-network-action.kept-route.172.18.0.1", namespace.value());
  }
}
