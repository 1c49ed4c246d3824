package org.dood.network.documents;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.dood.network.inputs.ActionFile;
import org.dood.network.inputs.Input;
import org.junit.jupiter.api.Test;

/**
 * The examples of workflows, in the documents and in {@code examples/}, work as copied, as far as
 * their text can show it.
 */
class ExamplesTest {

  /**
   * An example.
   *
   * @param yaml what it says; of a file in parts, the part that stands there
   */
  private record Example(String document, JsonNode yaml) {}

  @Test
  void each_example_is_yaml() {
    assertThat(examples()).hasSizeGreaterThan(10);
  }

  @Test
  void each_example_uses_inputs_that_exist() {
    for (var file : ActionFile.values()) {
      assertThat(stepsThatUse(file).flatMap(step -> names(step.path("with"))))
          .as("inputs of %s in examples", file.path())
          .isNotEmpty()
          .isSubsetOf(file.inputs().stream().map(Input::toString).toList());
    }
  }

  /** Without a password, the image of PostgreSQL ends at once. */
  @Test
  void each_postgresql_of_an_example_has_a_password() {
    assertThat(services("postgres"))
        .isNotEmpty()
        .allSatisfy(
            postgres -> assertThat(postgres.findValuesAsText("POSTGRES_PASSWORD")).isNotEmpty());
  }

  /** Otherwise the step after this one may come before the server is ready. */
  @Test
  void each_postgresql_of_an_example_is_waited_for() {
    assertThat(examples())
        .filteredOn(example -> has(example, "postgres"))
        .isNotEmpty()
        .allSatisfy(example ->
            assertThat(example.yaml().toString())
                .containsAnyOf("--health-cmd", "healthcheck", "\"wait\":"));
  }

  private static boolean has(Example example, String image) {
    return services(example, image).findAny().isPresent();
  }

  private static List<JsonNode> services(String image) {
    return examples().stream().flatMap(example -> services(example, image)).toList();
  }

  private static Stream<JsonNode> services(Example example, String image) {
    return example.yaml().findValues("services").stream()
        .flatMap(services -> stream(services))
        .filter(service -> service.path("image").asText().startsWith(image + ":"));
  }

  /** The steps of the examples that use one of this repository's actions. */
  private static Stream<JsonNode> stepsThatUse(ActionFile file) {
    var action = "/dood-network-action/" + file.path();
    var uses = action.replaceFirst("/action\\.yml$", "@");
    return examples().stream()
        .flatMap(example -> Stream.concat(Stream.of(example.yaml()), steps(example)))
        .flatMap(ExamplesTest::stream)
        .filter(step -> step.path("uses").asText().contains(uses));
  }

  private static Stream<JsonNode> steps(Example example) {
    return example.yaml().findValues("steps").stream();
  }

  private static Stream<String> names(JsonNode node) {
    return node.properties().stream().map(entry -> entry.getKey());
  }

  private static Stream<JsonNode> stream(JsonNode node) {
    return StreamSupport.stream(node.spliterator(), false);
  }

  private static List<Example> examples() {
    return Stream.concat(inDocuments(), inFiles()).toList();
  }

  private static Stream<Example> inDocuments() {
    return Document.all().stream()
        .flatMap(document ->
            document.blocks().stream()
                .filter(block -> block.language().equals("yaml"))
                .map(block -> new Example(document.file().toString(), parsed(block.content()))));
  }

  private static Stream<Example> inFiles() {
    return Document.files(Path.of("examples"))
        .map(Path::toString)
        .filter(file -> file.endsWith(".yml"))
        .map(file -> new Example(file, parsed(Document.at(file).text())));
  }

  private static JsonNode parsed(String yaml) {
    try {
      return new YAMLMapper().readTree(yaml.stripIndent());
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(yaml, e);
    }
  }
}
