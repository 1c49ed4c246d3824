package org.dood.network.github;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.dood.network.AnyText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkflowCommandTest {

  private static final AnyText FOREIGN =
      AnyText.with("##[", "##[error]", "::error::", "::stop-commands::x", "add-mask", "]");

  @Test
  void escapes_percent_before_what_it_escapes_with() {
    assertThat(WorkflowCommand.escapeData("100%\r\n")).isEqualTo("100%25%0D%0A");
    assertThat(WorkflowCommand.escapeProperty("a:b,c%")).isEqualTo("a%3Ab%2Cc%25");
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          '::add-mask::x',          '\\::add-mask::x'
          '  ::error::x',           '\\::error::x'
          '\u00a0\u3000::error::x', '\\::error::x'
          'a ##[error]x',           'a ##\\[error]x'
          'two\nlines',             'two\\u000alines'
          'plain: 100% ünïcode 🐳', 'plain: 100% ünïcode 🐳'
          """)
  void shows_foreign_text_on_a_line_that_is_no_command(String text, String line) {
    assertThat(WorkflowCommand.plainLine(text)).isEqualTo(line);
  }

  @Test
  void no_text_makes_a_plain_line_a_command_or_two_lines() {
    FOREIGN.satisfies(text -> {
      var line = WorkflowCommand.plainLine(text);
      assertThat(RunnerCommand.in(line)).isEmpty();
      assertThat(line).doesNotContain("##[", "\n", "\r").doesNotContainPattern("\\p{Cntrl}");
    });
  }

  @Test
  void an_annotation_is_one_command_that_reads_back_as_it_was_shown() {
    FOREIGN.satisfies(text -> {
      assertIsOne("error", WorkflowCommand.error(text), text);
      assertIsOne("warning", WorkflowCommand.warning(text), text);
    });
  }

  private static void assertIsOne(String kind, String command, String text) {
    assertThat(command.lines()).hasSize(1);
    assertThat(RunnerCommand.in(command))
        .contains(
            new RunnerCommand(
                kind, Map.of("title", "dood-network-action"), WorkflowCommand.plainLine(text)));
  }

  @Test
  void a_message_longer_than_an_annotation_keeps_its_beginning_and_its_end() {
    var error = WorkflowCommand.error("What failed: " + "x".repeat(120_000) + ". What to do.");
    assertThat(error).startsWith("::error title=dood-network-action::What failed: xxx");
    assertThat(error).contains("xxx … xxx").endsWith("xxx. What to do.");
    assertThat(error.length() - "::error title=dood-network-action::".length())
        .isLessThanOrEqualTo(WorkflowCommand.LONGEST_MESSAGE);
  }

  @Test
  void what_is_for_debugging_is_one_command_that_reads_back() {
    FOREIGN.satisfies(text -> {
      var command = WorkflowCommand.debug(text);
      assertThat(command.lines()).hasSize(1);
      assertThat(RunnerCommand.in(command)).contains(new RunnerCommand("debug", Map.of(), text));
    });
  }

  @Test
  void a_property_reads_back() {
    FOREIGN.satisfies(text -> {
      var command = WorkflowCommand.setOutput("of" + text + ".", "value");
      assertThat(command.lines()).hasSize(1);
      assertThat(RunnerCommand.in(command))
          .contains(new RunnerCommand("set-output", Map.of("name", "of" + text + "."), "value"));
    });
  }
}
