package org.dood.network.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The tests that {@code docs/threat-model.md} names exist. */
class ThreatModelTest {

  private static final Pattern NAMED =
      Pattern.compile("`(?<type>[A-Z]\\w+(?:Test|IT))(?:#(?<method>\\w+))?`");

  @Test
  void each_test_that_shows_a_defence_exists() throws IOException {
    var tests = Path.of("src/test/java");
    assertThat(NAMED.matcher(Document.at("docs/threat-model.md").text()).results())
        .isNotEmpty()
        .allSatisfy(named ->
            assertThat(source(tests, named.group("type")))
                .as(named.group())
                .hasValueSatisfying(text -> assertThat(text).contains(method(named))));
  }

  private static String method(MatchResult named) {
    return Optional.ofNullable(named.group("method")).map(name -> "void " + name + "(").orElse("");
  }

  private static Optional<String> source(Path directory, String type) throws IOException {
    try (var files = Files.walk(directory)) {
      var file = files.filter(path -> path.endsWith(type + ".java")).findFirst();
      return file.isEmpty() ? Optional.empty() : Optional.of(Files.readString(file.get()));
    }
  }
}
