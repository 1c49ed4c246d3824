package org.dood.network.actions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileCommandsTest {

  @TempDir private Path directory;
  private final List<String> console = new ArrayList<>();

  private FileCommands fileCommands(String delimiter) {
    var job =
        Job.from(
            Environment.of(
                Map.of(
                        "GITHUB_OUTPUT", directory.resolve("output").toString(),
                        "GITHUB_STATE", directory.resolve("state").toString())
                    ::get));
    return new FileCommands(job, console::add, () -> delimiter);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "a", "a=b", "a<<b", "two\nlines", "=", " spaced ", "🐳", "%0A", "EOF"})
  void what_is_written_reads_back_by_the_runners_rules(String value) throws IOException {
    Files.createFile(directory.resolve("output"));
    fileCommands(UUID.randomUUID().toString()).setOutputs(Map.of("name", value));
    assertThat(CommandFile.parse(Files.readString(directory.resolve("output"))))
        .isEqualTo(Map.of("name", value));
    assertThat(console).isEmpty();
  }

  @Test
  void what_others_wrote_before_stays() throws IOException {
    Files.writeString(directory.resolve("state"), "before=1\n");
    fileCommands("x").saveState(Map.of("after", "2"));
    assertThat(CommandFile.parse(Files.readString(directory.resolve("state"))))
        .isEqualTo(Map.of("before", "1", "after", "2"));
  }

  @Test
  void a_value_that_holds_its_delimiter_is_never_written() throws IOException {
    Files.createFile(directory.resolve("output"));
    var commands = fileCommands("x");
    assertThatThrownBy(() -> commands.setOutputs(Map.of("name", "a\nghadelimiter_x\nevil=1")))
        .isInstanceOf(IllegalStateException.class);
    assertThat(directory.resolve("output")).isEmptyFile();
  }

  @Test
  void without_the_runners_files_the_older_commands_are_used_and_no_file_is_made() {
    var commands = fileCommands("x");
    commands.setOutputs(Map.of("ip-address", "172.18.0.4"));
    commands.saveState(Map.of("alias", "a\nb"));
    assertThat(console)
        .containsExactly(
            "::set-output name=ip-address::172.18.0.4", "::save-state name=alias::a%0Ab");
    assertThat(directory).isEmptyDirectory();
    assertThat(commands.present()).isFalse();
  }
}
