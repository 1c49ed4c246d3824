package org.dood.network.attach;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dood.network.testing.EngineValues.signature;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.dood.network.attach.AttachOutcome.NotAttached;
import org.dood.network.attach.AttachOutcome.NothingToDo;
import org.dood.network.attach.AttachOutcome.OnNetworks;
import org.dood.network.attach.AttachOutcome.RunnerPlace;
import org.dood.network.engine.Engine;
import org.dood.network.engine.EngineAddress;
import org.dood.network.inputs.Input;
import org.dood.network.recovery.Leftovers;
import org.dood.network.route.RouteKeeping;
import org.dood.network.route.RulesFailure;
import org.dood.network.runner.RunnerNames;
import org.dood.network.runner.Signature;
import org.dood.network.runner.StepIdentity;
import org.dood.network.testing.EngineValues;
import org.dood.network.testing.engine.FakeContainer;
import org.dood.network.testing.engine.FakeEngine;
import org.dood.network.testing.engine.FakeNetwork;
import org.junit.jupiter.api.Test;

/** What main decides to do on each network, and how the default route is kept. */
class PlanAttachmentTest {

  private static final String LABEL = "abc123";
  private static final String JOB_NETWORK = RunnerNames.network();

  private final FakeEngine fake = new FakeEngine();
  private final FakeNetwork jobNetwork = fake.network(JOB_NETWORK).withLabel(LABEL);
  private final FakeNetwork runners = fake.network("ci");
  private final FakeContainer own =
      fake.container("action")
          .withLabel(LABEL)
          .withMount("/work/_temp/_runner_file_commands", "/github/file_commands")
          .inNetworkMode(JOB_NETWORK)
          .onNetwork(jobNetwork);
  private final FakeContainer runner =
      fake.container("runner")
          .withMount("/var/run/docker.sock", "/var/run/docker.sock")
          .withProcess("docker run --name action image");
  private Requests requests =
      Requests.none()
          .with(Input.NETWORK, JOB_NETWORK)
          .with(Input.JOB_NETWORK, JOB_NETWORK)
          .fromHostname(own.id().value().substring(0, 12));

  @Test
  void network_that_the_runner_is_not_on_is_joined() {
    runner.onNetwork(runners);
    assertConnect(connect -> {
      assertThat(connect.target().runner().id()).isEqualTo(runner.id());
      assertThat(connect.networks())
          .singleElement()
          .isInstanceOfSatisfying(
              NetworkPlan.Join.class,
              join -> {
                assertThat(join.network().id()).isEqualTo(jobNetwork.id());
                assertThat(join.namedBy()).isEqualTo(Input.NETWORK);
              });
      assertThat(connect.signature()).isEqualTo(signature(LABEL, "step", JOB_NETWORK));
      assertThat(connect.routes()).isEqualTo(new RouteKeeping.EnginesChoice());
    });
    assertThat(fake.isUnchanged()).isTrue();
  }

  @Test
  void further_networks_follow_the_jobs_own_each_once_and_get_no_aliases() {
    runner.onNetwork(runners);
    var compose = fake.network("compose_default");
    requests =
        requests
            .with(Input.ALIASES, "app")
            .with(Input.EXTRA_NETWORKS, "compose_default " + compose.id() + " " + JOB_NETWORK);
    assertConnect(connect ->
        assertThat(connect.networks())
            .extracting(plan -> ((NetworkPlan.Join) plan).names())
            .containsExactly(List.of("app"), List.of()));
  }

  @Test
  void attachment_that_others_made_is_left_alone_and_nothing_is_planned() {
    runner.onNetwork(runners).onNetwork(jobNetwork);
    assertSettled(
        OnNetworks.class,
        on -> {
          assertThat(on.memberships())
              .extracting(Membership::by)
              .containsExactly(Membership.By.OTHERS);
          assertThat(on.attached()).isFalse();
        });
  }

  @Test
  void attachment_of_another_step_of_the_job_is_shared() {
    var holder = signature(LABEL, "other", JOB_NETWORK);
    runner.onNetwork(runners).onNetwork(jobNetwork, holder.alias());
    assertShares(jobNetwork.name(), holder, true);
  }

  @Test
  void attachment_of_an_earlier_run_of_the_step_is_shared() {
    var earlier =
        new Signature(
            signature(LABEL, "step", JOB_NETWORK).runnerLabel(),
            "step",
            Optional.of(EngineValues.secret("earlier run")),
            Optional.of(JOB_NETWORK));
    runner.onNetwork(runners).onNetwork(jobNetwork, earlier.alias());
    assertShares(jobNetwork.name(), earlier, true);
  }

  @Test
  void attachment_of_another_runners_job_to_a_network_of_neither_is_shared() {
    var compose = fake.network("compose_default");
    var holder = signature("fed321", "step", RunnerNames.network());
    runner.onNetwork(runners).onNetwork(compose, holder.alias());
    requests = requests.with(Input.EXTRA_NETWORKS, "compose_default");
    assertShares("compose_default", holder, false);
  }

  @Test
  void endpoint_that_a_killed_job_of_the_runner_left_is_no_attachment() {
    var killed = fake.network(RunnerNames.network()).withLabel(LABEL);
    runner.onNetwork(runners).onNetwork(killed, signature(LABEL, "step", killed.name()).alias());
    assertConnect(connect ->
        assertThat(connect.leftovers().endpoints())
            .singleElement()
            .satisfies(left -> assertThat(left.network()).isEqualTo(killed.id())));
  }

  @Test
  void network_that_would_take_over_the_default_route_is_joined_with_a_lower_priority() {
    fake.speakApiVersion("1.48");
    runner.onNetwork(fake.network("runners_default"));
    assertConnect(connect -> assertThat(connect.routes()).isEqualTo(new RouteKeeping.ByPriority()));
  }

