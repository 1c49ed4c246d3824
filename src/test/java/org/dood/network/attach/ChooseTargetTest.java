package org.dood.network.attach;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.dood.network.attach.AttachOutcome.NotAttached;
import org.dood.network.attach.AttachOutcome.NothingToDo;
import org.dood.network.engine.Engine;
import org.dood.network.engine.EngineAddress;
import org.dood.network.engine.model.Container;
import org.dood.network.engine.model.ContainerState;
import org.dood.network.github.CommandFileAccess;
import org.dood.network.inputs.Input;
import org.dood.network.runner.EngineLocation;
import org.dood.network.runner.OwnContainer;
import org.dood.network.testing.engine.FakeContainer;
import org.dood.network.testing.engine.FakeEngine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChooseTargetTest {

  private static final String NETWORK = "job";

  private final FakeEngine fake = new FakeEngine();
  private final FakeContainer own =
      fake.container("action")
          .withLabel("abc123")
          .withMount("/work/_temp/_runner_file_commands", "/github/file_commands");
  private Requests requests = Requests.none().with(Input.NETWORK, NETWORK);
  private boolean ownKnown = true;
  private Optional<Container> shared = Optional.empty();

  @Test
  void proven_container_is_the_target() {
    var runner = provenRunner();
    assertThat(choose())
        .isInstanceOfSatisfying(
            Decision.Found.class,
            found ->
                assertThat(found.value())
                    .isInstanceOfSatisfying(
                        Target.class,
                        target -> {
                          assertThat(target.runner().id()).isEqualTo(runner.id());
                          assertThat(target.sharesNamespace()).isFalse();
                          assertThat(target.evidence()).isInstanceOf(Evidence.Proven.class);
                        }));
  }

  @Test
  void own_container_has_to_be_known_for_a_proof() {
    ownKnown = false;
    assertThat(choose()).isEqualTo(settled(new NotAttached.OwnContainerUnknown("0123456789ab")));
  }

  @Test
  void container_of_the_job_comes_before_the_runners() {
    provenRunner();
    var job = fake.container("job");
    requests = requests.with(Input.JOB_CONTAINER, job.id().value());
    assertTarget(job, new Evidence.RunsJobSteps());
  }

  @Test
  void container_of_the_job_that_does_not_exist_is_reported() {
    requests = requests.with(Input.JOB_CONTAINER, "gone");
    assertThat(choose()).isEqualTo(settled(new NotAttached.NoSuchContainer("gone", List.of())));
  }

  @Test
  void container_that_the_input_names_is_not_asked_for_proof() {
    var named = fake.container("build-7");
    requests = requests.with(Input.RUNNER_CONTAINER, "build-7");
    assertTarget(named, new Evidence.NamedByInput());
  }

  @Test
  void container_whose_hostname_the_input_gives_is_found() {
    var named = fake.container("build-7").withHostname("ci");
    fake.container("shares").withHostname("ci").inNetworkMode("container:" + named.id());
    requests = requests.with(Input.RUNNER_CONTAINER, "ci");
    assertTarget(named, new Evidence.HasHostnameOfInput());
  }

  @Test
  void hostname_of_two_containers_is_ambiguous() {
    fake.container("one").withHostname("ci");
    fake.container("two").withHostname("ci");
    requests = requests.with(Input.RUNNER_CONTAINER, "ci");
    assertOutcome(
        NotAttached.AmbiguousContainer.class,
        ambiguous -> assertThat(ambiguous.meant()).hasSize(2));
  }

  @Test
  void start_of_two_ids_is_ambiguous() {
    fake.container("one", "aaaa11");
    fake.container("two", "aaaa22").inState("exited");
    requests = requests.with(Input.RUNNER_CONTAINER, "aaaa");
    assertOutcome(
        NotAttached.AmbiguousContainer.class,
        ambiguous -> assertThat(ambiguous.meant()).hasSize(2));
  }

  @Test
  void unknown_name_lists_the_containers_that_mount_the_socket_but_the_steps_own() {
    own.withMount("/var/run/docker.sock", "/var/run/docker.sock");
    fake.container("runner").withMount("/var/run/docker.sock", "/var/run/docker.sock");
    fake.container("postgres");
    requests = requests.with(Input.RUNNER_CONTAINER, "nope");
    assertOutcome(
        NotAttached.NoSuchContainer.class,
        missing ->
            assertThat(missing.likely()).singleElement().extracting("name").isEqualTo("runner"));
  }

  @Test
  void container_in_another_ones_network_namespace_is_attached_by_that_one() {
    var owner = fake.container("owner");
    var shares = fake.container("shares").inNetworkMode("container:" + owner.id());
    requests = requests.with(Input.RUNNER_CONTAINER, "shares");
    assertThat(target())
        .hasValueSatisfying(target -> {
          assertThat(target.runner().id()).isEqualTo(shares.id());
          assertThat(target.namespace().id()).isEqualTo(owner.id());
          assertThat(target.sharesNamespace()).isTrue();
        });
  }

  @Test
  void owner_of_the_network_namespace_that_is_gone_is_reported() {
    fake.container("shares").inNetworkMode("container:gone");
    requests = requests.with(Input.RUNNER_CONTAINER, "shares");
    assertThat(choose()).isEqualTo(settled(new NotAttached.NoSuchContainer("gone", List.of())));
  }

  @Test
  void container_that_does_not_run_cannot_be_attached() {
    fake.container("build-7").inState("exited");
    requests = requests.with(Input.RUNNER_CONTAINER, "build-7");
    assertOutcome(
        NotAttached.NotRunning.class,
        stopped -> assertThat(stopped.state()).isEqualTo(new ContainerState("exited")));
  }

  @Test
  void paused_container_can_be_attached() {
    var paused = fake.container("build-7").inState("paused");
    requests = requests.with(Input.RUNNER_CONTAINER, "build-7");
    assertTarget(paused, new Evidence.NamedByInput());
  }

  @Test
  void container_on_the_hosts_network_needs_nothing() {
    fake.container("build-7").inNetworkMode("host");
    requests =
        requests
            .with(Input.RUNNER_CONTAINER, "build-7")
            .withCommandFiles(CommandFileAccess.MISSING);
    assertOutcome(
        NothingToDo.OnHostNetwork.class,
        nothing -> {
          assertThat(nothing.network()).isEqualTo(NETWORK);
          assertThat(nothing.notices()).containsExactly(new Notice.WorkDirectoryNotShared("/work"));
        });
  }

  @Test
  void runner_that_is_in_no_container_of_its_host_needs_nothing() {
    fake.container("other");
    assertThat(choose()).isEqualTo(settled(new NothingToDo.RunnerInNoContainer(NETWORK, 1)));
  }

  @Test
  void runner_in_a_pod_with_its_engine_needs_nothing() {
    requests = requests.withEngine(EngineLocation.POD);
    assertThat(choose()).isEqualTo(settled(new NothingToDo.BesideEngineInPod(NETWORK, List.of())));
  }

  @Test
  void runner_of_an_engine_in_a_container_elsewhere_needs_nothing() {
    requests = requests.withEngine(EngineLocation.CONTAINER);
    assertThat(choose())
        .isEqualTo(settled(new NothingToDo.EngineElsewhere(NETWORK, Optional.empty(), List.of())));
  }

  @Test
  void missing_command_files_show_that_the_runner_may_be_in_a_container() {
    requests = requests.withCommandFiles(CommandFileAccess.MISSING);
    assertThat(choose()).isEqualTo(settled(new NotAttached.CommandFilesMissing("/work")));
  }

  @Test
  void command_files_that_may_not_be_used_show_nothing_of_the_runner() {
    requests = requests.withCommandFiles(CommandFileAccess.DENIED);
    assertThat(choose()).isEqualTo(settled(new NotAttached.CommandFilesDenied("/work")));
  }

  @Test
  void command_files_that_may_not_be_used_are_a_notice_if_the_engine_is_elsewhere() {
    requests =
        requests.withCommandFiles(CommandFileAccess.DENIED).withEngine(EngineLocation.CONTAINER);
    assertThat(choose())
        .isEqualTo(
            settled(
                new NothingToDo.EngineElsewhere(
                    NETWORK, Optional.empty(), List.of(new Notice.WorkDirectoryDenied("/work")))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"POD", "CONTAINER"})
  void missing_command_files_are_a_notice_if_the_engine_is_elsewhere(EngineLocation location) {
    requests = requests.withCommandFiles(CommandFileAccess.MISSING).withEngine(location);
    var notices = List.<Notice>of(new Notice.WorkDirectoryNotWithEngine("/work"));
    assertThat(choose())
        .isIn(
            settled(new NothingToDo.BesideEngineInPod(NETWORK, notices)),
            settled(new NothingToDo.EngineElsewhere(NETWORK, Optional.empty(), notices)));
  }

  @Test
  void runner_that_no_proof_can_exclude_is_open() {
    fake.container("other");
    fake.onCall("GET /containers/.*/top").refuse(500, "no ps");
    fake.onCall("HEAD /containers").refuse(500, "no archive");
    assertOutcome(
        NotAttached.RunnerUnproven.class, unproven -> assertThat(unproven.open()).hasSize(1));
  }

  @Test
  void container_whose_network_the_step_shares_is_the_target_if_nothing_else_is_known() {
    var steps = fake.container("act-job");
    sharesNetworkOf(steps);
    assertThat(target())
        .hasValueSatisfying(target -> {
          assertThat(target.runner().id()).isEqualTo(steps.id());
          assertThat(target.evidence()).isEqualTo(new Evidence.SharesNetwork());
        });
  }

  @Test
  void own_container_is_not_taken_for_one_whose_network_the_step_shares() {
    sharesNetworkOf(fake.container("act-action").withProgram("/action/main"));
    assertOutcome(NotAttached.OwnContainerUnknown.class, _ -> {});
  }

  private void sharesNetworkOf(FakeContainer container) {
    ownKnown = false;
    shared = Engine.at(EngineAddress.mountedSocket(), fake).containers().find(container.id());
  }

  private FakeContainer provenRunner() {
    return fake.container("runner")
        .withMount("/var/run/docker.sock", "/var/run/docker.sock")
        .withProcess("docker run --name action image");
  }

  private Decision<Target> choose() {
    var engine = Engine.at(EngineAddress.mountedSocket(), fake);
    var known =
        ownKnown ? OwnContainer.find(engine, own.id().value()) : Optional.<OwnContainer>empty();
    return new ChooseTarget(
            engine, engine.containers().running(), requests.request(), known, shared)
        .choose(NETWORK);
  }

  private Optional<Target> target() {
    return choose() instanceof Decision.Found<Target>(Target target)
        ? Optional.of(target)
        : Optional.empty();
  }

  private void assertTarget(FakeContainer container, Evidence evidence) {
    assertThat(target())
        .hasValueSatisfying(target -> {
          assertThat(target.runner().id()).isEqualTo(container.id());
          assertThat(target.evidence()).isEqualTo(evidence);
        });
  }

  private <T extends AttachOutcome> void assertOutcome(Class<T> kind, Consumer<T> condition) {
    assertThat(choose())
        .isInstanceOfSatisfying(
            Decision.Settled.class,
            settled -> assertThat(settled.outcome()).isInstanceOfSatisfying(kind, condition));
  }

  private static Decision<Target> settled(AttachOutcome outcome) {
    return Decision.settled(outcome);
  }
}
