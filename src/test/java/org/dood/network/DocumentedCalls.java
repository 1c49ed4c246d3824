package org.dood.network;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The table of {@code docs/api-calls.md}: what a proxy that filters the socket must let pass. */
public record DocumentedCalls(List<Call> calls) {

  /** A row: a call, and the stages that make it. */
  public record Call(String text, Pattern form, List<String> stages) {}

  private static final Pattern ROW =
      Pattern.compile("^\\| `(?<call>[A-Z]+ [^`]+)` \\| (?<stages>[a-z, ]+) \\|");

  /** Reads the table. */
  public static DocumentedCalls read() {
    try {
      return new DocumentedCalls(
          Files.readString(Path.of("docs/api-calls.md"))
              .lines()
              .map(ROW::matcher)
              .filter(row -> row.find())
              .map(row -> call(row.group("call"), row.group("stages")))
              .toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The row of a call, as {@code METHOD path?query}. */
  public Optional<Call> rowOf(String call) {
    var withoutQuery = call.replaceFirst("[?].*", "");
    return calls.stream().filter(row -> row.form().matcher(withoutQuery).matches()).findFirst();
  }

  private static Call call(String text, String stages) {
    var form = Pattern.compile(text.replaceAll("\\{[a-z]+}", "[^/]+"));
    return new Call(text, form, List.of(stages.split(", ")));
  }
}
