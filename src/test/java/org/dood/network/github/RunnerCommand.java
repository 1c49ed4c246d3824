package org.dood.network.github;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A command in what a step prints, found by the rules of the runner's {@code ActionCommand.cs}.
 *
 * @param name such as {@code error}
 * @param properties such as {@code title}
 * @param data the text after it
 */
public record RunnerCommand(String name, Map<String, String> properties, String data) {

  private static final Set<String> REGISTERED =
      Set.of(
          "add-mask",
          "add-matcher",
          "add-path",
          "debug",
          "echo",
          "endgroup",
          "error",
          "group",
          "internal-set-repo-path",
          "notice",
          "remove-matcher",
          "save-state",
          "set-env",
          "set-output",
          "stop-commands",
          "warning");

  /** The command that a line is, if it is one. */
  public static Optional<RunnerCommand> in(String line) {
    return inNewForm(line).or(() -> inOldForm(line));
  }

  private static Optional<RunnerCommand> inNewForm(String line) {
    var text = trimStart(line);
    var end = text.indexOf("::", 2);
    return text.startsWith("::") && end >= 0
        ? parse(text.substring(2, end), ",", text.substring(end + 2))
        : Optional.empty();
  }

  /** As .NET does it, to which more is white space than to Java. */
  private static String trimStart(String line) {
    return line.replaceFirst("^[\\p{IsWhite_Space}]+", "");
  }

  private static Optional<RunnerCommand> inOldForm(String line) {
    var start = line.indexOf("##[");
    var end = line.indexOf(']', Math.max(start, 0));
    return start >= 0 && end >= 0
        ? parse(line.substring(start + 3, end), ";", line.substring(end + 1))
        : Optional.empty();
  }

  private static Optional<RunnerCommand> parse(String info, String separator, String data) {
    var space = info.indexOf(' ');
    var name = space < 0 ? info : info.substring(0, space);
    if (!REGISTERED.contains(name)) {
      return Optional.empty();
    }
    var properties = new HashMap<String, String>();
    if (space >= 0) {
      for (var property : info.substring(space + 1).strip().split(separator, -1)) {
        var pair = property.split("=", 2);
        if (pair.length == 2) {
          properties.put(pair[0].strip(), unescapeProperty(pair[1]));
        }
      }
    }
    return Optional.of(new RunnerCommand(name, properties, unescape(data)));
  }

  private static String unescape(String text) {
    return text.replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%");
  }

  private static String unescapeProperty(String text) {
    return unescape(text.replace("%3A", ":").replace("%2C", ","));
  }
}
