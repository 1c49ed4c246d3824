package org.dood.network.engine.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTreeTest {

  private static final String ALL_KINDS =
      """
      {"text":"a \\"quoted\\" \u00e4","whole":-12,"part":1.50,"yes":true,"no":false,"nothing":null,
      "list":[[],{},"x",1],"object":{"a":{"b":"c"}}}\
      """;

  @Test
  void a_tree_is_read_as_jacksons_own_mapper_reads_it() throws IOException {
    var mapper = new ObjectMapper();
    var own = JsonTree.read(ALL_KINDS);
    assertThat(mapper.readTree(own.toString())).isEqualTo(mapper.readTree(ALL_KINDS));
    assertThat(own.path("whole").asInt()).isEqualTo(-12);
  }

  @Test
  void a_tree_is_written_as_it_was_read() throws IOException {
    assertThat(JsonTree.write(JsonTree.read(ALL_KINDS))).isEqualTo(ALL_KINDS.replace("\n", ""));
  }

  @Test
  void where_there_is_nothing_a_node_is_missing() throws IOException {
    assertThat(JsonTree.read(" ").isMissingNode()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"{", "[1,", "{\"a\":}", "<html>", "nonsense", "]", "{\"a\":1,}"})
  void what_is_no_json_is_told(String text) {
    assertThatThrownBy(() -> JsonTree.read(text)).isInstanceOf(JsonProcessingException.class);
  }
}
