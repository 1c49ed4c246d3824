package org.dood.network.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dood.network.integration.support.StageResultAssert.assertThatStage;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.dood.network.engine.model.EngineFamily;
import org.dood.network.integration.support.CommandResult;
import org.dood.network.integration.support.NestedEngine;
import org.dood.network.integration.support.NotOn;
import org.dood.network.integration.support.OnARealEngine;
import org.dood.network.integration.support.Poll;
import org.dood.network.integration.support.Workbench;
import org.dood.network.runner.RunnerNames;
import org.junit.jupiter.api.Test;

/**
 * What runners that died leave behind on a host, and what becomes of it: on engines of their own.
 */
@OnARealEngine
@NotOn(
    value = EngineFamily.PODMAN,
    because = "The Docker in a container that the test needs starts no containers on Podman.")
class HostIT {

  private static final String LABEL = "abc123";

  @Test
  void an_orphan_goes_with_its_services_and_what_somebody_may_need_stays(Workbench bench) {
    var nested = bench.nestedEngine();
    var orphan = jobNetwork(nested);
    start(nested, orphan, RunnerNames.service("postgres17"), LABEL);
    create(nested, orphan, RunnerNames.service("redis"), LABEL);
    var withRunner = jobNetwork(nested);
    start(nested, withRunner, RunnerNames.service("postgres17"), LABEL);
    start(nested, withRunner, "runner-1", "somebody");
    var withStopped = jobNetwork(nested);
    create(nested, withStopped, "stopped", "somebody");
    nested.docker("network", "create", "github_network_by_hand");

    var dryRun = json(command(nested, "sweep", "--older-than", "1s", "--dry-run", "--json"));
    assertThat(dryRun.path("orphans").findValuesAsText("network")).containsExactly(orphan);
    assertThat(networks(nested)).contains(orphan);

    var sweep = command(nested, "sweep", "--older-than", "1s", "--json");
    assertThat(sweep.exitCode()).isZero();
    assertThat(json(sweep).path("orphans").findValuesAsText("outcome")).containsExactly("removed");
    assertThat(networks(nested))
        .contains(withRunner, withStopped, "github_network_by_hand")
        .doesNotContain(orphan);
    assertThat(containers(nested)).hasSize(3).contains("runner-1", "stopped");
  }

  @Test
  void a_job_removes_orphans_if_it_is_asked_to_and_not_its_own_network(Workbench bench) {
    var nested = bench.nestedEngine();
    var orphan = jobNetwork(nested);
    start(nested, orphan, RunnerNames.service("postgres17"), LABEL);
    nested.docker("network", "create", "ci");
    var step = nested.runner().startJob().step().with("network", "ci").with("prune-after", "1s");
    Poll.pass(Duration.ofMillis(1_200));

    assertThatStage(step.main())
        .succeededWithAWarning("the engine is on another host")
        .says("Removed the network " + orphan);

    assertThat(networks(nested)).doesNotContain(orphan);
    assertThat(containers(nested)).isEmpty();
    assertThatStage(step.post()).succeeded();
  }

  @Test
  void a_container_that_a_removed_network_stranded_can_start_again_once_it_is_mended(
      Workbench bench) {
    var nested = bench.nestedEngine();
    var network = jobNetwork(nested);
    start(nested, "bridge", "runner-0", "somebody");
    nested.docker("network", "connect", network, "runner-0");
    nested.docker("stop", "--time", "0", "runner-0");
    nested.docker("network", "rm", network);
    assertThat(nested.tryDocker("start", "runner-0").stderr())
        .containsPattern("network .* not found");

    var doctor = command(nested, "doctor", "--json");
    assertThat(doctor.exitCode()).isEqualTo(1);
    assertThat(json(doctor).path("stranded").findValuesAsText("container"))
        .containsExactly("runner-0");

    assertThat(command(nested, "sweep", "--older-than", "24h").exitCode()).isZero();
    nested.docker("start", "runner-0");
    assertThat(command(nested, "doctor").exitCode()).isZero();
  }

  @Test
  void addresses_that_run_out_are_told_by_the_doctor_and_by_a_job(Workbench bench) {
    var nested = bench.nestedEngine();
    nested.docker("network", "create", "ci");
    var well = command(nested, "doctor", "--json");
    assertThat(well.exitCode()).as(well.stdout()).isZero();
    var left = json(well).path("addresses").path("left").asInt();
    var step = nested.runner().startJob().step().with("network", "ci");

    IntStream.rangeClosed(1, left)
        .forEach(n -> nested.tryDocker("network", "create", "filler_" + n));

    assertThat(nested.tryDocker("network", "create", "one-too-many").stderr())
        .containsPattern("address pool|predefined");
    var doctor = command(nested, "doctor");
    assertThat(doctor.exitCode()).isEqualTo(1);
    assertThat(doctor.stdout()).contains("soon no job with services can start");
    assertThatStage(step.main())
        .hasOutput("outcome", "nothing-to-do")
        .says("::warning", "soon no job with services can start");
    assertThatStage(step.post()).succeeded();
  }

  @Test
  void the_doctor_says_which_calls_get_through_and_which_ports_are_fixed(Workbench bench) {
    var nested = bench.nestedEngine();
    var network = jobNetwork(nested);
    create(nested, network, RunnerNames.service("postgres17"), LABEL, "--publish", "5432:5432");
    create(nested, network, RunnerNames.service("redis"), LABEL, "--publish", "6379");

    var doctor = json(command(nested, "doctor", "--json"));

    assertThat(doctor.path("calls")).hasSizeGreaterThan(10);
    assertThat(doctor.path("calls").findValuesAsText("allowed")).containsOnly("true");
    assertThat(doctor.path("fixedPorts").findValuesAsText("port")).containsExactly("5432/tcp");
    assertThat(doctor.path("runnerLabels").path(0).path("containers").asInt()).isEqualTo(2);
    assertThat(networks(nested)).contains(network);

    var help = command(nested, "doctor", "--help");
    assertThat(help.exitCode()).isZero();
    assertThat(help.stdout()).startsWith("Usage:").contains("Exit codes");
    assertThat(command(nested, "sweep").exitCode()).isEqualTo(2);
  }

  private static String jobNetwork(NestedEngine nested) {
    var name = RunnerNames.network();
    nested.docker("network", "create", "--label", LABEL, name);
    return name;
  }

  private static void start(NestedEngine nested, String network, String name, String label) {
    create(nested, network, name, label);
    nested.docker("start", name);
  }

  private static void create(
      NestedEngine nested, String network, String name, String label, String... options) {
    var command = new ArrayList<>(List.of("create", "--name", name, "--label", label));
    command.addAll(List.of("--network", network, "--entrypoint", "/action/busybox"));
    command.addAll(List.of(options));
    command.addAll(List.of(nested.image(), "sleep", "600"));
    nested.docker(command.toArray(String[]::new));
  }

  private static CommandResult command(NestedEngine nested, String... arguments) {
    var socket = "/var/run/docker.sock:/var/run/docker.sock";
    var command = new ArrayList<>(List.of("run", "--rm", "--volume", socket, nested.image()));
    command.addAll(List.of(arguments));
    return nested.tryDocker(command.toArray(String[]::new));
  }

  private static JsonNode json(CommandResult result) {
    try {
      return new ObjectMapper().readTree(result.stdout());
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> networks(NestedEngine nested) {
    return nested.docker("network", "ls", "--format", "{{.Name}}").lines().toList();
  }

  private static List<String> containers(NestedEngine nested) {
    return nested.docker("ps", "--all", "--format", "{{.Names}}").lines().toList();
  }
}
