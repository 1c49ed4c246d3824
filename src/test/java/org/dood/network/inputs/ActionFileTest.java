package org.dood.network.inputs;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.dood.network.github.Environment;
import org.dood.network.github.JobFacts;
import org.dood.network.github.SavedForwarder;
import org.dood.network.github.SavedState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The action files, {@code entrypoint.sh} and the code have the same inputs. */
class ActionFileTest {

  private final String entrypoint = Files.readString(Path.of("entrypoint.sh"));

  ActionFileTest() throws IOException {}

  @ParameterizedTest
  @EnumSource
  void action_file_declares_the_inputs_of_the_code_in_their_order(ActionFile file) {
    assertThat(names(read(file).path("inputs")))
        .as("inputs of %s, against those of ActionFile.java", file.path())
        .containsExactlyElementsOf(file.inputs().stream().map(Input::toString).toList());
  }

  @Test
  void each_input_is_declared_by_an_action_file() {
    assertThat(Stream.of(ActionFile.values()).flatMap(file -> file.inputs().stream()))
        .contains(Input.values());
  }

  @ParameterizedTest
  @EnumSource
  void action_file_declares_the_defaults_of_the_code(ActionFile file) {
    var declared = read(file);
    var withPlainDefaults =
        file.inputs().stream()
            .filter(input -> !declaredDefault(input, declared).startsWith("${{"))
            .toList();
    assertThat(
            withPlainDefaults.stream()
                .collect(toMap(input -> input, input -> declaredDefault(input, declared))))
        .as("defaults of %s, against those of Input.java", file.path())
        .isEqualTo(withPlainDefaults.stream().collect(toMap(input -> input, Input::defaultText)));
  }

  @ParameterizedTest
  @EnumSource
  void action_file_sets_a_variable_without_a_dash_for_each_input_that_has_one(ActionFile file) {
    assertThat(names(read(file).path("runs").path("env")))
        .as("variables under 'runs: env:' of %s", file.path())
        .containsExactlyElementsOf(
            file.inputs().stream()
                .filter(input -> input.toString().contains("-"))
                .map(Input::variable)
                .toList());
  }

  @Test
  void entry_point_lets_through_each_variable_that_the_code_reads_and_no_other() {
    var read =
        variablesReadBy(
            name -> Optional.of(name.equals("STATE_attached") ? "true" : "some"),
            environment -> {
              JobFacts.from(environment);
              SavedState.from(environment);
              SavedForwarder.from(environment);
            });
    read.addAll(Stream.of(Input.values()).map(Input::variable).toList());
    var passed =
        Pattern.compile("^      ([A-Za-z_]+)\\) ;;$", Pattern.MULTILINE)
            .matcher(entrypoint)
            .results()
            .map(m -> m.group(1))
            .collect(toSet());
    assertThat(passed).as("variables that entrypoint.sh lets through").isEqualTo(read);
  }

  @ParameterizedTest
  @EnumSource
  void each_input_is_parsed(ActionFile file) {
    assertThat(
            variablesReadBy(
                _ -> Optional.empty(),
                environment -> {
                  switch (file) {
                    case ATTACH -> Inputs.parse(environment);
                    case DETACH -> DetachInputs.parse(environment);
                  }
                }))
        .as("variables that are read for the inputs of %s", file.path())
        .isEqualTo(file.inputs().stream().map(Input::variable).collect(toSet()));
  }

  @ParameterizedTest
  @EnumSource
  void action_file_names_the_one_image_and_entry_points_that_it_has(ActionFile file)
      throws IOException {
    var runs = read(file).path("runs");
    assertThat(Path.of(file.path()).resolveSibling(runs.path("image").asText()).normalize())
        .isEqualTo(Path.of("Dockerfile"));
    var links =
        Pattern.compile("for command in ([a-z ]+);")
            .matcher(Files.readString(Path.of("Dockerfile")))
            .results()
            .flatMap(m -> Stream.of(m.group(1).split(" ")))
            .map("/action/"::concat)
            .toList();
    assertThat(links).contains(runs.path("entrypoint").asText());
    assertThat(entrypoint).contains("  main | post | detach) set --");
  }

  @Test
  void post_runs_whatever_became_of_the_job() {
    var runs = read(ActionFile.ATTACH).path("runs");
    assertThat(runs.path("post-if").asText()).isEqualTo("always()");
    assertThat(runs.path("entrypoint").asText()).isEqualTo("/action/main");
    assertThat(runs.path("post-entrypoint").asText()).isEqualTo("/action/post");
  }

  @Test
  void detach_has_nothing_to_undo() {
    assertThat(read(ActionFile.DETACH).path("runs").has("post-entrypoint")).isFalse();
  }

  private static Set<String> variablesReadBy(
      Function<String, Optional<String>> values, Consumer<Environment> reader) {
    var read = new HashSet<String>();
    reader.accept(name -> {
      read.add(name);
      return values.apply(name);
    });
    return read;
  }

  private static String declaredDefault(Input input, JsonNode declared) {
    return declared.path("inputs").path(input.toString()).path("default").asText();
  }

  private static List<String> names(JsonNode section) {
    var names = new ArrayList<String>();
    section.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static JsonNode read(ActionFile file) {
    try {
      return new YAMLMapper().readTree(Path.of(file.path()).toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
