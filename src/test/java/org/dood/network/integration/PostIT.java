package org.dood.network.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dood.network.integration.support.StageResultAssert.assertThatStage;

import com.github.dockerjava.api.model.HostConfig;
import org.dood.network.integration.support.FakeJava;
import org.dood.network.integration.support.OnARealEngine;
import org.dood.network.integration.support.SimulatedRunner;
import org.dood.network.integration.support.Workbench;
import org.dood.network.integration.support.WorkflowJob;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Post undoes what main did, and only that, whatever it is told. */
@OnARealEngine
class PostIT {

  @Test
  @Tag("core")
  void what_main_attached_is_found_by_its_alias_if_the_saved_state_is_lost(Workbench bench) {
    var runner = bench.runner().start();
    var job = runner.startJobWithService();
    var step = job.step();
    assertThatStage(step.main()).succeeded();

    assertThatStage(step.losesItsState().post()).succeeded().says("Detached");

    isWhereItWas(runner, job);
  }

  @Test
  void without_saved_state_another_steps_attachment_stays(Workbench bench) {
    var runner = bench.runner().start();
    var job = runner.startJobWithService();
    var step = job.step("first");
    assertThatStage(step.main()).succeeded();

    assertThatStage(job.step("second").post()).succeeded();

    assertThat(runner.networks()).contains(job.network());
    assertThatStage(step.post()).succeeded();
    isWhereItWas(runner, job);
  }

  @Test
  void wrong_inputs_make_no_difference(Workbench bench) {
    var runner = bench.runner().start();
    var job = runner.startJobWithService();
    var step = job.step();
    assertThatStage(step.main()).succeeded();

    step.with("network", "no such\n::error::network").with("runner-container", "../..");

    assertThatStage(step.post()).succeeded().says("Detached");
    isWhereItWas(runner, job);
  }

  @Test
  void absent_inputs_make_no_difference(Workbench bench) {
    var runner = bench.runner().start();
    var job = runner.startJobWithService();
    var step = job.step();
    assertThatStage(step.main()).succeeded();

    assertThatStage(step.withoutAnyInput().post()).succeeded().says("Detached");

    isWhereItWas(runner, job);
  }

  @Test
  void wrong_inputs_and_lost_state_together_make_no_difference(Workbench bench) {
    var runner = bench.runner().start();
    var job = runner.startJobWithService();
    var step = job.step();
    assertThatStage(step.main()).succeeded();

    step.with("network", "bridge").with("runner-container", "no-such-container").losesItsState();

    assertThatStage(step.post()).succeeded().says("Detached");
    isWhereItWas(runner, job);
  }

  @Test
  void a_runner_that_was_on_the_network_before_main_is_there_after_post(Workbench bench) {
    var runner = bench.runner().start();
    var job = runner.startJobWithService();
    bench.connect(runner.container(), job.network());
    var step = job.step();

    assertThatStage(step.main())
        .succeeded()
        .hasOutput("outcome", "already-attached")
        .hasOutput("attached", "false")
        .hasOutput("runner-container", runner.container())
        .hasOutput("ip-address", runner.addressOn(job.network()));

    assertThatStage(step.post()).succeeded();
    assertThat(runner.networks()).containsExactlyInAnyOrder(bench.defaultNetwork(), job.network());
    assertThatStage(step.losesItsState().post()).succeeded();
    assertThat(runner.networks()).containsExactlyInAnyOrder(bench.defaultNetwork(), job.network());
  }

  @Test
  void what_will_keep_the_network_from_being_removed_is_named(Workbench bench) {
    var runner = bench.runner().start();
    var job = runner.startJobWithService();
    var step = job.step();
    assertThatStage(step.main()).succeeded();
    var browser =
        bench.container(
            HostConfig.newHostConfig().withNetworkMode(job.network()),
            c -> c.withName("browser-of-" + runner.shortId()));

    assertThatStage(step.post())
        .succeededWithAWarning(
            "browser-of-" + runner.shortId(),
            "docker rm --force",
            "docker network rm " + job.network());

    bench.remove(browser);
    isWhereItWas(runner, job);
  }

  @ParameterizedTest
  @ValueSource(strings = {"exit 1", "kill -9 $$"})
  void it_fails_no_job_whatever_becomes_of_its_jvm(String end, Workbench bench) {
    var post = FakeJava.endingBy(end, bench, "/action/post");

    assertThat(post.output()).startsWith("::warning ").contains("docker network disconnect");
    assertThat(FakeJava.endingBy(end, bench, "/action/main").exitCode()).isNotZero();
  }

  @Test
  void what_is_gone_already_is_fine(Workbench bench) {
    var runner = bench.runner().start();
    var job = runner.startJobWithService();
    var step = job.step();
    assertThatStage(step.main()).succeeded();
    bench.disconnect(runner.container(), job.network());

    assertThatStage(step.post()).succeeded().says("gone already");

    isWhereItWas(runner, job);
  }

  private static void isWhereItWas(SimulatedRunner runner, WorkflowJob job) {
    assertThat(runner.networks()).containsOnly(runner.defaultNetwork());
    job.end();
  }
}
