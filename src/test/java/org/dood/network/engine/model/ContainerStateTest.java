package org.dood.network.engine.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.dood.network.engine.model.ContainerState.Phase;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContainerStateTest {

  @ParameterizedTest
  @CsvSource({
    "running, RUNNING",
    "created, STOPPED",
    "exited, STOPPED",
    "configured, STOPPED",
    "initialized, STOPPED",
    "stopped, STOPPED",
    "dead, GOING",
    "removing, GOING",
    "paused, OTHER",
    "restarting, OTHER",
    "stopping, OTHER",
    "'', OTHER"
  })
  void word_of_docker_or_podman_has_a_phase(String word, Phase phase) {
    assertThat(new ContainerState(word).phase()).isEqualTo(phase);
  }

  @ParameterizedTest
  @ValueSource(strings = {"exited", "dead", "removing", "removed"})
  void container_that_ended_has_no_network_namespace(String word) {
    assertThat(new ContainerState(word).hasEnded()).isTrue();
    assertThat(new ContainerState(word).hasNetworkNamespace()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"created", "restarting", "stopping", ""})
  void container_between_two_runs_has_neither_ended_nor_a_network_namespace(String word) {
    assertThat(new ContainerState(word).hasEnded()).isFalse();
    assertThat(new ContainerState(word).hasNetworkNamespace()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"running", "paused"})
  void running_or_paused_container_has_a_network_namespace(String word) {
    assertThat(new ContainerState(word).hasNetworkNamespace()).isTrue();
    assertThat(new ContainerState(word).hasEnded()).isFalse();
  }
}
