package org.dood.network.github;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dood.network.AnyText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileCommandsTest {

  @TempDir private Path directory;
  private final List<String> console = new ArrayList<>();

  private FileCommands fileCommands() {
    var job =
        JobFacts.from(
            Environment.of(
                Map.of(
                        "GITHUB_OUTPUT", directory.resolve("output").toString(),
                        "GITHUB_ENV", directory.resolve("variables").toString(),
                        "GITHUB_STATE", directory.resolve("state").toString())
                    ::get));
    return new FileCommands(job, console::add);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "a", "a=b", "a<<b", "two\nlines", "=", " spaced ", "🐳", "%0A", "EOF"})
  void what_is_written_reads_back_by_the_runners_rules(String value) throws IOException {
    Files.createFile(directory.resolve("output"));
    fileCommands().setOutputs(Map.of("name", value));
    assertThat(CommandFile.parse(Files.readString(directory.resolve("output"))))
        .isEqualTo(Map.of("name", value));
    assertThat(console).isEmpty();
  }

  @Test
  void any_text_reads_back_by_the_runners_rules_and_what_comes_after_it_too() throws IOException {
    var output = Files.createFile(directory.resolve("output"));
    var variables = Files.createFile(directory.resolve("variables"));
    var values = new LinkedHashMap<String, String>();
    AnyText.with("end-of-value.", "end-of-value.end-of-value.", "value<<end-of-value.")
        .satisfies(text -> {
          values.put("value", text);
          values.put("next", "after");
          write(output, "");
          fileCommands().setOutputs(values);
          write(variables, "");
          assertThat(fileCommands().setVariables(values)).isTrue();
          assertThat(List.of(contents(output), contents(variables)))
              .extracting(CommandFile::parse)
              .containsOnly(Map.of("value", asUnicode(text), "next", "after"));
        });
  }

  @Test
  void any_text_reads_back_from_the_older_commands_on_lines_of_their_own() {
    AnyText.with("##[", "::set-output name=evil::", "save-state")
        .satisfies(text -> {
          console.clear();
          fileCommands().setOutputs(Map.of("value", text));
          fileCommands().saveState(Map.of("value", text));
          assertThat(console.stream().flatMap(String::lines).map(RunnerCommand::in))
              .containsExactly(
                  Optional.of(new RunnerCommand("set-output", Map.of("name", "value"), text)),
                  Optional.of(new RunnerCommand("save-state", Map.of("name", "value"), text)));
        });
  }

  @Test
  void what_others_wrote_before_stays() throws IOException {
    Files.writeString(directory.resolve("state"), "before=1\n");
    fileCommands().saveState(Map.of("after", "2"));
    assertThat(CommandFile.parse(Files.readString(directory.resolve("state"))))
        .isEqualTo(Map.of("before", "1", "after", "2"));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 1000})
  void value_that_holds_delimiters_ends_at_none_of_them(int delimiters) throws IOException {
    Files.createFile(directory.resolve("output"));
    var value = "a\n" + "end-of-value.\n".repeat(delimiters) + "end-of-value.".repeat(delimiters);
    fileCommands().setOutputs(Map.of("name", value + "\nevil=1"));
    assertThat(CommandFile.parse(Files.readString(directory.resolve("output"))))
        .isEqualTo(Map.of("name", value + "\nevil=1"));
  }

  @Test
  void without_the_runners_files_the_older_commands_are_used_and_no_file_is_made() {
    var commands = fileCommands();
    commands.setOutputs(Map.of("ip-address", "172.18.0.4"));
    commands.saveState(Map.of("alias", "a\nb"));
    assertThat(console)
        .containsExactly(
            "::set-output name=ip-address::172.18.0.4", "::save-state name=alias::a%0Ab");
    assertThat(commands.setVariables(Map.of("POSTGRES_HOST", "postgres"))).isFalse();
    assertThat(directory).isEmptyDirectory();
    assertThat(commands.access()).isEqualTo(CommandFileAccess.MISSING);
  }

  /** As UTF-8 can hold it, which has no unpaired surrogates. */
  private static String asUnicode(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String contents(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
