package org.dood.network.documents;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Function;
import org.dood.network.testing.GeneratedBlock;
import org.junit.jupiter.api.Test;

/** The tables of {@code docs/inputs.md} are those of {@code action.yml}. */
class InputsAndOutputsTest {

  /** GitHub's Marketplace takes no longer one. */
  private static final int LONGEST_DESCRIPTION = 125;

  private final JsonNode action = new YAMLMapper().readTree(Path.of("action.yml").toFile());

  InputsAndOutputsTest() throws IOException {}

  @Test
  void table_of_inputs_is_that_of_the_action_file() {
    GeneratedBlock.in("docs/inputs.md", "inputs")
        .assertHolds(
            "| input | what it is | default |\n| --- | --- | --- |\n"
                + rows(
                    "inputs",
                    input ->
                        " %s | %s |"
                            .formatted(
                                description(input), defaultOf(input.path("default").asText()))));
  }

  @Test
  void table_of_outputs_is_that_of_the_action_file() {
    GeneratedBlock.in("docs/inputs.md", "outputs")
        .assertHolds(
            "| output | what it is |\n| --- | --- |\n"
                + rows("outputs", output -> " %s |".formatted(description(output))));
  }

  @Test
  void description_of_the_action_is_short_enough_for_the_marketplace() {
    assertThat(action.path("description").asText()).hasSizeLessThan(LONGEST_DESCRIPTION);
  }

  private String rows(String section, Function<JsonNode, String> cells) {
    return action.path(section).properties().stream()
        .map(entry -> "| `%s` |%s\n".formatted(entry.getKey(), cells.apply(entry.getValue())))
        .collect(joining());
  }

  /** The description, with what it quotes as code. */
  private static String description(JsonNode entry) {
    return entry
        .path("description")
        .asText()
        .replaceAll("(?<!\\w)'([^']+)'(?!\\w)", "`$1`")
        .replace("|", "\\|");
  }

  private static String defaultOf(String text) {
    return text.isEmpty() ? "" : "`" + text + "`";
  }
}
