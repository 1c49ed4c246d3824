package org.dood.network;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The patterns of {@code docs/api-calls.md}, which people copy into their proxies. */
class DocumentedCallsTest {

  private static final DocumentedCalls DOCUMENTED = DocumentedCalls.read();

  @ParameterizedTest
  @ValueSource(strings = {"", "/v1.41", "/v1.51"})
  void patterns_allow_each_documented_call_in_both_forms(String version) {
    assertThat(DOCUMENTED.calls())
        .isNotEmpty()
        .allMatch(call -> DOCUMENTED.allow(inForm(call.text(), version)));
  }

  @Test
  void patterns_allow_nothing_else() {
    assertThat(
            """
            GET /v1.41/containers/x/archive
            GET /v1.41/images/json
            GET /v1.41/containers/x/attach/ws
            PUT /v1.41/containers/x/archive
            POST /v1.41/containers/x/exec
            POST /v1.41/containers/x/kill
            POST /v1.41/networks/create
            POST /v1.41/build
            DELETE /v1.41/images/x
            DELETE /v1.41/volumes/x\
            """
                .lines())
        .noneMatch(DOCUMENTED::allow);
  }

  private static String inForm(String call, String version) {
    return call.replaceFirst(" ", " " + version).replaceAll("\\{[a-z]+}", "some-name_1.2");
  }
}
