package org.dood.network.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dood.network.testing.EngineValues.signature;

import java.util.List;
import java.util.Optional;
import org.dood.network.detach.ContainerRemoval;
import org.dood.network.detach.EndpointOutcome;
import org.dood.network.engine.Engine;
import org.dood.network.engine.EngineAddress;
import org.dood.network.engine.EngineFailure;
import org.dood.network.host.Removal;
import org.dood.network.recovery.EngineView.ActionContainers;
import org.dood.network.route.KeptRoute;
import org.dood.network.route.RouteKeeping.ByRules;
import org.dood.network.route.RulesRemoval;
import org.dood.network.runner.RunnerNames;
import org.dood.network.runner.Signature;
import org.dood.network.testing.engine.FakeContainer;
import org.dood.network.testing.engine.FakeEngine;
import org.dood.network.testing.engine.FakeNetwork;
import org.junit.jupiter.api.Test;

class RecoverRunnerTest {

  private static final String KILLED_NETWORK = RunnerNames.network();
  private static final Signature KILLED = signature("abc123", "step", KILLED_NETWORK);
  private static final KeptRoute ROUTE = new KeptRoute("172.17.0.1", "");

  private final FakeEngine fake = new FakeEngine();
  private final Engine engine = Engine.at(EngineAddress.mountedSocket(), fake);
  private final FakeNetwork network = fake.network(KILLED_NETWORK).withLabel("abc123");
  private final FakeContainer runner = fake.container("runner");

  @Test
  void nothing_left_makes_no_call() {
    assertThat(recover(Leftovers.NONE)).isEmpty();
    assertThat(fake.calls()).isEmpty();
  }

  @Test
  void runner_is_detached_and_the_killed_jobs_network_removed() {
    runner.onNetwork(network, KILLED.alias());
    assertThat(recover(onRunner(Optional.empty())))
        .containsExactly(
            new RecoveryStep.Detaching(new EndpointOutcome.Detached("runner", KILLED_NETWORK)),
            new RecoveryStep.NetworkRemoving(KILLED_NETWORK, new Removal.Removed(List.of())));
    assertThat(fake.has(network)).isFalse();
  }

  @Test
  void network_that_no_runner_made_stays() {
    var compose = fake.network("compose_default");
    runner.onNetwork(compose, KILLED.alias());
    assertThat(recover(onRunner(Optional.empty())))
        .containsExactly(
            new RecoveryStep.Detaching(new EndpointOutcome.Detached("runner", "compose_default")));
    assertThat(fake.has(compose)).isTrue();
  }

  @Test
  void rules_are_removed_after_the_endpoint_that_marks_them() {
    runner.onNetwork(network, KILLED.alias(), ROUTE.marks().getFirst());
    assertThat(recover(onRunner(Optional.of(new ByRules(ROUTE, "sha256:image-of-runner", KILLED)))))
        .contains(new RecoveryStep.RulesRemoving("runner", new RulesRemoval.Removed()));
    assertThat(fake.finishedCommands())
        .containsExactly("/action/keep-route remove 172.17.0.1  in runner");
  }

  @Test
  void containers_are_removed() {
    var claim = fake.container("claim").inState("created");
    assertThat(recover(new Leftovers(Optional.empty(), listed())))
        .contains(new RecoveryStep.ContainerRemoving(new ContainerRemoval.Removed("claim")));
    assertThat(fake.has(claim)).isFalse();
  }

  @Test
  void container_that_is_gone_already_needs_nothing() {
    var claim = fake.container("claim").inState("created");
    var leftovers = new Leftovers(Optional.empty(), listed());
    fake.remove(claim);
    assertThat(recover(leftovers))
        .contains(new RecoveryStep.ContainerRemoving(new ContainerRemoval.GoneAlready("claim")));
  }

  @Test
  void container_that_a_failed_call_removed_is_removed() {
    fake.container("claim").inState("created");
    var leftovers = new Leftovers(Optional.empty(), listed());
    fake.onCall("DELETE /containers/").actThenCutOff();
    assertThat(recover(leftovers))
        .contains(new RecoveryStep.ContainerRemoving(new ContainerRemoval.Removed("claim")));
  }

  @Test
  void container_that_could_not_be_removed_is_reported() {
    fake.container("claim").inState("created");
    var leftovers = new Leftovers(Optional.empty(), listed());
    fake.onCall("DELETE /containers/").refuse(500, "busy");
    assertThat(recover(leftovers))
        .filteredOn(RecoveryStep.ContainerRemoving.class::isInstance)
        .map(RecoveryStep.ContainerRemoving.class::cast)
        .extracting(RecoveryStep.ContainerRemoving::container)
        .hasAtLeastOneElementOfType(ContainerRemoval.Failed.class);
  }

  @Test
  void failed_look_for_containers_is_reported() {
    var refused = new EngineFailure.Refused("list containers", 403, "filtered");
    assertThat(recover(new Leftovers(Optional.empty(), new ActionContainers.LookFailed(refused))))
        .containsExactly(new RecoveryStep.LookFailed(refused));
  }

  private List<RecoveryStep> recover(Leftovers leftovers) {
    return new RecoverRunner(engine).recover(leftovers);
  }

  private ActionContainers listed() {
    return new ActionContainers.Listed(
        engine.containers().all().stream().filter(c -> c.name().equals("claim")).toList());
  }

  private Leftovers onRunner(Optional<ByRules> rules) {
    var inspected = engine.containers().find(runner.id()).orElseThrow();
    return new Leftovers(
        Optional.of(new Leftovers.OnRunner(inspected, inspected.endpoints(), rules)),
        new ActionContainers.Listed(List.of()));
  }
}
