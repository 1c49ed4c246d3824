package org.dood.network.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.dood.network.detach.ContainerRemoval;
import org.dood.network.detach.DetachJobOutcome;
import org.dood.network.detach.DetachJobOutcome.LeftNetwork;
import org.dood.network.detach.DetachOutcome.Handled;
import org.dood.network.detach.DetachOutcome.MarkedEndpoint;
import org.dood.network.detach.EndpointOutcome;
import org.dood.network.engine.EngineFailure;
import org.dood.network.inputs.Input;
import org.dood.network.inputs.InvalidInput;
import org.dood.network.route.RulesFailure;
import org.dood.network.route.RulesRemoval;
import org.dood.network.testing.Cases;
import org.dood.network.testing.GoldenFile;
import org.junit.jupiter.api.Test;

/** Every line of the detach stage, in {@code detach-job.golden.txt}. */
class DetachJobReportTest {

  private static final EngineFailure REFUSED =
      new EngineFailure.Refused("disconnect container 1", 500, "out of memory");

  private static Map<String, DetachJobOutcome> everyExample() {
    var all = new LinkedHashMap<String, DetachJobOutcome>();
    all.put("detached", attached(List.of(detached("shop_default"), detached("ci")), List.of()));
    all.put(
        "left to another job",
        attached(List.of(new EndpointOutcome.LeftToOthers("runner-1", "shop_default")), List.of()));
    all.put(
        "still attached",
        attached(
            List.of(
                detached("ci"),
                new EndpointOutcome.StillAttached("runner-1", "shop_default", REFUSED)),
            List.of()));
    all.put(
        "named networks that are left",
        attached(
            List.of(),
            List.of(
                new LeftNetwork.NoSuchNetwork("shop_defualt"),
                new LeftNetwork.NotAttachedByJob("ci"))));
    all.put(
        "rules left, and a network of Compose that nobody uses",
        new DetachJobOutcome.Attached(
            new Handled(
                "runner-1",
                List.of(detached("shop_default")),
                new RulesRemoval.Failed(new RulesFailure.ImageUnknown()),
                Map.of(),
                List.of("shop_default")),
            List.of(),
            List.of()));
    all.put(
        "a forwarder that had ended",
        new DetachJobOutcome.Attached(
            handled(List.of(detached("ci"))),
            List.of(
                new ContainerRemoval.RemovedAfterItsEnd(
                    "dood-network-action-forwarder-1", Optional.of(137), List.of())),
            List.of()));
    all.put(
        "nothing attached",
        new DetachJobOutcome.NothingAttached(
            List.of(
                new LeftNetwork.NoSuchNetwork("shop_defualt"),
                new LeftNetwork.NotAttachedByJob("ci"))));
    all.put(
        "owner unknown",
        new DetachJobOutcome.OwnerUnknown(
            List.of(new MarkedEndpoint("vpn", "shop_default"), new MarkedEndpoint("vpn", "ci"))));
    all.put("no engine", new DetachJobOutcome.NoEngine());
    all.put("engine failed", new DetachJobOutcome.LookFailed(REFUSED));
    return all;
  }

  private static DetachJobOutcome attached(
      List<EndpointOutcome> endpoints, List<LeftNetwork> left) {
    return new DetachJobOutcome.Attached(handled(endpoints), List.of(), left);
  }

  private static Handled handled(List<EndpointOutcome> endpoints) {
    return new Handled("runner-1", endpoints, new RulesRemoval.NotDue(), Map.of(), List.of());
  }

  private static EndpointOutcome detached(String network) {
    return new EndpointOutcome.Detached("runner-1", network);
  }

  /** The report of each example. */
  static Stream<Report> everyReport() {
    return Stream.concat(
        everyExample().values().stream().map(DetachJobReport::of),
        Stream.of(
            DetachJobReport.of(
                new InvalidInput.NotAName(Input.NETWORKS, "-shop\n::error::default"))));
  }

  @Test
  void people_read_what_the_golden_file_says() {
    var texts = new LinkedHashMap<String, String>();
    everyExample()
        .forEach((name, outcome) ->
            texts.put(name, String.join("\n", DetachJobReport.of(outcome).lines()) + "\n"));
    GoldenFile.named("detach-job.golden.txt").assertHolds(texts);
  }

  @Test
  void each_outcome_has_an_example() {
    Cases.assertEachOccursIn(
        everyExample().values(), DetachJobOutcome.class, LeftNetwork.class, EndpointOutcome.class);
  }

  @Test
  void failure_ends_with_one_error_and_success_has_none() {
    assertThat(everyReport())
        .allSatisfy(report -> {
          assertThat(report.outputs()).isEmpty();
          assertThat(report.lines().stream().filter(line -> line.startsWith("::error ")))
              .hasSize(report.failed() ? 1 : 0);
        });
  }
}
