package org.dood.network.report;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Text from outside in the length that a message has room for: an alias of a container, for
 * example, may have 100,000 characters.
 */
final class Excerpt {

  /** Longer than any name that people type. */
  private static final int LONGEST = 80;

  private static final int LONGEST_LINE = 200;

  private static final int MOST = 20;

  private Excerpt() {}

  /** A name, a state or the like, cut if it is far longer than usual. */
  static String of(String text) {
    return cut(text, LONGEST);
  }

  /** Lines that a container printed, in quotes, without the white space around them. */
  static String quoted(List<String> lines) {
    return lines.stream()
        .map(line -> "'" + cut(line.strip(), LONGEST_LINE) + "'")
        .collect(Collectors.joining(", "));
  }

  /** The first of some names or numbers, and how many more there are. */
  static String listed(Stream<String> words) {
    var all = words.map(Excerpt::of).toList();
    return all.size() <= MOST
        ? String.join(", ", all)
        : String.join(", ", all.subList(0, MOST)) + " and " + (all.size() - MOST) + " more";
  }

  private static String cut(String text, int longest) {
    return text.length() <= longest ? text : text.substring(0, end(text, longest)) + "…";
  }

  /** Not between the two halves of a character. */
  private static int end(String text, int longest) {
    return Character.isHighSurrogate(text.charAt(longest - 1)) ? longest - 1 : longest;
  }
}
