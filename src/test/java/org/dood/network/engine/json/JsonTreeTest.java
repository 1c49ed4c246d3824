package org.dood.network.engine.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.dood.network.engine.model.LeftOut;
import org.dood.network.engine.model.Listing;
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

  private static Listing<String> list(String text) throws IOException {
    var format = new Format<>(Shape.fields("Id", "Name"), e -> Answers.required(e, "Id"));
    return JsonTree.list(
        new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), "thing", format, 1000);
  }

  @Test
  void element_of_a_list_that_is_too_large_is_left_out_and_the_others_are_read()
      throws IOException {
    var large = "x".repeat(2000);
    assertThat(
            list("[{\"Id\":\"a\"},{\"Id\":\"b\",\"Name\":\"%s\"},{\"Id\":\"c\"}]".formatted(large)))
        .satisfies(
            l -> assertThat(l.elements()).containsExactly("a", "c"),
            l -> assertThat(l.leftOut()).singleElement().returns(Optional.of("b"), LeftOut::id));
  }

  @Test
  void parts_of_an_element_that_are_not_needed_may_be_of_any_size() throws IOException {
    var large = "x".repeat(100_000);
    assertThat(list("[{\"Id\":\"a\",\"%s\":[{\"%s\":\"%s\"},1]}]".formatted(large, large, large)))
        .isEqualTo(Listing.of(List.of("a")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"1", "null", "\"a\"", "[]", "{}", "{\"Id\":1}", "{\"Id\":{\"Id\":\"a\"}}"})
  void element_of_another_shape_is_left_out_and_the_others_are_read(String element)
      throws IOException {
    var list = list("[" + element + ",{\"Id\":\"b\"}]");
    assertThat(list.elements()).containsExactly("b");
    assertThat(list.leftOut())
        .containsExactly(
            new LeftOut("thing", Optional.empty(), Optional.empty(), "there is no 'Id' in it"));
  }

  @Test
  void list_that_is_cut_short_is_no_list() {
    assertThatThrownBy(() -> list("[{\"Id\":\"a\"},")).isInstanceOf(JsonProcessingException.class);
  }
}
