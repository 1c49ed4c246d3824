package org.dood.network.github;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * The runner's commands on standard output, and text that must not become one.
 *
 * <p>The rules are those of the runner's {@code ActionCommand.cs} and {@code OutputManager.cs}: a
 * line that starts with {@code ::}, after white space, is a command; so is {@code ##[} anywhere.
 */
public final class WorkflowCommand {

  private static final String TITLE = "dood-network-action";

  /** The runner cuts off what is longer. */
  static final int LONGEST_MESSAGE = 4096;

  private static final String OMISSION = " … ";

  /** Unpaired surrogates too: they would turn into question marks on their way out. */
  private static final Set<Integer> INVISIBLE =
      Set.of(
          (int) Character.CONTROL,
          (int) Character.FORMAT,
          (int) Character.LINE_SEPARATOR,
          (int) Character.PARAGRAPH_SEPARATOR,
          (int) Character.SURROGATE);

  /** White space as .NET knows it, the no-break spaces too. */
  private static final Pattern LIKE_COMMAND = Pattern.compile("^\\p{IsWhite_Space}*::");

  private WorkflowCommand() {}

  /** An annotation that marks the step's failure. */
  public static String error(String message) {
    return annotation("error", message);
  }

  /** An annotation for what the user should know though the step succeeds. */
  public static String warning(String message) {
    return annotation("warning", message);
  }

  /** A line that is shown only when step debugging is on. */
  public static String debug(String message) {
    return "::debug::" + escapeData(message);
  }

  /** Sets an output where the runner's output file cannot be reached. */
  public static String setOutput(String name, String value) {
    return "::set-output name=" + escapeProperty(name) + "::" + escapeData(value);
  }

  /** Saves state where the runner's state file cannot be reached. */
  public static String saveState(String name, String value) {
    return "::save-state name=" + escapeProperty(name) + "::" + escapeData(value);
  }

  /**
   * One line of log text that no runner takes for a command: control characters and line ends are
   * shown as {@code \}{@code uXXXX}, and both command prefixes are broken by a backslash.
   */
  public static String plainLine(String text) {
    var line = new StringBuilder(text.length());
    text.codePoints().forEach(c -> appendVisibly(line, c));
    var shown = line.toString().replace("##[", "##\\[");
    return LIKE_COMMAND.matcher(shown).replaceFirst("\\\\::");
  }

  private static void appendVisibly(StringBuilder line, int codePoint) {
    if (INVISIBLE.contains(Character.getType(codePoint))) {
      line.append(String.format("\\u%04x", codePoint));
    } else {
      line.appendCodePoint(codePoint);
    }
  }

  private static String annotation(String kind, String message) {
    return "::"
        + kind
        + " title="
        + escapeProperty(TITLE)
        + "::"
        + escapeData(shortened(plainLine(message)));
  }

  /**
   * The message with its middle cut out if it is longer than an annotation: the beginning says what
   * failed, the end what to do, and text from outside stands between them.
   */
  private static String shortened(String message) {
    return message.length() <= LONGEST_MESSAGE
        ? message
        : message.substring(0, LONGEST_MESSAGE / 2 - OMISSION.length())
            + OMISSION
            + message.substring(message.length() - LONGEST_MESSAGE / 2);
  }

  static String escapeData(String text) {
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
  }

  static String escapeProperty(String text) {
    return escapeData(text).replace(":", "%3A").replace(",", "%2C");
  }
}
