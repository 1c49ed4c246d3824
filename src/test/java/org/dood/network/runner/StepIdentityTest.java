package org.dood.network.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Optional;
import org.dood.network.engine.Engine;
import org.dood.network.engine.EngineAddress;
import org.dood.network.engine.EngineException;
import org.dood.network.engine.model.ObjectName;
import org.dood.network.testing.EngineValues;
import org.dood.network.testing.engine.FakeContainer;
import org.dood.network.testing.engine.FakeEngine;
import org.dood.network.testing.engine.FakeNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StepIdentityTest {

  private static final StepSecret SECRET = EngineValues.secret("test");

  private final FakeEngine fake = new FakeEngine();
  private final FakeContainer own =
      fake.container("action")
          .withLabel("abc123")
          .withMount("/work/_temp/_runner_file_commands", "/github/file_commands")
          .inNetworkMode("job-network");
  private final FakeNetwork network = fake.network("job-network");
  private final StepIdentity self = identity(own.id().shortForm());

  private StepIdentity identity(String hostname) {
    return new StepIdentity(
        Engine.at(EngineAddress.mountedSocket(), fake), hostname, "test", Optional.of(SECRET));
  }

  @Test
  void own_container_and_its_network_are_looked_up_once() {
    network.withLabel("abc123");
    assertThat(self.ownContainer()).isPresent();
    assertThat(self.image()).isPresent();
    assertThat(self.network(new ObjectName("job-network"))).isPresent();
    assertThat(self.signature()).isEqualTo(EngineValues.signature("abc123", "test", "job-network"));
    assertThat(self.signature()).isEqualTo(self.signature());
    assertThat(fake.calls()).hasSize(2);
  }

  /** Of GitHub's runner, and of its docker container hooks, whose label is the runner's name. */
  @ParameterizedTest
  @ValueSource(strings = {"abc123", "72756e6e65722d31", "7231"})
  void label_that_own_container_and_job_network_have_in_common_is_the_runners(String label) {
    own.withLabel(label);
    network.withLabel(label).withLabel("com.example.team");
    assertThat(self.signature().runnerLabel()).contains(new RunnerLabel(label));
  }

  @Test
  void first_of_two_labels_in_common_is_the_runners_whatever_their_order() {
    own.withLabel("fff000");
    network.withLabel("fff000").withLabel("abc123");
    assertThat(self.signature().runnerLabel()).contains(new RunnerLabel("abc123"));
  }

  @Test
  void label_is_no_key_on_a_network_that_does_not_have_it() {
    network.withLabel("def456");
    assertThat(self.signature()).isEqualTo(EngineValues.signature("test", "job-network"));
  }

  @Test
  void container_of_the_step_has_the_runners_label_on_any_network() {
    assertThat(self.labels(self.signature(), "forwarder"))
        .isEqualTo(
            Map.of(
                "abc123",
                "",
                "dood-network-action",
                "forwarder",
                "dood-network-action.signature",
                EngineValues.signature("test", "job-network").alias()));
  }

  @ParameterizedTest
  @CsvSource({
    "bridge",
    "default",
    "host",
    "none",
    "slirp4netns",
    "slirp4netns:mtu=1500",
    "pasta",
    "container:0123",
    "ns:/proc/1/ns/net",
  })
  void mode_that_names_no_network_is_no_jobs_network(String mode) {
    own.inNetworkMode(mode);
    assertThat(self.signature())
        .isEqualTo(
            new Signature(
                Optional.of(new RunnerLabel("abc123")),
                "test",
                Optional.of(SECRET),
                Optional.empty()));
  }

  @Test
  void bridge_is_the_network_that_the_container_is_on_as_podman_has_it() {
    network.withLabel("abc123");
    own.inNetworkMode("bridge").onNetwork(network);
    assertThat(self.signature().jobNetwork()).contains("job-network");
  }

  @Test
  void unknown_own_container_is_looked_up_once_and_gives_a_signature_without_runner_and_network() {
    var unknown = identity("no-container");
    assertThat(unknown.image()).isEmpty();
    assertThat(unknown.signature())
        .isEqualTo(new Signature(Optional.empty(), "test", Optional.of(SECRET), Optional.empty()));
    assertThat(fake.calls()).hasSize(1);
  }

  @Test
  void container_whose_hostname_the_step_has_shares_its_network_namespace() {
    var job = fake.container("act-job");
    assertThat(identity(job.id().shortForm()).sharedNamespace())
        .hasValueSatisfying(shared -> assertThat(shared.id()).isEqualTo(job.id()));
    assertThat(identity(job.id().shortForm()).ownContainer()).isEmpty();
    assertThat(self.sharedNamespace()).isEmpty();
  }

  @Test
  void container_that_has_the_hostname_as_its_name_shares_nothing() {
    fake.container("build-host");
    assertThat(identity("build-host").sharedNamespace()).isEmpty();
  }

  @Test
  void failed_look_up_is_made_again() {
    fake.onCall("GET /containers/.*/json").refuse(500, "busy");
    assertThatThrownBy(self::ownContainer).isInstanceOf(EngineException.class);
    fake.endDisturbances();
    assertThat(self.ownContainer()).isPresent();
  }
}
