package org.dood.network.engine.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.dood.network.AnyText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ObjectNameTest {

  @ParameterizedTest
  @ValueSource(strings = {"a", "0", "github_network_0a", "my.runner-1", "A_b..c"})
  void takes_what_an_engine_takes(String text) {
    assertThat(ObjectName.parse(text).orElseThrow()).hasToString(text);
  }

  @Test
  void any_text_is_a_name_that_stays_in_its_place_in_a_path_or_none() {
    AnyText.with("a", "ci_default", ".", "-", "?", "#", "@", "%2e%2e", "\uff0e\uff0e", "ａ")
        .satisfies(text ->
            ObjectName.parse(text)
                .ifPresent(name -> {
                  var path = URI.create("http://engine/networks/" + name + "/connect");
                  assertThat(path.normalize().getPath())
                      .isEqualTo("/networks/" + text + "/connect");
                  assertThat(path.getRawQuery()).isNull();
                  assertThat(text).matches("\\p{ASCII}{1,255}");
                }));
  }

  @Test
  void nothing_is_longer_than_an_engine_takes() {
    assertThat(ObjectName.parse("a".repeat(255))).isPresent();
    assertThat(ObjectName.parse("a".repeat(256))).isEmpty();
  }
}
