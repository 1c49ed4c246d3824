package org.dood.network.report;

import static java.util.function.Predicate.not;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.dood.network.testing.GeneratedBlock;
import org.junit.jupiter.api.Test;

/** {@code docs/troubleshooting.md} explains each error, and shows it as users see it. */
class TroubleshootingTest {

  private static final String BEFORE_MESSAGE = "::error title=dood-network-action::";

  private final List<String> errors =
      Stream.of(
              ReportTest.everyReport(),
              ServicesReportTest.everyReport(),
              DetachJobReportTest.everyReport())
          .flatMap(reports -> reports)
          .flatMap(report -> report.lines().stream())
          .filter(line -> line.startsWith(BEFORE_MESSAGE))
          .map(line -> line.substring(BEFORE_MESSAGE.length()))
          .toList();

  @Test
  void each_error_has_a_code_and_ends_with_the_link_to_its_paragraph() {
    assertThat(errors)
        .allSatisfy(error ->
            assertThat(Stream.of(ErrorCode.values()))
                .anyMatch(code ->
                    error.startsWith(code + ": ") && error.endsWith(" More: " + code.link())));
  }

  @Test
  void each_code_has_an_error() {
    assertThat(Stream.of(ErrorCode.values()).filter(code -> ofCode(code).findAny().isEmpty()))
        .as("codes without an example in ReportTest or ServicesReportTest")
        .isEmpty();
  }

  @Test
  void document_explains_each_code_and_shows_an_error_with_it() {
    GeneratedBlock.in("docs/troubleshooting.md", "errors")
        .assertHolds(
            Stream.of(ErrorCode.values()).map(this::paragraph).collect(joining("\n", "\n", "\n")));
  }

  private String paragraph(ErrorCode code) {
    return """
    ### %s

    %s

    ```text
    Error: %s
    ```
    """
        .formatted(
            code,
            code.explanation(),
            ofCode(code).findFirst().orElseThrow().replaceFirst(" More: .*", ""));
  }

  /** The errors of a code, those with hostile text left out, since they explain less. */
  private Stream<String> ofCode(ErrorCode code) {
    return errors.stream()
        .filter(error -> error.startsWith(code + ": "))
        .filter(not(error -> error.contains("::b")));
  }
}
