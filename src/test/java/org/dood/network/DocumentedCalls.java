package org.dood.network;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a proxy that filters the socket must let pass, by {@code docs/api-calls.md}.
 *
 * @param calls the rows of its table
 * @param patterns its pattern of paths for each method
 */
public record DocumentedCalls(List<Call> calls, Map<String, Pattern> patterns) {

  /** A row: a call, and the stages that make it. */
  public record Call(String text, Pattern form, List<String> stages) {}

  private static final Pattern ROW =
      Pattern.compile("^\\| `(?<call>[A-Z]+ [^`]+)` \\| (?<stages>[a-z, ]+) \\|");

  private static final Pattern PATTERN = Pattern.compile("(?<method>[A-Z]+) +(?<pattern>\\^.*\\$)");

  /** Reads the document. */
  public static DocumentedCalls read() {
    try {
      var lines = Files.readAllLines(Path.of("docs/api-calls.md"));
      return new DocumentedCalls(
          lines.stream()
              .map(ROW::matcher)
              .filter(Matcher::find)
              .map(row -> call(row.group("call"), row.group("stages")))
              .toList(),
          lines.stream()
              .map(PATTERN::matcher)
              .filter(Matcher::matches)
              .collect(
                  Collectors.toMap(
                      line -> line.group("method"),
                      line -> Pattern.compile(line.group("pattern")))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The row of a call, as {@code METHOD path?query}. */
  public Optional<Call> rowOf(String call) {
    var withoutQuery = call.replaceFirst("[?].*", "");
    return calls.stream().filter(row -> row.form().matcher(withoutQuery).matches()).findFirst();
  }

  /** Whether the pattern for its method has a call, as {@code METHOD path?query}. */
  public boolean allow(String call) {
    var words = List.of(call.replaceFirst("[?].*", "").split(" "));
    return Optional.ofNullable(patterns.get(words.getFirst()))
        .filter(pattern -> pattern.matcher(words.getLast()).matches())
        .isPresent();
  }

  private static Call call(String text, String stages) {
    var form = Pattern.compile(text.replaceAll("\\{[a-z]+}", "[^/]+"));
    return new Call(text, form, List.of(stages.split(", ")));
  }
}
