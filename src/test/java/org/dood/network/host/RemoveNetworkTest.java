package org.dood.network.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.dood.network.engine.Engine;
import org.dood.network.engine.EngineAddress;
import org.dood.network.host.Removal.Failed;
import org.dood.network.host.Removal.GoneAlready;
import org.dood.network.host.Removal.Removed;
import org.dood.network.host.Removal.StillUsed;
import org.dood.network.testing.engine.FakeEngine;
import org.dood.network.testing.engine.FakeNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A network is removed only if nothing uses it, and stopped containers can start again. */
class RemoveNetworkTest {

  private static final String NAME = "github_network_0123456789abcdef0123456789abcdef";

  private final FakeEngine engine = new FakeEngine();
  private final FakeNetwork network = engine.network(NAME);

  private Removal remove() {
    try (var client = Engine.at(EngineAddress.mountedSocket(), engine)) {
      return new RemoveNetwork(client).remove(network.id(), NAME);
    }
  }

  @Test
  void empty_network_is_removed() {
    assertThat(remove()).isEqualTo(new Removed(List.of()));
    assertThat(engine.has(network)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"exited", "created"})
  void stopped_container_is_detached_first(String state) {
    var stopped = engine.container("runner-1").onNetwork(network).inState(state);
    assertThat(remove()).isEqualTo(new Removed(List.of("runner-1")));
    assertThat(stopped.aliasesOn(network)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"running", "paused", "restarting"})
  void network_that_a_container_uses_stays_with_all_containers(String state) {
    engine.container("postgres").onNetwork(network).inState(state);
    var stopped = engine.container("runner-1").onNetwork(network).inState("exited");
    assertThat(remove()).isEqualTo(new StillUsed(List.of("postgres")));
    assertThat(engine.has(network)).isTrue();
    assertThat(stopped.aliasesOn(network)).isPresent();
  }

  @Test
  void network_that_was_removed_before_is_gone_already() {
    engine.onCall("GET /networks/").refuse(404, "network not found");
    assertThat(remove()).isEqualTo(new GoneAlready());
    assertThat(engine.isUnchanged()).isTrue();
  }

  @Test
  void network_that_is_removed_meanwhile_is_gone_already() {
    engine.onCall("DELETE").refuse(404, "network not found");
    assertThat(remove()).isEqualTo(new GoneAlready());
  }

  @Test
  void stopped_container_that_is_removed_meanwhile_does_not_matter() {
    var stopped = engine.container("runner-1").onNetwork(network).inState("exited");
    engine.onCall("/disconnect").refuse(404, "No such container");
    engine.onCall("GET /containers/" + stopped.id()).refuse(404, "No such container");
    assertThat(remove()).isEqualTo(new Removed(List.of()));
  }

  @Test
  void network_stays_if_a_stopped_container_cannot_be_detached() {
    engine.container("runner-1").onNetwork(network).inState("exited");
    engine.onCall("/disconnect").refuse(500, "locked");
    assertThat(remove()).isInstanceOf(Failed.class);
    assertThat(engine.has(network)).isTrue();
  }

  @Test
  void network_that_the_engine_refuses_to_remove_stays() {
    engine.onCall("DELETE").refuse(500, "the disk is full");
    assertThat(remove()).isInstanceOf(Failed.class);
  }

  @Test
  void network_that_went_though_the_call_failed_is_removed() {
    engine.onCall("DELETE").actThenCutOff();
    assertThat(remove()).isEqualTo(new Removed(List.of()));
  }

  /** On Docker 20.10, a refused connection leaves a container listed on the network. */
  @Test
  void running_container_without_a_live_endpoint_is_detached_afterwards() {
    var runner = engine.container("runner-1").withStaleEndpointOn(network);
    assertThat(remove()).isInstanceOf(Removed.class);
    assertThat(runner.aliasesOn(network)).isEmpty();
  }
}
