package org.dood.network.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dood.network.integration.support.StageResultAssert.assertThatStage;

import java.time.Duration;
import org.dood.network.integration.support.NestedEngine;
import org.dood.network.integration.support.OnARealEngine;
import org.dood.network.integration.support.Poll;
import org.dood.network.integration.support.Workbench;
import org.junit.jupiter.api.Test;

/** An engine that lives in a container elsewhere, and what only an engine of one's own can do. */
@OnARealEngine
class NestedEngineIT {

  private static final String BUSYBOX = "/action/busybox";

  @Test
  void where_the_engine_lives_elsewhere_a_warning_says_where_services_answer(Workbench bench) {
    var nested = bench.nestedEngine();
    nested.docker("network", "create", "ci");
    var step = nested.runner().startJob().step().with("network", "ci");

    assertThatStage(step.main())
        .succeededWithAWarning("the runner's DOCKER_HOST>:<published port>")
        .hasOutput("outcome", "nothing-to-do");

    assertThatStage(step.post()).succeeded();
  }

  @Test
  void where_root_is_mapped_to_a_user_who_may_not_use_the_socket_that_is_told(Workbench bench) {
    var nested = bench.nestedEngine("--userns-remap=default");
    nested.docker("network", "create", "ci");
    var step = nested.runner().startJob().step().with("network", "ci");

    assertThatStage(step.main())
        .failedWithOneErrorThatSays("Permission denied", "'userns-remap'", "socket proxy");

    assertThatStage(step.losesItsState().post()).succeededWithAWarning("docker network disconnect");
  }

  @Test
  void in_a_swarm_a_task_is_attached_with_a_warning_and_an_overlay_network_is_joined(
      Workbench bench) {
    var nested = bench.nestedEngine();
    nested.docker("swarm", "init", "--advertise-addr", "127.0.0.1");
    nested.docker("network", "create", "--driver", "overlay", "--attachable", "overlay");
    nested.docker("network", "create", "ci");
    var job = nested.runner().startJob();

    var task = taskOn(nested, "overlay");
    var onTask = job.step("task").with("network", "ci").with("runner-container", task);
    assertThatStage(onTask.main()).succeededWithAWarning("docker_gwbridge");
    assertThat(networksOf(nested, task)).contains("ci");
    assertThatStage(onTask.post()).succeeded().says("Detached");
    assertThat(networksOf(nested, task)).doesNotContain("ci");

    var plain =
        nested.docker("run", "--detach", "--entrypoint", BUSYBOX, nested.image(), "sleep", "600");
    var onPlain =
        job.step("plain")
            .with("network", "ci")
            .with("extra-networks", "overlay")
            .with("runner-container", plain);
    assertThatStage(onPlain.main()).succeeded();
    assertThat(networksOf(nested, plain)).contains("ci", "overlay");
    assertThatStage(onPlain.post()).succeeded().says("ci", "overlay");
    assertThat(networksOf(nested, plain)).isEqualTo("bridge");
  }

  /** The container of a service's only task. */
  private static String taskOn(NestedEngine nested, String network) {
    nested.docker(
        "service",
        "create",
        "--detach",
        "--no-resolve-image",
        "--name=runner",
        "--network=" + network,
        "--entrypoint=" + BUSYBOX + " sleep 600",
        nested.image());
    Poll.until("the task runs", Duration.ofSeconds(60), () -> !task(nested).isEmpty());
    return task(nested);
  }

  private static String task(NestedEngine nested) {
    return nested.docker("ps", "--quiet", "--filter", "label=com.docker.swarm.service.name=runner");
  }

  private static String networksOf(NestedEngine nested, String container) {
    return nested.docker(
        "inspect",
        "--format",
        "{{range $name, $_ := .NetworkSettings.Networks}}{{$name}} {{end}}",
        container);
  }
}
