package org.dood.network.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.dood.network.engine.model.DocumentedCall;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DocumentedCallTest {

  @ParameterizedTest
  @MethodSource("org.dood.network.engine.HarmlessCall#all")
  void request_has_the_form_of_its_row_in_the_document(HarmlessCall call) {
    assertThat(DocumentedCall.of(call.method(), call.path())).hasToString(call.toString());
  }

  @ParameterizedTest
  @MethodSource("org.dood.network.engine.HarmlessCall#all")
  void pattern_fits_the_path_with_and_without_a_version(HarmlessCall call) {
    var pattern = DocumentedCall.of(call.method(), call.path()).pathPattern();
    var path = call.path().replaceFirst("[?].*", "");
    assertThat(path).matches(pattern);
    assertThat("/v1.41" + path).matches(pattern);
    assertThat(path + "/more").doesNotMatch(pattern);
  }
}
