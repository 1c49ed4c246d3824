package org.dood.network.forward;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostForwardsTest {

  private static final HostForwards FORWARDS = new HostForwards("172.18.0.1", List.of(8080, 9000));

  @Test
  void argument_is_parsed_as_it_was_written() {
    assertThat(FORWARDS.argument()).isEqualTo("host=172.18.0.1:8080,9000");
    assertThat(HostForwards.parse(FORWARDS.argument())).contains(FORWARDS);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "host=172.18.0.1:", "host=name:80", "host=1.2.3.4:0", "host=1.2.3.4:65536"})
  void text_of_another_form_is_none(String text) {
    assertThat(HostForwards.parse(text)).isEmpty();
  }

  @Test
  void arguments_of_services_are_none() {
    assertThat(HostForwards.parse(new Forward(8080, "host", 80).argument())).isEmpty();
    assertThat(HostForwards.parse(new KnownAddress("host", "172.18.0.1").argument())).isEmpty();
    assertThat(Forward.parse(FORWARDS.argument())).isEmpty();
    assertThat(KnownAddress.parse(FORWARDS.argument())).isEmpty();
  }

  @Test
  void ports_can_be_left_out() {
    assertThat(FORWARDS.without(List.of(8080)))
        .contains(new HostForwards("172.18.0.1", List.of(9000)));
    assertThat(FORWARDS.without(List.of(8080, 9000))).isEmpty();
  }
}
