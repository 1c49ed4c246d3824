package org.dood.network.documents;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.dood.network.inputs.ActionFile;
import org.dood.network.testing.GeneratedBlock;
import org.junit.jupiter.api.Test;

/** The tables of {@code docs/inputs.md} are those of the action files. */
class InputsAndOutputsTest {

  /** GitHub's Marketplace takes no longer one. */
  private static final int LONGEST_DESCRIPTION = 125;

  private final JsonNode action = read(ActionFile.ATTACH);
  private final JsonNode detach = read(ActionFile.DETACH);

  InputsAndOutputsTest() throws IOException {}

  @Test
  void table_of_inputs_is_that_of_the_action_file() {
    GeneratedBlock.in("docs/inputs.md", "inputs")
        .assertHolds(
            "| input | what it is | default |\n| --- | --- | --- |\n"
                + rows(
                    action.path("inputs"),
                    input ->
                        " %s | %s |"
                            .formatted(
                                description(input), defaultOf(input.path("default").asText()))));
  }

  @Test
  void table_of_inputs_of_detach_is_that_of_its_action_file() {
    GeneratedBlock.in("docs/inputs.md", "inputs of detach")
        .assertHolds(
            "| input | what it is |\n| --- | --- |\n"
                + rows(detach.path("inputs"), input -> " %s |".formatted(description(input))));
  }

  @Test
  void table_of_outputs_is_that_of_the_action_file() {
    GeneratedBlock.in("docs/inputs.md", "outputs")
        .assertHolds(
            "| output | what it is |\n| --- | --- |\n"
                + rows(action.path("outputs"), output -> " %s |".formatted(description(output))));
  }

  @Test
  void descriptions_of_the_actions_are_short_enough_for_the_marketplace() {
    assertThat(List.of(action, detach))
        .allSatisfy(file ->
            assertThat(file.path("description").asText()).hasSizeLessThan(LONGEST_DESCRIPTION));
  }

  private static JsonNode read(ActionFile file) throws IOException {
    return new YAMLMapper().readTree(Path.of(file.path()).toFile());
  }

  private static String rows(JsonNode section, Function<JsonNode, String> cells) {
    return section.properties().stream()
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
