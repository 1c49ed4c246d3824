package org.dood.network.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.dood.network.engine.Engine;
import org.dood.network.engine.EngineAddress;
import org.dood.network.engine.EngineException;
import org.dood.network.testing.engine.FakeContainer;
import org.dood.network.testing.engine.FakeEngine;
import org.junit.jupiter.api.Test;

class StepIdentityTest {

  private final FakeEngine fake = new FakeEngine();
  private final FakeContainer own =
      fake.container("action")
          .withLabel("abc123")
          .withMount("/work/_temp/_runner_file_commands", "/github/file_commands")
          .inNetworkMode("job-network");
  private final StepIdentity self = identity(own.id().value().substring(0, 12));

  private StepIdentity identity(String hostname) {
    return new StepIdentity(Engine.at(EngineAddress.mountedSocket(), fake), hostname, "test");
  }

  @Test
  void own_container_is_looked_up_once() {
    assertThat(self.ownContainer()).isPresent();
    assertThat(self.image()).isPresent();
    assertThat(self.signature())
        .isEqualTo(new Signature(Optional.of("abc123"), "test", Optional.of("job-network")));
    assertThat(fake.calls()).hasSize(1);
  }

  @Test
  void unknown_own_container_is_looked_up_once_and_gives_a_signature_without_runner_and_network() {
    var unknown = identity("no-container");
    assertThat(unknown.image()).isEmpty();
    assertThat(unknown.signature())
        .isEqualTo(new Signature(Optional.empty(), "test", Optional.empty()));
    assertThat(fake.calls()).hasSize(1);
  }

  @Test
  void failed_look_up_is_made_again() {
    fake.onCall("GET /containers/.*/json").refuse(500, "busy");
    assertThatThrownBy(self::ownContainer).isInstanceOf(EngineException.class);
    fake.endDisturbances();
    assertThat(self.ownContainer()).isPresent();
  }
}
