package org.dood.network.attach;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dood.network.testing.EngineValues.container;
import static org.dood.network.testing.EngineValues.endpoint;
import static org.dood.network.testing.EngineValues.network;
import static org.dood.network.testing.EngineValues.signature;

import java.util.List;
import java.util.Optional;
import org.dood.network.engine.model.Endpoint;
import org.dood.network.engine.model.Network;
import org.dood.network.inputs.Input;
import org.dood.network.recovery.EngineView.ActionContainers;
import org.dood.network.recovery.Leftovers;
import org.dood.network.route.KeptRoute;
import org.dood.network.route.RouteKeeping;
import org.dood.network.runner.Signature;
import org.junit.jupiter.api.Test;

class NetworkPlanTest {

  private static final Network NETWORK = network("compose_default");
  private static final Endpoint ENDPOINT = endpoint("compose_default");
  private static final Signature STEP = signature("abc123", "step", "job");
  private static final NetworkPlan JOIN =
      new NetworkPlan.Join(NETWORK, Input.NETWORK, List.of("app"));
  private static final NetworkPlan SHARE =
      new NetworkPlan.Share(NETWORK, ENDPOINT, STEP, false, Input.NETWORK);
  private static final NetworkPlan LEAVE_ALONE =
      new NetworkPlan.LeaveAlone(network("other"), ENDPOINT);
  private static final KeptRoute ROUTE = new KeptRoute("172.17.0.1", "");

  @Test
  void post_undoes_all_but_what_is_left_alone() {
    assertThat(List.of(JOIN, SHARE, LEAVE_ALONE))
        .extracting(NetworkPlan::isForPost)
        .containsExactly(true, true, false);
    assertThat(connect(new RouteKeeping.EnginesChoice(), Leftovers.NONE).forPost())
        .containsExactly(NETWORK, NETWORK);
  }

  @Test
  void membership_says_who_attached_the_runner_before() {
    assertThat(Membership.before(JOIN)).isEmpty();
    assertThat(
            Membership.before(new NetworkPlan.Share(NETWORK, ENDPOINT, STEP, true, Input.NETWORK)))
        .contains(new Membership(NETWORK, ENDPOINT.ipAddress(), "", Membership.By.ANOTHER_STEP));
    assertThat(Membership.before(SHARE))
        .contains(new Membership(NETWORK, ENDPOINT.ipAddress(), "", Membership.By.ANOTHER_JOB));
    assertThat(Membership.before(LEAVE_ALONE))
        .contains(new Membership(network("other"), ENDPOINT.ipAddress(), "", Membership.By.OTHERS));
  }

  @Test
  void endpoint_bears_the_signature_the_given_aliases_and_the_marks_of_rules() {
    assertThat(connect(byRules(), Leftovers.NONE).aliasesOn(NETWORK))
        .containsExactly(STEP.alias(), "app", ROUTE.marks().getFirst());
    assertThat(connect(new RouteKeeping.ByPriority(), Leftovers.NONE).aliasesOn(NETWORK))
        .containsExactly(STEP.alias(), "app");
  }

  @Test
  void post_may_have_to_remove_the_rules_of_this_step_or_else_those_of_a_killed_job() {
    var killed = new KeptRoute("10.0.0.1", "");
    var leftovers =
        new Leftovers(
            Optional.of(
                new Leftovers.OnRunner(
                    container("runner"),
                    List.of(),
                    Optional.of(new RouteKeeping.ByRules(killed, "image", STEP)))),
            new ActionContainers.Listed(List.of()));
    assertThat(connect(byRules(), leftovers).routesForPost()).isEqualTo(ROUTE.marks());
    assertThat(connect(new RouteKeeping.EnginesChoice(), leftovers).routesForPost())
        .isEqualTo(killed.marks());
    assertThat(connect(new RouteKeeping.EnginesChoice(), Leftovers.NONE).routesForPost()).isEmpty();
  }

  @Test
  void engine_serves_the_job_unless_there_is_no_network_or_main_failed() {
    var target = new Target(container("runner"), container("runner"), new Evidence.NamedByInput());
    var serving =
        List.<AttachOutcome>of(
            new AttachOutcome.OnNetworks(target, List.of(), List.of()),
            new AttachOutcome.NothingToDo.InJobContainer("job"),
            new AttachOutcome.NothingToDo.OnHostNetwork("job", target, List.of()),
            new AttachOutcome.NothingToDo.RunnerInNoContainer("job", 1),
            new AttachOutcome.NothingToDo.BesideEngineInPod("job", List.of()),
            new AttachOutcome.NothingToDo.EngineElsewhere("job", Optional.empty(), List.of()));
    var notServing =
        List.<AttachOutcome>of(
            new AttachOutcome.NothingToDo.NoNetwork(
                new AttachOutcome.RunnerPlace.InContainer(target)),
            new AttachOutcome.NothingToDo.HostedRunner(),
            new AttachOutcome.NotAttached.OwnContainerUnknown("host"));
    assertThat(serving).allMatch(o -> new AttachPlan.Settled(o, Leftovers.NONE).engineServesJob());
    assertThat(notServing)
        .noneMatch(o -> new AttachPlan.Settled(o, Leftovers.NONE).engineServesJob());
    assertThat(connect(new RouteKeeping.EnginesChoice(), Leftovers.NONE).engineServesJob())
        .isTrue();
  }

  private static RouteKeeping byRules() {
    return new RouteKeeping.ByRules(ROUTE, "sha256:image", STEP);
  }

  private static AttachPlan.Connect connect(RouteKeeping routes, Leftovers leftovers) {
    var runner = container("runner");
    return new AttachPlan.Connect(
        new Target(runner, runner, new Evidence.NamedByInput()),
        leftovers,
        List.of(JOIN, SHARE, LEAVE_ALONE),
        STEP,
        Optional.of("sha256:image"),
        routes,
        List.of());
  }
}
