package org.dood.network.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dood.network.integration.support.StageResultAssert.assertThatStage;

import com.github.dockerjava.api.model.HostConfig;
import java.util.stream.Stream;
import org.dood.network.integration.support.EngineProxy;
import org.dood.network.integration.support.OnARealEngine;
import org.dood.network.integration.support.SimulatedRunner;
import org.dood.network.integration.support.Workbench;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One workflow file does the right thing wherever it runs. */
@OnARealEngine
class RunnerPlacesIT {
  @Test
  void on_the_hosts_network_services_answer_at_their_published_ports(Workbench bench) {
    var runner = bench.runner().onNetwork("host").start();
    var job = runner.startJobWithService();
    var step = job.step();

    assertThatStage(step.main())
        .succeeded()
        .hasOutput("outcome", "nothing-to-do")
        .says("the host's network", "localhost:<published port>");

    assertThatStage(step.post()).succeeded();
    job.end();
  }

  @Test
  @Tag("core")
  void on_another_containers_network_that_one_is_attached_and_detached(Workbench bench) {
    var vpn = bench.container(HostConfig.newHostConfig(), _ -> {});
    var runner = bench.runner().onNetwork("container:" + vpn).start();
    var job = runner.startJobWithService();
    var step = job.step();

    assertThatStage(step.main())
        .succeeded()
        .hasOutput("runner-container", vpn)
        .says("It uses the network of the container");
    assertThat(bench.engine().networksOf(vpn)).containsKey(job.network());

    assertThatStage(step.post()).succeeded().says("Detached");
    assertThat(bench.engine().networksOf(vpn)).containsOnlyKeys(bench.defaultNetwork());
    job.end();
  }

