package org.dood.network.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.dood.network.attach.AttachOutcome;
import org.dood.network.attach.AttachOutcome.NothingToDo;
import org.dood.network.attach.AttachOutcome.OnNetworks;
import org.dood.network.attach.Evidence;
import org.dood.network.attach.Membership;
import org.dood.network.attach.Target;
import org.dood.network.detach.DetachOutcome;
import org.dood.network.detach.EndpointOutcome;
import org.dood.network.engine.EngineFailure;
import org.dood.network.engine.model.Container;
import org.dood.network.engine.model.ContainerId;
import org.dood.network.engine.model.ContainerState;
import org.dood.network.engine.model.Network;
import org.dood.network.engine.model.NetworkId;
import org.dood.network.engine.model.Port;
import org.dood.network.engine.model.Workload;
import org.dood.network.inputs.LocalhostChoice;
import org.dood.network.route.RulesRemoval;
import org.dood.network.services.ExportedVariables;
import org.dood.network.services.Forwarding;
import org.dood.network.services.HostAddress;
import org.dood.network.services.HostPorts;
import org.dood.network.services.JobServices;
import org.dood.network.services.Localhost;
import org.dood.network.services.Service;
import org.dood.network.services.ServicesOutcome;
import org.dood.network.services.StepsLocation;
import org.dood.network.services.StepsView;
import org.dood.network.services.Waiting;
import org.dood.network.testing.GoldenFile;
import org.junit.jupiter.api.Test;

/**
 * What the page of a run shows, in one file: {@code summary.golden.txt}. {@code
 * scripts/render-summary.sh} draws its diagrams.
 */
class StepSummaryTest {

  private static final String JOB_NETWORK = "github_network_0123456789abcdef0123456789abcdef";
  private static final ContainerId RUNNER = new ContainerId("1".repeat(64));
  private static final StepsLocation ON_JOB_NETWORK =
      new StepsLocation.OnJobNetwork(RUNNER, RUNNER);

  /** Text that would end a cell, a code span, a label, a fence, or begin something else. */
  private static final String HOSTILE =
      "a|b`c`<img src=x>[l](http://e)**d**@me \"]\nend\n```\n%%{init}%% #quot; &lt; --> 🐳";

  private static final Service POSTGRES =
      service("postgres", JOB_NETWORK, "postgres:17", "healthy", 5432);
  private static final Service REDIS =
      service("redis", JOB_NETWORK, "registry.example.com:5000/team/redis:8", "none", 6379);

  private static Service service(
      String name, String network, String image, String health, int port) {
    return new Service(
        name,
        new ContainerId("c0ffee"),
        network,
        "172.18.0.2",
        "",
        image,
        new Workload(
            ContainerState.RUNNING, health, List.of(new Port(port, "tcp", List.of())), Set.of()));
  }

  private static Map<String, Optional<String>> everySummary() {
    var all = new LinkedHashMap<String, Optional<String>>();
    all.put(
        "attached",
        StepSummary.of(
            on("runner-1", Membership.By.THIS_STEP, JOB_NETWORK),
            served(ON_JOB_NETWORK, List.of(POSTGRES, REDIS))));
    all.put(
        "attached to a further network",
        StepSummary.of(
            on("runner-1", Membership.By.THIS_STEP, JOB_NETWORK, "shop_default"),
            served(ON_JOB_NETWORK, List.of(POSTGRES, REDIS))));
    all.put(
        "attached, without services",
        StepSummary.of(
            on("runner-1", Membership.By.THIS_STEP, "shop_default"),
            served(ON_JOB_NETWORK, List.of())));
    all.put(
        "in a job container",
        StepSummary.of(
            new NothingToDo.InJobContainer(JOB_NETWORK),
            served(ON_JOB_NETWORK, List.of(POSTGRES))));
    all.put(
        "on a hosted runner",
        StepSummary.of(
            new NothingToDo.HostedRunner(),
            served(new StepsLocation.OnEngineHost(), List.of(POSTGRES))));
    all.put(
        "away from the engine",
        StepSummary.of(
            new NothingToDo.EngineElsewhere(JOB_NETWORK, Optional.empty(), List.of()),
            served(new StepsLocation.AwayFromEngine(Optional.empty()), List.of(REDIS))));
    all.put(
        "in a sandbox",
        StepSummary.of(
            on("runner-1", Membership.By.THIS_STEP, JOB_NETWORK),
            served(
                ON_JOB_NETWORK,
                List.of(POSTGRES),
                LocalhostChoice.OFF,
                new StepsView.InSandbox())));
    all.put("hostile names", withHostileNames());
    all.put(
        "neither attached nor services",
        StepSummary.of(new NothingToDo.HostedRunner(), served(ON_JOB_NETWORK, List.of())));
    all.put(
        "on the network already, without services",
        StepSummary.of(
            on("runner-1", Membership.By.OTHERS, "ci"), served(ON_JOB_NETWORK, List.of())));
    all.put(
        "post: still attached, and others on the network",
        StepSummary.of(
            handled(
                new EndpointOutcome.StillAttached(
                    "runner-1", JOB_NETWORK, new EngineFailure.Refused("disconnect", 500, "busy")),
                Map.of(JOB_NETWORK, List.of("browser", "app")))));
    all.put(
        "post: detached",
        StepSummary.of(handled(new EndpointOutcome.Detached("runner-1", JOB_NETWORK), Map.of())));
    return all;
  }

