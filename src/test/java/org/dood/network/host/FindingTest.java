package org.dood.network.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.dood.network.engine.CallAnswer;
import org.dood.network.engine.EngineFailure;
import org.dood.network.engine.HarmlessCall;
import org.dood.network.engine.model.ContainerId;
import org.dood.network.engine.model.EngineVersion;
import org.dood.network.engine.model.LeftOut;
import org.dood.network.engine.model.NetworkId;
import org.dood.network.host.Diagnosis.TriedCall;
import org.dood.network.runner.JobNetwork;
import org.dood.network.runner.RunnerLabel;
import org.dood.network.runner.RunnerNames;
import org.junit.jupiter.api.Test;

/** Which problems an examination shows, and in which order. */
class FindingTest {

  private static final EngineVersion ENGINE = new EngineVersion("Engine", "20.10.24", "1.41");
  private static final EngineFailure FAILURE =
      new EngineFailure.TimedOut("list networks", Duration.ofSeconds(20));
  private static final HarmlessCall CALL = HarmlessCall.all().getFirst();
  private static final TriedCall ALLOWED = new TriedCall(CALL, new CallAnswer.Allowed());
  private static final TriedCall REFUSED = new TriedCall(CALL, new CallAnswer.Forbidden(403, ""));
  private static final PoolUse AMPLE = new PoolUse(31, 2);
  private static final PoolUse SCARCE = new PoolUse(31, 29);
  private static final RunnerLabel LABEL = new RunnerLabel("abc123");
  private static final FoundRunner RUNNER = new FoundRunner("runner-1", false, List.of());
  private static final String NETWORK = RunnerNames.network();
  private static final Orphan ORPHAN =
      new Orphan(
          new JobNetwork(new NetworkId("0123"), NETWORK, LABEL, Instant.EPOCH),
          Duration.ofHours(75),
          List.of());
  private static final LeftEndpoint LEFT = new LeftEndpoint("runner-1", NETWORK);
  private static final UnstartableContainer UNSTARTABLE =
      new UnstartableContainer(new ContainerId("c0ffee"), "runner-0", NETWORK);
  private static final FixedPort PORT = new FixedPort("5432/tcp", "db");
  private static final LeftOut UNREAD =
      new LeftOut("network", Optional.of("fedcba98"), Optional.empty(), "there is no 'Name' in it");

  private static Diagnosis complete(TriedCall call, Diagnosis.Host host) {
    return new Diagnosis.Complete(ENGINE, List.of(call), host);
  }

  private static Diagnosis.Host inGoodState(List<FoundRunner> runners, List<FixedPort> ports) {
    return new Diagnosis.Host(
        runners, List.of(), List.of(), List.of(), List.of(), List.of(), ports, AMPLE);
  }

  @Test
  void engine_in_good_state_gives_none() {
    var host = inGoodState(List.of(RUNNER), List.of());
    assertThat(Finding.of(complete(ALLOWED, host), List.of())).isEmpty();
  }

  @Test
  void all_problems_at_once_are_in_order_of_weight() {
    var host =
        new Diagnosis.Host(
            List.of(RUNNER, RUNNER),
            List.of("runner-1"),
            List.of(LEFT),
            List.of(),
            List.of(ORPHAN),
            List.of(UNSTARTABLE),
            List.of(PORT),
            SCARCE);
    assertThat(Finding.of(complete(REFUSED, host), List.of(UNREAD)))
        .containsExactly(
            new Finding.CallsRefused(List.of(CALL)),
            new Finding.ServicesRefused(List.of("runner-1")),
            new Finding.AddressesScarce(SCARCE),
            new Finding.NetworksLeftBehind(List.of(ORPHAN)),
            new Finding.ContainersUnstartable(List.of(UNSTARTABLE)),
            new Finding.RunnerStillAttached(LEFT),
            new Finding.PortsFixed(List.of(PORT)),
            new Finding.EntriesUnread(List.of(UNREAD)));
  }

  @Test
  void engine_that_cannot_be_asked_comes_before_the_calls_that_it_refuses() {
    assertThat(
            Finding.of(
                new Diagnosis.HostLookFailed(ENGINE, List.of(ALLOWED, REFUSED), FAILURE),
                List.of()))
        .containsExactly(
            new Finding.EngineNotAsked(FAILURE), new Finding.CallsRefused(List.of(CALL)));
    assertThat(Finding.of(new Diagnosis.LookFailed(FAILURE), List.of()))
        .containsExactly(new Finding.EngineNotAsked(FAILURE));
  }

  @Test
  void fixed_ports_of_the_only_runner_are_no_problem() {
    var host = inGoodState(List.of(RUNNER), List.of(PORT));
    assertThat(Finding.of(complete(ALLOWED, host), List.of())).isEmpty();
  }
}
