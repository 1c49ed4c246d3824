package org.dood.network.github;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Reads a command file by the rules of the runner's {@code FileCommandManager.cs} on Linux: {@code
 * name=value}, or {@code name<<delimiter}, the value's lines, the delimiter. A line ends with a
 * line feed, and with nothing else.
 */
public final class CommandFile {

  private CommandFile() {}

  /** The entries of a file; a malformed one fails, as it fails the step. */
  public static Map<String, String> parse(String text) {
    var entries = new LinkedHashMap<String, String>();
    var lines = text.split("(?<=\n)", -1);
    for (int i = 0; i < lines.length; i++) {
      var line = withoutNewline(lines[i]);
      if (line.isEmpty()) {
        continue;
      }
      var equals = line.indexOf('=');
      var heredoc = line.indexOf("<<");
      if (equals >= 0 && (heredoc < 0 || equals < heredoc)) {
        entries.put(line.substring(0, equals), line.substring(equals + 1));
      } else if (heredoc > 0 && line.length() > heredoc + 2) {
        var delimiter = line.substring(heredoc + 2);
        var value = new StringBuilder();
        for (i++; i < lines.length && !withoutNewline(lines[i]).equals(delimiter); i++) {
          value.append(lines[i]);
        }
        if (i == lines.length) {
          throw new IllegalArgumentException("no delimiter after the value of " + line);
        }
        entries.put(line.substring(0, heredoc), withoutNewline(value.toString()));
      } else {
        throw new IllegalArgumentException("a malformed line: " + line);
      }
    }
    return entries;
  }

  private static String withoutNewline(String line) {
    return line.endsWith("\n") ? line.substring(0, line.length() - 1) : line;
  }
}
