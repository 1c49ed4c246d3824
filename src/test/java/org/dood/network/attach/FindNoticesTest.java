package org.dood.network.attach;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dood.network.github.CommandFileAccess.DENIED;
import static org.dood.network.github.CommandFileAccess.MISSING;
import static org.dood.network.github.CommandFileAccess.PRESENT;
import static org.dood.network.testing.EngineValues.signature;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dood.network.engine.Engine;
import org.dood.network.engine.EngineAddress;
import org.dood.network.engine.model.Container;
import org.dood.network.engine.model.Endpoint;
import org.dood.network.engine.model.EngineFamily;
import org.dood.network.engine.model.Network;
import org.dood.network.github.CommandFileAccess;
import org.dood.network.inputs.Input;
import org.dood.network.runner.OwnContainer;
import org.dood.network.runner.Signature;
import org.dood.network.testing.engine.FakeContainer;
import org.dood.network.testing.engine.FakeEngine;
import org.dood.network.testing.engine.FakeNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FindNoticesTest {

  private static final Signature STEP = signature("abc123", "step", "job");

  private final FakeEngine fake = new FakeEngine();
  private final Engine engine = Engine.at(EngineAddress.mountedSocket(), fake);
  private final FakeNetwork job = fake.network("job");
  private final FakeNetwork runners = fake.network("runners_default");
  private final FakeContainer runner = fake.container("runner");
  private final FakeContainer own =
      fake.container("action")
          .withLabel("abc123")
          .withMount("/work/_temp/_runner_file_commands", "/github/file_commands")
          .onNetwork(job);

  @Test
  void nothing_to_say_makes_no_notice() {
    assertThat(notices(join())).isEmpty();
  }

  @Test
  void missing_command_files_are_a_notice_if_the_own_container_is_known() {
    assertThat(FindNotices.workDirectory(request(MISSING), Optional.of(ownContainer())))
        .contains(new Notice.WorkDirectoryNotShared("/work"));
    assertThat(FindNotices.workDirectory(request(MISSING), Optional.empty())).isEmpty();
    assertThat(FindNotices.workDirectory(request(PRESENT), Optional.of(ownContainer()))).isEmpty();
    assertThat(finding(request(MISSING), true).about(List.of(join())))
        .containsExactly(new Notice.WorkDirectoryNotShared("/work"));
  }

  @Test
  void command_files_that_may_not_be_used_are_another_notice() {
    assertThat(FindNotices.workDirectory(request(DENIED), Optional.of(ownContainer())))
        .contains(new Notice.WorkDirectoryDenied("/work"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"runsc", "io.containerd.runsc.v1", "kata-runtime", "io.containerd.kata.v2"})
  void runner_in_a_sandbox_may_not_see_what_is_attached(String runtime) {
    runner.withRuntime(runtime);
    assertThat(notices(join())).containsExactly(new Notice.SandboxedRunner(runtime));
  }

  @Test
  void runner_in_a_sandbox_that_is_on_the_network_already_sees_it() {
    runner.withRuntime("runsc").onNetwork(job);
    assertThat(notices(new NetworkPlan.LeaveAlone(network(), endpoint()))).isEmpty();
  }

  @Test
  void swarm_task_that_joins_a_network_loses_its_gateway() {
    runner.withLabel("com.docker.swarm.task.id", "1");
    assertThat(notices(join())).containsExactly(new Notice.SwarmTaskLosesGateway());
  }

  @Test
  void swarm_task_that_joins_no_network_keeps_its_gateway() {
    runner.withLabel("com.docker.swarm.task.id", "1").onNetwork(job);
    assertThat(notices(new NetworkPlan.LeaveAlone(network(), endpoint()))).isEmpty();
  }

  @Test
  void attachment_of_another_step_that_cannot_be_claimed_is_a_notice() {
    runner.onNetwork(job, STEP.alias());
    var plan = new NetworkPlan.LeaveAlone(network(), endpoint());
    assertThat(finding(request(PRESENT), false).about(List.of(plan)))
        .containsExactly(new Notice.AttachedByAnotherRunner("job"));
    assertThat(finding(request(PRESENT), true).about(List.of(plan))).isEmpty();
  }

  @Test
  void attachment_that_this_action_did_not_make_is_no_notice() {
    runner.onNetwork(job);
    assertThat(
            finding(request(PRESENT), false)
                .about(List.of(new NetworkPlan.LeaveAlone(network(), endpoint()))))
        .isEmpty();
  }

  @Test
  void aliases_that_an_endpoint_does_not_have_are_named_with_who_made_it() {
    runner.onNetwork(job, STEP.alias(), "web");
    assertThat(
            aliasNotices(new NetworkPlan.Share(network(), endpoint(), STEP, true, Input.NETWORK)))
        .containsExactly(new Notice.AliasesNotSet(List.of("app"), "job", Notice.Who.ANOTHER_STEP));
    assertThat(
            aliasNotices(new NetworkPlan.Share(network(), endpoint(), STEP, false, Input.NETWORK)))
        .containsExactly(new Notice.AliasesNotSet(List.of("app"), "job", Notice.Who.ANOTHER_JOB));
    assertThat(aliasNotices(new NetworkPlan.LeaveAlone(network(), endpoint())))
        .containsExactly(new Notice.AliasesNotSet(List.of("app"), "job", Notice.Who.ANOTHER_STEP));
  }

  @Test
  void aliases_on_an_endpoint_that_others_made_are_said_to_be_theirs() {
    runner.onNetwork(job);
    assertThat(aliasNotices(new NetworkPlan.LeaveAlone(network(), endpoint())))
        .containsExactly(new Notice.AliasesNotSet(List.of("app", "web"), "job", Notice.Who.OTHERS));
  }

  @Test
  void aliases_of_an_endpoint_that_is_to_be_made_are_set() {
    assertThat(aliasNotices(join())).isEmpty();
  }

  @Test
  void aliases_that_an_endpoint_has_are_no_notice() {
    runner.onNetwork(job, "app", "web");
    assertThat(aliasNotices(new NetworkPlan.LeaveAlone(network(), endpoint()))).isEmpty();
  }

  @Test
  void name_of_two_containers_on_two_networks_of_the_runner_collides() {
    runner.onNetwork(runners);
    fake.container("service").onNetwork(job, "postgres");
    fake.container("other").onNetwork(runners, "postgres");
    assertThat(notices(join()))
        .containsExactly(
            new Notice.NameCollision("postgres", "job", "runners_default", EngineFamily.DOCKER));
  }

  @Test
  void name_of_a_container_collides_with_an_alias() {
    runner.onNetwork(runners);
    fake.container("service").onNetwork(job, "postgres");
    fake.container("postgres").onNetwork(runners);
    assertThat(notices(join()))
        .containsExactly(
            new Notice.NameCollision("postgres", "job", "runners_default", EngineFamily.DOCKER));
  }

  @Test
  void container_on_both_networks_does_not_collide_with_itself() {
    runner.onNetwork(runners);
    fake.container("service").onNetwork(job, "postgres").onNetwork(runners, "postgres");
    assertThat(notices(join())).isEmpty();
  }

  @Test
  void containers_on_one_network_share_a_name_without_a_notice() {
    runner.onNetwork(runners);
    fake.container("one").onNetwork(job, "postgres");
    fake.container("two").onNetwork(job, "postgres");
    assertThat(notices(join())).isEmpty();
  }

  @Test
  void collision_between_networks_that_are_not_joined_is_no_notice() {
    runner.onNetwork(runners).onNetwork(fake.network("third"));
    var third = fake.network("fourth");
    runner.onNetwork(third);
    fake.container("one").onNetwork(runners, "postgres");
    fake.container("two").onNetwork(third, "postgres");
    assertThat(notices(join())).isEmpty();
  }

  @Test
  void start_of_an_id_is_no_name() {
    runner.onNetwork(runners);
    var one = fake.container("one");
    one.onNetwork(job, one.id().shortForm());
    fake.container("two").onNetwork(runners, one.id().shortForm());
    assertThat(notices(join())).isEmpty();
  }

  @Test
  void runner_and_own_container_do_not_collide() {
    runner.onNetwork(runners, "postgres");
    own.onNetwork(runners, "postgres");
    fake.container("service").onNetwork(job, "postgres");
    assertThat(notices(join())).isEmpty();
  }

  @Test
  void default_bridge_has_no_names_to_collide_with_and_makes_no_call() {
    var bridge = fake.network("bridge");
    runner.onNetwork(bridge);
    fake.container("service").onNetwork(job, "postgres");
    fake.container("other").onNetwork(bridge, "postgres");
    var finding = finding(request(PRESENT), true);
    var before = fake.calls().size();
    assertThat(finding.about(List.of(join()))).isEmpty();
    assertThat(fake.calls()).hasSize(before);
  }

  private List<Notice> notices(NetworkPlan plan) {
    return finding(request(PRESENT), true).about(List.of(plan));
  }

  private List<Notice> aliasNotices(NetworkPlan plan) {
    return finding(request(PRESENT, "app", "web"), true).about(List.of(plan));
  }

  private FindNotices finding(AttachRequest request, boolean ownKnown) {
    var target = new Target(inspected(runner), inspected(runner), new Evidence.NamedByInput());
    return new FindNotices(
        engine,
        engine.containers().running().elements(),
        request,
        ownKnown ? Optional.of(ownContainer()) : Optional.empty(),
        target);
  }

  private NetworkPlan join() {
    return new NetworkPlan.Join(network(), Input.NETWORK, List.of());
  }

  private Network network() {
    return new Network(job.id(), "job", false, false, Map.of());
  }

  private Endpoint endpoint() {
    return inspected(runner).endpointOn(job.id()).orElseThrow();
  }

  private Container inspected(FakeContainer container) {
    return engine.containers().find(container.id()).orElseThrow();
  }

  private OwnContainer ownContainer() {
    return new OwnContainer(inspected(own), "/work/_temp/_runner_file_commands");
  }

  private static AttachRequest request(CommandFileAccess commandFiles, String... aliases) {
    var request =
        Requests.none().with(Input.NETWORK, "job").with(Input.ALIASES, String.join(" ", aliases));
    return request.withCommandFiles(commandFiles).request();
  }
}