  @Test
  void before_priorities_routing_rules_keep_the_default_route() {
    fake.speakApiVersion("1.47");
    runner.onNetwork(fake.network("runners_default"));
    assertConnect(connect ->
        assertThat(connect.routes())
            .isInstanceOfSatisfying(
                RouteKeeping.ByRules.class,
                rules -> assertThat(rules.signature()).isEqualTo(connect.signature())));
  }

  @Test
  void engine_may_move_the_default_route_if_the_input_permits_it() {
    fake.speakApiVersion("1.47");
    runner.onNetwork(fake.network("runners_default"));
    requests = requests.with(Input.DEFAULT_ROUTE, "engine");
    assertConnect(
        connect -> assertThat(connect.routes()).isEqualTo(new RouteKeeping.EnginesChoice()));
  }

  @Test
  void routing_rules_need_the_image_of_the_steps_own_container() {
    fake.speakApiVersion("1.47");
    runner.onNetwork(fake.network("runners_default"));
    requests =
        requests.with(Input.RUNNER_CONTAINER, "runner").fromHostname("not-this-steps-container");
    assertSettled(
        NotAttached.RouteNotKept.class,
        notKept -> assertThat(notKept.failure()).isEqualTo(new RulesFailure.ImageUnknown()));
  }

  @Test
  void further_network_that_does_not_exist_is_named_with_its_input() {
    requests = requests.with(Input.EXTRA_NETWORKS, "nope");
    assertSettled(
        NotAttached.NoSuchNetwork.class,
        missing -> {
          assertThat(missing.network().name().value()).isEqualTo("nope");
          assertThat(missing.network().input()).isEqualTo(Input.EXTRA_NETWORKS);
        });
  }

  @Test
  void job_network_that_is_gone_is_not_a_mistake_of_the_workflow() {
    fake.remove(jobNetwork);
    assertSettled(NotAttached.JobNetworkGone.class, _ -> {});
  }

  @Test
  void engine_that_knows_neither_the_step_nor_its_network_is_another_one() {
    fake.remove(own);
    fake.remove(jobNetwork);
    assertSettled(NotAttached.AnotherEngine.class, _ -> {});
  }

  @Test
  void engine_that_cannot_be_asked_settles_the_outcome() {
    fake.onCall("GET /networks/").cutOff();
    assertSettled(NotAttached.LookFailed.class, _ -> {});
  }

  @Test
  void job_without_a_network_needs_nothing_but_leftovers_are_looked_for() {
    var killed = fake.network(RunnerNames.network()).withLabel(LABEL);
    runner.onNetwork(runners).onNetwork(killed, signature(LABEL, "step", killed.name()).alias());
    requests = requests.with(Input.NETWORK, "").with(Input.JOB_NETWORK, "");
    assertThat(plan())
        .isInstanceOfSatisfying(
            AttachPlan.Settled.class,
            settled -> {
              assertThat(settled.outcome())
                  .isInstanceOfSatisfying(
                      NothingToDo.NoNetwork.class,
                      nothing ->
                          assertThat(nothing.runner()).isInstanceOf(RunnerPlace.InContainer.class));
              assertThat(settled.leftovers().endpoints()).hasSize(1);
            });
  }

  @Test
  void hosted_runner_needs_no_call() {
    requests = requests.onHostedRunner();
    assertThat(plan())
        .isEqualTo(new AttachPlan.Settled(new NothingToDo.HostedRunner(), Leftovers.NONE));
    assertThat(fake.calls()).isEmpty();
  }

  @Test
  void job_container_is_on_the_job_network_already() {
    requests = requests.with(Input.JOB_CONTAINER, fake.container("job").id().value());
    assertSettled(NothingToDo.InJobContainer.class, _ -> {});
  }

  @Test
  void job_container_is_attached_to_further_networks() {
    fake.network("compose_default");
    var job = fake.container("job").onNetwork(jobNetwork);
    requests =
        requests
            .with(Input.JOB_CONTAINER, job.id().value())
            .with(Input.EXTRA_NETWORKS, "compose_default");
    assertConnect(connect -> {
      assertThat(connect.target().runner().id()).isEqualTo(job.id());
      assertThat(connect.joined()).containsExactly("compose_default");
    });
  }

  private void assertShares(String network, Signature holder, boolean ofSameJob) {
    assertConnect(connect ->
        assertThat(connect.networks())
            .last()
            .isInstanceOfSatisfying(
                NetworkPlan.Share.class,
                share -> {
                  assertThat(share.network().name()).isEqualTo(network);
                  assertThat(share.holder()).isEqualTo(holder);
                  assertThat(share.ofSameJob()).isEqualTo(ofSameJob);
                }));
  }

  private void assertConnect(Consumer<AttachPlan.Connect> holds) {
    assertThat(plan()).isInstanceOfSatisfying(AttachPlan.Connect.class, holds);
  }

  private <T extends AttachOutcome> void assertSettled(Class<T> outcome, Consumer<T> holds) {
    assertThat(plan())
        .isInstanceOfSatisfying(
            AttachPlan.Settled.class,
            settled -> assertThat(settled.outcome()).isInstanceOfSatisfying(outcome, holds));
  }

  private AttachPlan plan() {
    var request = requests.request();
    try (var engine = Engine.at(EngineAddress.mountedSocket(), fake)) {
      var self =
          new StepIdentity(
              engine, request.hostname(), "step", Optional.of(EngineValues.secret("step")));
      return new PlanAttachment(engine, self, request).plan();
    }
  }
}
