package org.dood.network.github;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** {@code action.yml}, {@code entrypoint.sh}, the README and the code say the same. */
class ActionFileTest {

  private final JsonNode action = new YAMLMapper().readTree(Path.of("action.yml").toFile());
  private final String entrypoint = Files.readString(Path.of("entrypoint.sh"));
  private final String readme = Files.readString(Path.of("README.md"));

  ActionFileTest() throws IOException {}

  @Test
  void the_entry_point_lets_through_each_variable_that_the_code_reads_and_no_other() {
    var read = new HashSet<String>();
    Environment recording =
        name -> {
          read.add(name);
          return Environment.of(_ -> name.equals("STATE_attached") ? "true" : "some").get(name);
        };
    Job.from(recording);
    SavedState.from(recording);
    SavedForwarder.from(recording);
    var passed =
        Pattern.compile("^      ([A-Za-z_]+)\\) ;;$", Pattern.MULTILINE)
            .matcher(entrypoint)
            .results()
            .map(m -> m.group(1))
            .collect(Collectors.toSet());
    assertThat(passed).isEqualTo(read);
  }

  @Test
  void each_input_reaches_a_variable_without_a_dash() {
    var variables =
        names("inputs").stream()
            .map(i -> "INPUT_" + i.toUpperCase(Locale.ROOT).replace('-', '_'))
            .collect(Collectors.toSet());
    assertThat(variables).allSatisfy(v -> assertThat(entrypoint).contains(v));
    var mapped = new ArrayList<String>();
    action.path("runs").path("env").fieldNames().forEachRemaining(mapped::add);
    assertThat(mapped)
        .containsExactlyElementsOf(
            names("inputs").stream()
                .filter(i -> i.contains("-"))
                .map(i -> "INPUT_" + i.toUpperCase(Locale.ROOT).replace('-', '_'))
                .toList());
  }

  @Test
  void the_readme_explains_each_input_and_output() {
    assertThat(readme)
        .contains(names("inputs").stream().map(n -> "| `" + n + "` |").toList())
        .contains(names("outputs").stream().map(n -> "| `" + n + "` |").toList());
  }

  @Test
  void post_runs_whatever_became_of_the_job() {
    assertThat(action.path("runs").path("post-if").asText()).isEqualTo("always()");
    assertThat(Set.of("/action/main", "/action/post"))
        .contains(
            action.path("runs").path("entrypoint").asText(),
            action.path("runs").path("post-entrypoint").asText());
  }

  private List<String> names(String section) {
    var names = new ArrayList<String>();
    action.path(section).fieldNames().forEachRemaining(names::add);
    return names;
  }
}
