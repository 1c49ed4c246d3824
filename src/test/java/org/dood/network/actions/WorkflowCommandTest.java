package org.dood.network.actions;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class WorkflowCommandTest {

  /** Text that has what the runner looks for in it far more often than chance would put there. */
  static Stream<String> texts() {
    var random = new Random(20_260_101);
    var pieces =
        new String[] {"::", "##[", "\n", "\r", "%", "%0A", ":", ",", " ", "]", "error", "é"};
    return Stream.generate(
            () -> {
              var text = new StringBuilder();
              for (int i = random.nextInt(12); i > 0; i--) {
                if (random.nextBoolean()) {
                  text.append(pieces[random.nextInt(pieces.length)]);
                } else {
                  text.appendCodePoint(random.nextInt(Character.MAX_CODE_POINT + 1));
                }
              }
              return text.toString();
            })
        .limit(2_000);
  }

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
          'a ##[error]x',           'a ##\\[error]x'
          'two\nlines',             'two\\u000alines'
          'plain: 100% ünïcode 🐳', 'plain: 100% ünïcode 🐳'
          """)
  void shows_foreign_text_on_a_line_that_is_no_command(String text, String line) {
    assertThat(WorkflowCommand.plainLine(text)).isEqualTo(line);
  }

  @ParameterizedTest
  @MethodSource("texts")
  void no_text_makes_a_plain_line_a_command_or_two_lines(String text) {
    var line = WorkflowCommand.plainLine(text);
    assertThat(line).doesNotContain("##[", "\n", "\r");
    assertThat(line.strip()).doesNotStartWith("::");
  }

  @ParameterizedTest
  @MethodSource("texts")
  void an_error_is_one_command_that_reads_back_as_it_was_shown(String text) {
    var command = WorkflowCommand.error(text);
    assertThat(command)
        .startsWith("::error title=dood-network-action::")
        .doesNotContain("\n", "\r");
    var data = command.substring("::error title=dood-network-action::".length());
    assertThat(data.replace("%0A", "\n").replace("%0D", "\r").replace("%25", "%"))
        .isEqualTo(WorkflowCommand.plainLine(text));
  }
}
