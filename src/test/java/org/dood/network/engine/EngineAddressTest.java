package org.dood.network.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.dood.network.AnyText;
import org.dood.network.engine.EngineAddress.Parsed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EngineAddressTest {

  @ParameterizedTest
  @CsvSource({
    "tcp://engine:2375, engine, 2375, ''",
    "tcp://socket_proxy:2375, socket_proxy, 2375, ''",
    "tcp://_proxy.ci_net:2375/one/, _proxy.ci_net, 2375, /one",
    "tcp://10.0.0.1:2376, 10.0.0.1, 2376, ''",
    "tcp://[::1]:2375, [::1], 2375, ''"
  })
  void a_host_and_a_port_are_an_address(String given, String host, int port, String path) {
    assertThat(EngineAddress.parse(Optional.of(given)))
        .isEqualTo(new Parsed.Good(new EngineAddress.Tcp(host, port, path, Optional.empty())));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tcp://socket_proxy",
        "tcp://socket_proxy:",
        "tcp://socket_proxy:0",
        "tcp://socket_proxy:65536",
        "tcp://me@socket_proxy:2375",
        "tcp://socket_proxy:2375:2375",
        "tcp://-socket_proxy:2375",
        "http://socket_proxy:2375"
      })
  void what_is_no_host_and_port_is_none(String given) {
    assertThat(EngineAddress.parse(Optional.of(given))).isEqualTo(new Parsed.Malformed(given));
  }

  @Test
  void any_text_is_an_address_that_reads_back_from_the_saved_state_or_none() {
    AnyText.with(
            "tcp://", "unix://", "engine", "_", "[::1]", ":2375", "/var/run/docker.sock", "@", "?")
        .satisfies(text -> {
          if (EngineAddress.parse(Optional.of(text)) instanceof Parsed.Good good) {
            assertThat(EngineAddress.parse(Optional.of(good.address().uri()))).isEqualTo(good);
            assertThat(good.address().uri()).doesNotContainPattern("[\\s\\p{Cntrl}]");
          }
        });
  }
}
