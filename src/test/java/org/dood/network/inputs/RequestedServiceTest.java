package org.dood.network.inputs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.dood.network.AnyText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestedServiceTest {

  @Test
  void name_without_a_port_requests_each_port() {
    assertThat(RequestedService.parse("redis"))
        .contains(new RequestedService("redis", Optional.empty()));
  }

  @Test
  void name_and_port_request_that_port() {
    assertThat(RequestedService.parse("postgres:65535"))
        .contains(new RequestedService("postgres", Optional.of(65_535)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ":", "postgres:", ":5432", "postgres:0", "postgres:65536", "a:b"})
  void text_of_another_form_is_rejected(String text) {
    assertThat(RequestedService.parse(text)).isEmpty();
  }

  @Test
  void any_text_is_rejected_or_has_a_port_that_can_be_connected_to() {
    AnyText.with("postgres", ":", "5432", "postgres:5432", "99999", "-1", "\u0663")
        .satisfies(text ->
            RequestedService.parse(text)
                .ifPresent(request -> {
                  assertThat(RequestedService.parse(request.toString())).contains(request);
                  assertThat(request.port())
                      .satisfiesAnyOf(
                          port -> assertThat(port).isEmpty(),
                          port -> assertThat(port.orElseThrow()).isBetween(1, 65_535));
                }));
  }
}
