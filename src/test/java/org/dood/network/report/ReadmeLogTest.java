package org.dood.network.report;

import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.dood.network.attach.AttachOutcome;
import org.dood.network.attach.Evidence;
import org.dood.network.attach.Membership;
import org.dood.network.attach.Target;
import org.dood.network.engine.model.Container;
import org.dood.network.engine.model.ContainerId;
import org.dood.network.engine.model.ContainerState;
import org.dood.network.engine.model.Network;
import org.dood.network.engine.model.NetworkId;
import org.dood.network.engine.model.Port;
import org.dood.network.engine.model.Workload;
import org.dood.network.inputs.LocalhostChoice;
import org.dood.network.runner.ProofResult.Sighting;
import org.dood.network.services.ExportedVariables;
import org.dood.network.services.Forwarding;
import org.dood.network.services.HostAddress;
import org.dood.network.services.HostPorts;
import org.dood.network.services.JobServices;
import org.dood.network.services.Localhost;
import org.dood.network.services.Reachability;
import org.dood.network.services.Service;
import org.dood.network.services.ServicesOutcome;
import org.dood.network.services.StepsLocation;
import org.dood.network.services.StepsView;
import org.dood.network.services.TriedPorts;
import org.dood.network.services.Waiting;
import org.dood.network.testing.GeneratedBlock;
import org.junit.jupiter.api.Test;

/** The log that the README shows is what its example prints. */
class ReadmeLogTest {

  private static final String NETWORK = "github_network_4f1c0a7be2d94c6f8a35d07e1b92c684";
  private static final ContainerId RUNNER =
      new ContainerId("7d1f4be09c2a4be09c2a4be09c2a4be09c2a4be09c2a4be09c2a4be09c2a4be0");

  @Test
  void readme_shows_the_log_of_its_example() {
    var report = AttachReport.of(attached()).and(ServicesReport.of(services()));
    var log =
        Stream.of(Stream.of("```text"), report.lines().stream(), Stream.of("```"))
            .flatMap(lines -> lines)
            .collect(joining("\n", "", "\n"));
    GeneratedBlock.in("README.md", "log").assertHolds(log);
    GeneratedBlock.in("README.ja.md", "log").assertHolds(log);
  }

  private static AttachOutcome attached() {
    var runner =
        new Container(
            RUNNER,
            "runner-1",
            "",
            "",
            "runners_default",
            "runc",
            Map.of(),
            List.of(),
            List.of(),
            new Workload(ContainerState.RUNNING, Workload.UNCHECKED, List.of(), Set.of()));
    return new AttachOutcome.OnNetworks(
        new Target(
            runner,
            runner,
            new Evidence.Proven(new Sighting.OwnContainersProcess("d1e2f3_0a1b2c"))),
        List.of(
            new Membership(
                new Network(new NetworkId("0123"), NETWORK, false, false, Map.of()),
                "172.18.0.4",
                "",
                Membership.By.THIS_STEP)),
        List.of());
  }

  private static ServicesOutcome services() {
    var postgres =
        new Service(
            "postgres",
            new ContainerId("c0ffee"),
            NETWORK,
            "172.18.0.2",
            "",
            "postgres:17",
            new Workload(
                ContainerState.RUNNING,
                "healthy",
                List.of(new Port(5432, "tcp", List.of())),
                Set.of()));
    var found =
        new JobServices.Found(new StepsLocation.OnJobNetwork(RUNNER, RUNNER), List.of(postgres));
    return new ServicesOutcome(
        found,
        Localhost.of(found, LocalhostChoice.EXPOSED),
        new HostPorts.NotNeeded(),
        new Forwarding.Started(List.of(5432), List.of()),
        Map.of("postgres", new Reachability.NameResolved(new TriedPorts(List.of(5432), List.of()))),
        new StepsView.AsHere(),
        new Waiting.NotAsked(),
        new HostAddress.At("172.18.0.1"),
        new ExportedVariables.NotAsked());
  }
}
