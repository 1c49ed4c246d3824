package org.dood.network.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.dood.network.attachment.AttachOutcome.AlreadyAttached;
import org.dood.network.attachment.AttachOutcome.Attached;
import org.dood.network.attachment.AttachOutcome.NotAttached;
import org.dood.network.attachment.AttachOutcome.NothingToDo;
import org.dood.network.attachment.Attachment;
import org.dood.network.attachment.DetachOutcome;
import org.dood.network.docker.Container;
import org.dood.network.docker.ContainerId;
import org.dood.network.docker.EngineFailure;
import org.dood.network.docker.Network;
import org.dood.network.docker.NetworkId;
import org.dood.network.docker.RunningContainer;
import org.dood.network.runner.Answer;
import org.dood.network.runner.Sighting;
import org.dood.network.runner.Testimony;
import org.junit.jupiter.api.Test;

/** Every line that people read, in one file: {@code report.golden.txt}. */
class ReportTest {

  private static final Path GOLDEN =
      Path.of("src/test/java/org/dood/network/report/report.golden.txt");

  private static final RunningContainer ONE = running("runner-1", "1");
  private static final RunningContainer TWO = running("runner-2", "2");
  private static final EngineFailure REFUSED =
      new EngineFailure.Refused(
          "connect container 111111111111 to network github_network_0123",
          403,
          "container cannot be connected to host network");
  private static final EngineFailure NO_PS =
      new EngineFailure.Refused("list processes of container 111111111111", 500, "no ps");

  private static Map<String, Report> everyReport() {
    var all = new LinkedHashMap<String, Report>();
    all.put("attached", AttachReport.of(new Attached(attachment("default"), "172.18.0.4")));
    all.put(
        "attached, work directory not shared",
        AttachReport.of(new Attached(unshared(), "172.18.0.4")));
    all.put(
        "already attached",
        AttachReport.of(new AlreadyAttached(attachment("default"), "172.18.0.4")));
    all.put("no network", AttachReport.of(new NothingToDo.NoNetwork()));
    all.put("hosted runner", AttachReport.of(new NothingToDo.HostedRunner()));
    all.put(
        "runner in no container",
        AttachReport.of(new NothingToDo.RunnerInNoContainer("github_network_0123", 7)));
    all.put("bad network name", AttachReport.of(new NotAttached.BadNetworkName("a\n::b ##[c]")));
    all.put("bad container name", AttachReport.of(new NotAttached.BadContainerName("a b")));
    all.put("no such network", AttachReport.of(new NotAttached.NoSuchNetwork("nope")));
    all.put("no such container", AttachReport.of(new NotAttached.NoSuchContainer("nope")));
    all.put(
        "own container unknown",
        AttachReport.of(new NotAttached.OwnContainerUnknown("0123456789ab")));
    all.put(
        "runner unproven",
        AttachReport.of(
            new NotAttached.RunnerUnproven(
                List.of(
                    new Testimony(
                        ONE,
                        new Answer.Unknown(NO_PS.inWords()),
                        Optional.of(new Answer.Unknown("the engine cannot look into its tmpfs"))),
                    new Testimony(TWO, new Answer.Unknown(NO_PS.inWords()), Optional.empty())))));
    all.put(
        "runner contested",
        AttachReport.of(
            new NotAttached.RunnerContested(
                List.of(
                    new Sighting.Proven(ONE, "it holds the step's file /w/save_state_1"),
                    new Sighting.Proven(TWO, "it holds the step's file /w/save_state_1")))));
    all.put(
        "command files missing",
        AttachReport.of(new NotAttached.CommandFilesMissing("/home/runner/_work")));
    all.put(
        "connect failed",
        AttachReport.of(new NotAttached.ConnectFailed(attachment("default"), REFUSED)));
    all.put(
        "connect failed, runner on the host's network",
        AttachReport.of(new NotAttached.ConnectFailed(attachment("host"), REFUSED)));
    all.put(
        "connect uncertain",
        AttachReport.of(
            new NotAttached.ConnectUncertain(
                attachment("default"),
                new EngineFailure.TimedOut("connect container 1", Duration.ofSeconds(30)))));
    everyFailure()
        .forEach((name, failure) ->
            all.put("engine " + name, AttachReport.of(new NotAttached.EngineFailed(failure))));
    all.put("post: detached", post(new DetachOutcome.Endpoint.Detached("runner-1", "net")));
    all.put(
        "post: still attached",
        post(new DetachOutcome.Endpoint.StillAttached("runner-1", "net", REFUSED)));
    all.put("post: nothing attached", DetachReport.of(new DetachOutcome.NothingAttached()));
    all.put("post: gone already", DetachReport.of(new DetachOutcome.GoneAlready()));
    all.put("post: engine failed", DetachReport.of(new DetachOutcome.EngineFailed(REFUSED)));
    return all;
  }

  private static Map<String, EngineFailure> everyFailure() {
    var all = new LinkedHashMap<String, EngineFailure>();
    all.put("unreachable", new EngineFailure.Unreachable("list containers", "Permission denied"));
    all.put("silent", new EngineFailure.TimedOut("list containers", Duration.ofSeconds(10)));
    all.put("filtered", new EngineFailure.Refused("list containers", 403, "blocked by the proxy"));
    all.put("refusing", new EngineFailure.Refused("list containers", 500, "out of memory"));
    all.put(
        "unintelligible",
        new EngineFailure.Unintelligible("list containers", "Unexpected character ('<')"));
    return all;
  }

  @Test
  void people_read_what_the_golden_file_says() throws IOException {
    var told =
        everyReport().entrySet().stream()
            .map(e -> "== " + e.getKey() + "\n" + told(e.getValue()))
            .collect(Collectors.joining("\n"));
    assertThat(told).isEqualTo(Files.readString(GOLDEN));
  }

  @Test
  void a_failure_is_one_error_and_nothing_else() {
    assertThat(everyReport().values())
        .filteredOn(Report::failed)
        .isNotEmpty()
        .allSatisfy(r -> {
          assertThat(r.lines()).hasSize(1).allMatch(l -> l.startsWith("::error "));
          assertThat(r.lines().getFirst().length()).isLessThan(4096);
          assertThat(r.outputs()).containsEntry("outcome", "failed");
        });
  }

  private static String told(Report report) {
    var outputs =
        report.outputs().entrySet().stream()
            .map(e -> "  " + e.getKey() + "=" + e.getValue() + "\n")
            .collect(Collectors.joining());
    return String.join("\n", report.lines()) + "\n" + outputs;
  }

  private static Report post(DetachOutcome.Endpoint endpoint) {
    return DetachReport.of(new DetachOutcome.Handled(List.of(endpoint)));
  }

  private static Attachment attachment(String networkMode) {
    return new Attachment(
        runner(networkMode),
        "'docker run --name action_0a1b2c' runs in it",
        new Network(new NetworkId("0123"), "github_network_0123"),
        "dood-network-action.abc123.__self.github_network_0123",
        Optional.empty());
  }

  private static Attachment unshared() {
    var shared = attachment("default");
    return new Attachment(
        shared.runner(),
        shared.evidence(),
        shared.network(),
        shared.alias(),
        Optional.of("/home/runner/_work"));
  }

  private static Container runner(String networkMode) {
    return new Container(ONE.id(), ONE.name(), networkMode, Set.of(), List.of(), List.of());
  }

  private static RunningContainer running(String name, String digit) {
    return new RunningContainer(new ContainerId(digit.repeat(64)), name, List.of());
  }
}
