package org.dood.network.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dood.network.integration.support.StageResultAssert.assertThatStage;

import java.util.Map;
import org.dood.network.integration.support.ComposeProject;
import org.dood.network.integration.support.OnARealEngine;
import org.dood.network.integration.support.Postgres;
import org.dood.network.integration.support.Workbench;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The action that detaches the runner before its job ends, beside the real Docker Compose. */
@OnARealEngine
class DetachIT {

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void compose_removes_its_network_after_detach(boolean namesNetwork, Workbench bench) {
    var runner = bench.runner().image(ComposeProject.TOOLS).start();
    var before = runner.networks();
    var job = runner.startJob();
    var project = ComposeProject.up(runner, bench);
    var step = job.step().with("extra-networks", project.network());
    assertThatStage(step.main()).succeeded();
    assertThat(project.query().output()).isEqualTo("42");

    var detach = job.detachStep();
    assertThatStage(
            namesNetwork ? detach.with("networks", project.network()).main() : detach.main())
        .succeeded()
        .says("Detached the runner's container", project.network());

    assertThat(runner.networks()).isEqualTo(before);
    assertThat(project.down().exitCode()).isZero();
    assertThat(bench.networkNames()).doesNotContain(project.network());
    assertThat(bench.containerNames()).noneMatch(name -> name.startsWith(project.name()));
    assertThatStage(step.post()).succeeded().says("gone already, as after a step that detached it");
    assertThat(runner.containersOfTheAction()).isEmpty();
    job.end();
  }

  @Test
  void without_detach_post_names_the_network_that_compose_could_not_remove(Workbench bench) {
    var runner = bench.runner().image(ComposeProject.TOOLS).start();
    var job = runner.startJob();
    var project = ComposeProject.up(runner, bench);
    var step = job.step().with("extra-networks", project.network());
    assertThatStage(step.main()).succeeded();

    project.down();
    assertThat(bench.networkNames()).contains(project.network());

    assertThatStage(step.post())
        .succeededWithAWarning(
            "The network %s of a Compose project stays behind".formatted(project.network()),
            "docker network rm " + project.network());
    assertThat(runner.run(Map.of(), "docker", "network", "rm", project.network()).exitCode())
        .isZero();
    job.end();
  }

  @Test
  void after_a_project_that_compose_removes_later_post_warns_of_nothing(Workbench bench) {
    var runner = bench.runner().image(ComposeProject.TOOLS).start();
    var job = runner.startJob();
    var project = ComposeProject.up(runner, bench);
    var step = job.step().with("extra-networks", project.network());
    assertThatStage(step.main()).succeeded();
    assertThatStage(step.post()).succeeded();

    assertThat(project.down().exitCode()).isZero();
    assertThat(bench.networkNames()).doesNotContain(project.network());
    job.end();
  }

  /** Services at the start of the job, and the network of Compose when Compose has made it. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void network_that_compose_makes_later_is_joined_by_a_second_step(
      boolean lastFirst, Workbench bench) {
    var runner = bench.runner().image(ComposeProject.TOOLS).start();
    var before = runner.networks();
    var job = runner.startJob(Postgres.service(bench, "secret"));
    var one = job.step("one");
    assertThatStage(one.main()).succeeded();
    var project = ComposeProject.up(runner, bench);
    var two = job.step("two").with("extra-networks", project.network());
    assertThatStage(two.main()).succeeded().hasOutput("outcome", "attached");
    assertThat(project.query().output()).isEqualTo("42");
    assertThat(Postgres.ask(runner, "postgres", "5432", "secret").output()).isEqualTo("42");

    assertThatStage(lastFirst ? two.post() : one.post()).succeeded();
    assertThatStage(lastFirst ? one.post() : two.post()).succeeded();

    assertThat(runner.networks()).isEqualTo(before);
    assertThat(runner.containersOfTheAction()).isEmpty();
    assertThat(project.down().exitCode()).isZero();
    assertThat(bench.networkNames()).doesNotContain(project.network());
    job.end();
  }

  @Test
  @Tag("core")
  void jobs_network_is_left_with_its_forwarder_and_the_default_route_comes_back(Workbench bench) {
    var runner = bench.runner().onNetwork(bench.network("runners_default")).start();
    var before = runner.networks();
    var job = runner.startJob(Postgres.service(bench, "secret"));
    var step = job.step().with("localhost", "exposed");
    assertThatStage(step.main()).succeeded().says("localhost:5432");

    assertThatStage(job.detachStep().main()).succeeded().says("Detached", job.network());

    assertThat(runner.networks()).isEqualTo(before);
    assertThat(bench.forwardersOf(runner)).isEmpty();
    assertThat(runner.run(Map.of(), "ip", "rule").output()).doesNotContain("7100");
    assertThatStage(step.post()).succeeded().says("gone already");
    assertThat(runner.containersOfTheAction()).isEmpty();
    job.end();
  }

  @Test
  void what_others_attached_and_what_other_jobs_attached_stays(Workbench bench) {
    var ci = bench.network("ci");
    var compose = bench.network("compose_default");
    var other = bench.runner().start();
    var otherJob = other.startJobWithService();
    var otherStep = otherJob.step().with("extra-networks", compose);
    assertThatStage(otherStep.main()).succeeded();
    var runner = bench.runner().start();
    var job = runner.startJobWithService();
    bench.connect(runner.container(), ci);
    var step = job.step().with("extra-networks", compose);
    assertThatStage(step.main()).succeeded();

    assertThatStage(job.detachStep().with("networks", compose + " " + ci).main())
        .succeededWithAWarning("No step of this job attached the runner to the network '" + ci);

    assertThat(runner.networks()).contains(ci, job.network()).doesNotContain(compose);
    assertThat(other.networks()).contains(compose, otherJob.network());
    assertThatStage(step.post()).succeeded().says("Detached", job.network());
    assertThatStage(otherStep.post()).succeeded();
    job.end();
    otherJob.end();
  }
}
