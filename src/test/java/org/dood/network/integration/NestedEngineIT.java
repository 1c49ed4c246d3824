package org.dood.network.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dood.network.integration.support.StageResultAssert.assertThatStage;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.dood.network.engine.model.EngineFamily;
import org.dood.network.engine.tls.TlsIdentity;
import org.dood.network.integration.support.ActionStep;
import org.dood.network.integration.support.EchoService;
import org.dood.network.integration.support.NestedEngine;
import org.dood.network.integration.support.NotOn;
import org.dood.network.integration.support.OnARealEngine;
import org.dood.network.integration.support.Poll;
import org.dood.network.integration.support.Workbench;
import org.junit.jupiter.api.Test;

/** An engine that lives in a container elsewhere, and what only an engine of one's own can do. */
@OnARealEngine
class NestedEngineIT {

  private static final String BUSYBOX = "/action/busybox";

  /** By which containers on the network reach the engine's own host. */
  private static final String GATEWAY = "10.123.0.1";

  @Test
  @NotOn(
      value = EngineFamily.PODMAN,
      because = "The Docker in a container that the test needs starts no containers on Podman.")
  void where_the_engine_lives_elsewhere_a_warning_says_where_services_answer(Workbench bench) {
    var nested = bench.nestedEngine();
    nested.docker("network", "create", "ci");
    var step = nested.runner().startJob().step().with("network", "ci");

    assertThatStage(step.main())
        .succeededWithAWarning("the runner's DOCKER_HOST>:<published port>")
        .hasOutput("outcome", "nothing-to-do");

    assertThatStage(step.post()).succeeded();
  }

  /** The kubelet's path of a volume shows in the path of whatever the engine keeps there. */
  @Test
  @NotOn(
      value = EngineFamily.PODMAN,
      because = "The Docker in a container that the test needs starts no containers on Podman.")
  void where_the_runner_shares_a_pod_with_its_engine_services_answer_at_localhost(Workbench bench) {
    var nested =
        bench.nestedEngine(
            "--data-root=/var/lib/docker/pods/0123/volumes/kubernetes.io~empty-dir/dind");
    nested.docker("network", "create", "ci");
    nested.docker(
        "run",
        "--detach",
        "--network=ci",
        "--publish=8080:80",
        "--entrypoint=" + BUSYBOX,
        nested.image(),
        "httpd",
        "-f");
    var runner = nested.runner();
    var step = runner.startJob().step().with("network", "ci");

    assertThatStage(step.main())
        .succeeded()
        .hasOutput("outcome", "nothing-to-do")
        .says("shares a pod", "localhost:<published port>");
    assertThat(runner.run(Map.of(), EchoService.say("GET", "localhost", "8080")).output())
        .startsWith("HTTP/");

    assertThatStage(step.post()).succeeded();
  }

  @Test
  @NotOn(
      value = EngineFamily.PODMAN,
      because = "The Docker in a container that the test needs starts no containers on Podman.")
  void where_the_engine_asks_for_certificates_both_stages_show_the_one_they_are_given(
      Workbench bench) {
    var authority = TlsIdentity.signedBy(Optional.empty(), "authority");
    var ofEngine = TlsIdentity.signedBy(Optional.of(authority), GATEWAY);
    var ours = TlsIdentity.signedBy(Optional.of(authority), "client");
    var nested =
        bench.nestedEngine(
            "--host=tcp://0.0.0.0:2376",
            "--tlsverify",
            "--tlscacert=" + bench.file("authority.pem", authority.pem()),
            "--tlscert=" + bench.file("engine.pem", ofEngine.pem()),
            "--tlskey=" + bench.file("engine.key", ofEngine.keyPem()));
    nested.docker("network", "create", "--subnet=10.123.0.0/24", "--gateway=" + GATEWAY, "ci");
    var runner =
        nested.docker("run", "--detach", "--entrypoint", BUSYBOX, nested.image(), "sleep", "600");
    var job = nested.runner().startJob();
    var without = stepOverTls(job.step("without"), runner, authority);
    var with =
        stepOverTls(job.step("with"), runner, authority)
            .with("docker-tls-cert", ours.pem())
            .with("docker-tls-key", ours.keyPem());

    assertThatStage(without.main()).failedWithOneErrorThatSays("Nothing was changed");
    assertThatStage(with.main()).succeeded().hasOutput("outcome", "attached");
    assertThat(networksOf(nested, runner)).contains("ci");

    assertThatStage(with.post()).succeeded().says("Detached");
    assertThat(networksOf(nested, runner)).isEqualTo("bridge");
  }

  private static ActionStep stepOverTls(ActionStep step, String runner, TlsIdentity authority) {
    return step.with("network", "ci")
        .with("runner-container", runner)
        .with("docker-host", "tcp://" + GATEWAY + ":2376")
        .with("docker-tls-ca", authority.pem());
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
  @NotOn(
      value = EngineFamily.PODMAN,
      because = "The Docker in a container that the test needs starts no containers on Podman.")
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
