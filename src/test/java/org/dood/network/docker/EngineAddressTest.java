package org.dood.network.docker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.dood.network.AnyText;
import org.dood.network.docker.EngineAddress.Parsed;
import org.junit.jupiter.api.Test;

class EngineAddressTest {

  @Test
  void any_text_is_an_address_that_reads_back_from_the_saved_state_or_none() {
    AnyText.with("tcp://", "unix://", "engine", "[::1]", ":2375", "/var/run/docker.sock", "@", "?")
        .satisfies(text -> {
          if (EngineAddress.parse(Optional.of(text)) instanceof Parsed.Good good) {
            assertThat(EngineAddress.parse(Optional.of(good.address().uri()))).isEqualTo(good);
            assertThat(good.address().uri()).doesNotContainPattern("[\\s\\p{Cntrl}]");
          }
        });
  }
}
