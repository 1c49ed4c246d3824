package org.dood.network.inputs;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
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

/** {@code action.yml}, {@code entrypoint.sh} and the code have the same inputs. */
class ActionFileTest {

  private final JsonNode action = new YAMLMapper().readTree(Path.of("action.yml").toFile());
  private final String entrypoint = Files.readString(Path.of("entrypoint.sh"));

  ActionFileTest() throws IOException {}

  @Test
  void action_file_declares_the_inputs_of_the_code_in_their_order() {
    assertThat(names("inputs"))
        .as("inputs of action.yml, against the constants of Input.java")
        .containsExactlyElementsOf(Stream.of(Input.values()).map(Input::toString).toList());
  }

  @Test
  void action_file_declares_the_defaults_of_the_code() {
    assertThat(
            Stream.of(Input.values())
                .filter(input -> !declaredDefault(input).startsWith("${{"))
                .collect(toMap(input -> input, this::declaredDefault)))
        .as("defaults of action.yml, against those of Input.java")
        .isEqualTo(
            Stream.of(Input.values())
                .filter(input -> !declaredDefault(input).startsWith("${{"))
                .collect(toMap(input -> input, Input::defaultText)));
  }

  @Test
  void action_file_sets_a_variable_without_a_dash_for_each_input_that_has_one() {
    var mapped = new ArrayList<String>();
    action.path("runs").path("env").fieldNames().forEachRemaining(mapped::add);
    assertThat(mapped)
        .as("variables under 'runs: env:' of action.yml")
        .containsExactlyElementsOf(
            Stream.of(Input.values())
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

  @Test
  void each_input_is_parsed() {
    assertThat(variablesReadBy(_ -> Optional.empty(), Inputs::parse))
        .as("variables that Inputs.parse reads")
        .isEqualTo(Stream.of(Input.values()).map(Input::variable).collect(toSet()));
  }

  @Test
  void post_runs_whatever_became_of_the_job() {
    assertThat(action.path("runs").path("post-if").asText()).isEqualTo("always()");
    assertThat(Set.of("/action/main", "/action/post"))
        .contains(
            action.path("runs").path("entrypoint").asText(),
            action.path("runs").path("post-entrypoint").asText());
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

  private String declaredDefault(Input input) {
    return action.path("inputs").path(input.toString()).path("default").asText();
  }

  private List<String> names(String section) {
    var names = new ArrayList<String>();
    action.path(section).fieldNames().forEachRemaining(names::add);
    return names;
  }
}