  @Test
  void two_runners_on_one_containers_network_leave_each_others_attachment_alone(Workbench bench) {
    var vpn = bench.container(HostConfig.newHostConfig(), _ -> {});
    var jobOfOne = bench.runner().onNetwork("container:" + vpn).start().startJobWithService();
    var jobOfTwo = bench.runner().onNetwork("container:" + vpn).start().startJobWithService();
    var stepOfOne = jobOfOne.step();
    var stepOfTwo = jobOfTwo.step();
    assertThatStage(stepOfOne.main()).succeeded();
    // Both jobs have a service of that name, and one resolver answers for both.
    assertThatStage(stepOfTwo.main()).succeededWithAWarning("'web." + jobOfTwo.network() + "'");

    assertThatStage(stepOfOne.losesItsState().post()).succeeded().says("Detached");

    assertThat(bench.engine().networksOf(vpn))
        .containsOnlyKeys(bench.defaultNetwork(), jobOfTwo.network());
    assertThatStage(stepOfTwo.post()).succeeded().says("Detached");
    jobOfOne.end();
    jobOfTwo.end();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void two_runners_on_one_containers_network_can_want_one_network(
      boolean firstEndsFirst, Workbench bench) {
    var compose = bench.network("compose_default");
    var vpn = bench.container(HostConfig.newHostConfig(), _ -> {});
    var steps =
        Stream.generate(() -> bench.runner().onNetwork("container:" + vpn).start())
            .limit(2)
            .map(SimulatedRunner::startJob)
            .map(job -> job.step().with("network", compose))
            .toList();
    assertThatStage(steps.getFirst().main()).succeeded().says("Attached to the network");
    assertThatStage(steps.getLast().main())
        .succeeded()
        .hasOutput("outcome", "already-attached")
        .says("the post step of the last of them will detach it");
    var inOrder = firstEndsFirst ? steps : steps.reversed();

    assertThatStage(inOrder.getFirst().post()).succeeded().says("for another step or job");
    assertThat(bench.engine().networksOf(vpn)).containsOnlyKeys(bench.defaultNetwork(), compose);
    assertThatStage(inOrder.getLast().post()).succeeded().says("Detached");
    assertThat(bench.engine().networksOf(vpn)).containsOnlyKeys(bench.defaultNetwork());
  }

  @Test
  @Tag("core")
  void in_a_job_container_steps_are_on_the_network_already_and_no_search_is_made(Workbench bench) {
    var proxy = bench.engineProxy();
    var runner = bench.runner().behind(proxy).start();
    var job = runner.startJobWithService();
    var jobContainer =
        bench.container(HostConfig.newHostConfig().withNetworkMode(job.network()), _ -> {});
    var step = job.inContainer(jobContainer).step();

    assertThatStage(step.main())
        .succeeded()
        .hasOutput("outcome", "nothing-to-do")
        .says("<service>:<container port>");

    assertThatStage(step.post()).succeeded();
    assertThat(proxy.calls()).isNotEmpty().noneMatch(RunnerPlacesIT::isOfASearch);
    assertThat(runner.networks()).containsOnly(bench.defaultNetwork());
    bench.remove(jobContainer);
    job.end();
  }

  private static boolean isOfASearch(EngineProxy.Call call) {
    return call.resource().matches("/containers/[^/]+/(top|archive)")
        && !call.path().endsWith("resolv.conf");
  }

  @Test
  void in_a_job_container_on_a_hosted_runner_steps_are_on_the_network_too(Workbench bench) {
    var job = bench.vmRunner().startJobWithService();
    var jobContainer =
        bench.container(HostConfig.newHostConfig().withNetworkMode(job.network()), _ -> {});
    var step =
        job.step().with("job-container", jobContainer).env("RUNNER_ENVIRONMENT", "github-hosted");

    assertThatStage(step.main())
        .succeeded()
        .hasOutput("outcome", "nothing-to-do")
        .says("<service>:<container port>");

    assertThatStage(step.post()).succeeded();
    bench.remove(jobContainer);
    job.end();
  }

  @Test
  void a_job_container_joins_and_leaves_a_network_that_is_not_the_jobs(Workbench bench) {
    var compose = bench.network("compose_default");
    var runner = bench.runner().start();
    var job = runner.startJobWithService();
    var jobContainer =
        bench.container(HostConfig.newHostConfig().withNetworkMode(job.network()), _ -> {});
    var step = job.step().with("job-container", jobContainer).with("network", compose);

    assertThatStage(step.main()).succeeded().hasOutput("runner-container", jobContainer);
    assertThat(bench.engine().networksOf(jobContainer)).containsOnlyKeys(job.network(), compose);

    assertThatStage(step.post()).succeeded().says("Detached");
    assertThat(bench.engine().networksOf(jobContainer)).containsOnlyKeys(job.network());
    assertThat(runner.networks()).containsOnly(bench.defaultNetwork());
    bench.remove(jobContainer);
    job.end();
  }

  @Test
  void a_container_that_does_not_run_is_attached_to_nothing(Workbench bench) {
    var stopped = bench.stopped("runner");
    var job = bench.runner().start().startJobWithService();

    assertThatStage(job.step().with("runner-container", stopped).main())
        .failedWithOneErrorThatSays("does not run", "docker ps");

    assertThat(bench.engine().networksOf(stopped)).doesNotContainKey(job.network());
    bench.remove(stopped);
    job.end();
  }

  @Test
  void on_a_hosted_runner_no_search_is_made(Workbench bench) {
    var proxy = bench.engineProxy();
    var job = bench.vmRunnerBehind(proxy).startJobWithService();
    var step = job.step().env("RUNNER_ENVIRONMENT", "github-hosted");

    assertThatStage(step.main()).succeeded().hasOutput("outcome", "nothing-to-do");
    var callsOfMain = proxy.calls().size();
    assertThatStage(step.post()).succeeded();

    assertThat(proxy.calls()).as("the list of services, and the one there is").hasSize(2);
    assertThat(callsOfMain).isEqualTo(2);
    job.end();
  }

  @Test
  void under_act_both_stages_succeed_and_nothing_is_changed(Workbench bench) {
    var runner = bench.runner().start();
    var job = runner.startJobWithService();
    var jobContainer =
        bench.container(HostConfig.newHostConfig().withNetworkMode(job.network()), _ -> {});
    var step = job.step().sharingNetworkOf(jobContainer).with("network", "");

    assertThatStage(step.main()).succeeded().hasOutput("outcome", "nothing-to-do");
    assertThatStage(step.losesItsState().post()).succeeded();

    assertThat(bench.engine().networksOf(jobContainer)).containsOnlyKeys(job.network());
    assertThat(runner.networks()).containsOnly(bench.defaultNetwork());
    bench.remove(jobContainer);
    job.end();
  }

  /** As Nomad, ECS and Kubernetes start containers. */
  @Test
  void beside_a_pause_container_the_engine_refuses_and_the_log_says_who_made_its_network(
      Workbench bench) {
    var pause = bench.container(HostConfig.newHostConfig().withNetworkMode("none"), _ -> {});
    var runner = bench.runner().onNetwork("container:" + pause).start();
    var job = runner.startJobWithService();

    assertThatStage(job.step().main())
        .failedWithOneErrorThatSays("the engine answered", "'--network none'", "Nomad");

    job.end();
  }

  @Test
  void without_a_network_the_engine_refuses_and_its_words_are_told(Workbench bench) {
    var runner = bench.runner().onNetwork("none").start();
    var job = runner.startJobWithService();

    assertThatStage(job.step().main())
        .failedWithOneErrorThatSays("the engine answered", "'--network none'", "dind");

    assertThat(runner.networks()).containsOnly("none");
    job.end();
  }

  @Test
  void the_runner_can_be_named_by_the_start_of_its_id_or_its_hostname(Workbench bench) {
    var runner = bench.runner().hostname("box-of-this-test").start();
    var job = runner.startJobWithService();
    for (var name : new String[] {runner.shortId(), "box-of-this-test"}) {
      var step = job.step().with("runner-container", name);
      assertThatStage(step.main()).succeeded().hasOutput("runner-container", runner.container());
      assertThatStage(step.post()).succeeded().says("Detached");
    }
    job.end();
  }

  @Test
  void a_hostname_that_two_containers_have_is_no_name(Workbench bench) {
    var runner = bench.runner().hostname("same-box").start();
    var other = bench.runner().hostname("same-box").start();
    var job = runner.startJobWithService();

    assertThatStage(job.step().with("runner-container", "same-box").main())
        .failedWithOneErrorThatSays("More than one", runner.shortId(), other.shortId());

    assertThat(runner.networks()).containsOnly(bench.defaultNetwork());
    job.end();
  }
}
