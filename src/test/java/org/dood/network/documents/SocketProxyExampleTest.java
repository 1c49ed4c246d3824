package org.dood.network.documents;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dood.network.DocumentedCalls;
import org.junit.jupiter.api.Test;

/** The examples of a filtering proxy let pass what {@code docs/api-calls.md} says, and no more. */
class SocketProxyExampleTest {

  private static final Path EXAMPLE = Path.of("examples/socket-proxy");

  private static final Pattern ALLOWED =
      Pattern.compile(
          " *http-request allow if \\{ method (?<method>[A-Z]+) } \\{ path -m reg '(?<pattern>[^']+)' }");

  private static final Pattern LISTED = Pattern.compile("(?<method>[A-Z]+) +(?<pattern>\\S+)");

  @Test
  void list_of_regular_expressions_is_that_of_the_document() throws IOException {
    assertThat(Files.readAllLines(EXAMPLE.resolve("allow-list.txt")))
        .allMatch(LISTED.asMatchPredicate());
    assertThat(patterns("allow-list.txt", LISTED)).isEqualTo(ofDocument());
  }

  @Test
  void haproxy_allows_the_patterns_of_the_document_and_denies_the_rest() throws IOException {
    assertThat(patterns("haproxy.cfg", ALLOWED)).isEqualTo(ofDocument());
    assertThat(
            Files.readAllLines(EXAMPLE.resolve("haproxy.cfg")).stream()
                .map(String::strip)
                .filter(line -> line.startsWith("http-request"))
                .filter(line -> !ALLOWED.matcher(line).matches()))
        .containsExactly("http-request deny deny_status 403");
  }

  private static Map<String, String> ofDocument() {
    return DocumentedCalls.read().patterns().entrySet().stream()
        .collect(toMap(Map.Entry::getKey, entry -> entry.getValue().pattern()));
  }

  private static Map<String, String> patterns(String file, Pattern line) throws IOException {
    return Files.readAllLines(EXAMPLE.resolve(file)).stream()
        .map(line::matcher)
        .filter(Matcher::matches)
        .collect(toMap(match -> match.group("method"), match -> match.group("pattern")));
  }
}
