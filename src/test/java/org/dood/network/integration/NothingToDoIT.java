package org.dood.network.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dood.network.integration.support.StageResultAssert.assertThatStage;

import java.util.Map;
import org.dood.network.integration.support.OnARealEngine;
import org.dood.network.integration.support.Workbench;
import org.dood.network.integration.support.WorkflowJob;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Jobs whose services need no attachment: one line, and success. */
@OnARealEngine
class NothingToDoIT {

  @Test
  @Tag("core")
  void a_job_without_services_has_no_network(Workbench bench) {
    var runner = bench.runner().start();

    hasNothingToDo(runner.startJob(), "", runner.container());

    assertThat(runner.networks()).containsOnly(bench.defaultNetwork());
  }

  @Test
  void an_empty_input_suppresses_the_jobs_network(Workbench bench) {
    var runner = bench.runner().start();
    var job = runner.startJobWithService();

    assertThatStage(job.step().with("network", "").main())
        .succeeded()
        .says("Nothing to do")
        .hasOutput("outcome", "nothing-to-do")
        .hasOutput("services", "{}");

    assertThat(runner.networks()).containsOnly(bench.defaultNetwork());
    job.end();
  }

  @Test
  void a_runner_outside_any_container_reaches_published_ports(Workbench bench) {
    var job = bench.vmRunner().startJobWithService();

    hasNothingToDo(job, job.network(), "");
  }

  private static void hasNothingToDo(WorkflowJob job, String network, String runner) {
    var step = job.step();
    assertThatStage(step.main())
        .succeeded()
        .says("Nothing to do")
        .hasOutputs(
            Map.of(
                "network", network,
                "runner-container", runner,
                "ip-address", "",
                "ipv6-address", "",
                "attached", "false",
                "outcome", "nothing-to-do"));
    assertThatStage(step.post()).succeeded().saysOneLine();
    assertThatStage(step.losesItsState().post()).succeeded().saysOneLine();
    job.end();
  }
}