  @Test
  void page_shows_what_the_golden_file_says() {
    var texts = new LinkedHashMap<String, String>();
    everySummary().forEach((name, summary) -> texts.put(name, summary.orElse("")));
    GoldenFile.named("summary.golden.txt").assertHolds(texts);
  }

  @Test
  void hostile_names_leave_the_structure_as_it_is() {
    assertThat(shape(withHostileNames()))
        .isEqualTo(
            shape(
                StepSummary.of(
                    on("runner-1", Membership.By.THIS_STEP, JOB_NETWORK),
                    served(ON_JOB_NETWORK, List.of(POSTGRES), LocalhostChoice.OFF))));
  }

  /** A summary without the characters of names. */
  private static String shape(Optional<String> summary) {
    return summary
        .orElseThrow()
        .replaceAll("(?<=<code>)[^<]*", "")
        .replaceAll("\"[^\"]*\"", "\"\"");
  }

  @Test
  void summary_of_any_number_of_services_is_shown() {
    var services =
        IntStream.range(0, 1000)
            .mapToObj(i -> service(HOSTILE.repeat(9) + i, HOSTILE, HOSTILE.repeat(9), "none", i))
            .toList();
    var summary =
        StepSummary.of(
                on(HOSTILE, Membership.By.THIS_STEP, HOSTILE), served(ON_JOB_NETWORK, services))
            .orElseThrow();
    assertThat(summary.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(1_048_576);
    assertThat(summary.substring(summary.indexOf("```mermaid"))).hasSizeLessThan(50_000);
    assertThat(summary).contains("| and 970 more |", "\"and 970 more\"");
  }

  private static Optional<String> withHostileNames() {
    return StepSummary.of(
        on(HOSTILE, Membership.By.THIS_STEP, HOSTILE),
        served(
            ON_JOB_NETWORK,
            List.of(service(HOSTILE, HOSTILE, HOSTILE, HOSTILE, 80)),
            LocalhostChoice.OFF));
  }

  private static ServicesOutcome served(StepsLocation steps, List<Service> services) {
    return served(steps, services, LocalhostChoice.EXPOSED);
  }

  private static ServicesOutcome served(
      StepsLocation steps, List<Service> services, LocalhostChoice choice) {
    return served(steps, services, choice, new StepsView.AsHere());
  }

  private static ServicesOutcome served(
      StepsLocation steps, List<Service> services, LocalhostChoice choice, StepsView view) {
    var found = new JobServices.Found(steps, services);
    var localhost = Localhost.of(found, choice);
    return new ServicesOutcome(
        found,
        localhost,
        new HostPorts.NotNeeded(),
        new Forwarding.Started(
            localhost.forwards().stream().map(forward -> forward.port()).toList(), List.of()),
        Map.of(),
        view,
        new Waiting.NotAsked(),
        new HostAddress.At(HostAddress.LOCALHOST),
        new ExportedVariables.NotAsked());
  }

  private static AttachOutcome on(String runner, Membership.By by, String... networks) {
    var container =
        new Container(
            RUNNER,
            runner,
            "",
            "",
            "bridge",
            "runc",
            Map.of(),
            List.of(),
            List.of(),
            new Workload(ContainerState.RUNNING, Workload.UNCHECKED, List.of(), Set.of()));
    return new OnNetworks(
        new Target(container, container, new Evidence.RunsJobSteps()),
        List.of(networks).stream()
            .map(name ->
                new Membership(
                    new Network(new NetworkId(name), name, false, false, Map.of()),
                    "172.18.0.4",
                    "",
                    by))
            .toList(),
        List.of());
  }

  private static DetachOutcome handled(
      EndpointOutcome endpoint, Map<String, List<String>> blocking) {
    return new DetachOutcome.Handled(
        "runner-1", List.of(endpoint), new RulesRemoval.Removed(), blocking, List.of());
  }
}
