package org.dood.network;

import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Random texts for tests of properties: words that parsers look for, line ends of all kinds, white
 * space, control characters, unpaired surrogates and any other character, in more combinations than
 * uniformly random text would have.
 *
 * <p>The texts are the same in each run; {@code -Dany-text.seed=<number>} selects others.
 */
public final class AnyText {

  private static final long SEED = Long.getLong("any-text.seed", 20_260_101);
  private static final int TEXTS = 5_000;
  private static final int LONGEST = 12;

  /** Text with a meaning to some parser or terminal, and what only some count as white space. */
  private static final String[] COMMON = {
    "\n",
    "\r",
    "\r\n",
    "\t",
    " ",
    "\0",
    "\u001b[31m",
    "\u0085",
    "\u00a0",
    "\u2007",
    "\u200b",
    "\u2028",
    "\u2029",
    "\u202e",
    "\u202f",
    "\u3000",
    "\ufeff",
    "\ud83d",
    "\udc33",
    "é",
    "🐳",
    "%",
    "%0A",
    "%25",
    ":",
    "::",
    ",",
    "=",
    "<<",
    "/",
    "..",
    "\"",
    "\\",
    "'",
    "$(",
    "`",
    ";"
  };

  private final String[] words;

  private AnyText(String[] words) {
    this.words = words;
  }

  /** Texts that often contain these words too. */
  public static AnyText with(String... words) {
    return new AnyText(words);
  }

  /** Fails if the property fails for one of the texts, and names the shortest such text found. */
  public void satisfies(Consumer<String> property) {
    var random = new Random(SEED);
    for (int i = 0; i < TEXTS; i++) {
      var text = next(random);
      if (fails(property, text)) {
        var shortest = shortest(property, text);
        try {
          property.accept(shortest);
        } catch (AssertionError | RuntimeException e) {
          throw new AssertionError(
              "not for \"%s\", of seed %d".formatted(visible(shortest), SEED), e);
        }
      }
    }
  }

  private String next(Random random) {
    return IntStream.range(0, random.nextInt(LONGEST))
        .mapToObj(_ ->
            switch (random.nextInt(5)) {
              case 0 -> Character.toString(random.nextInt(Character.MAX_CODE_POINT + 1));
              case 1, 2 -> COMMON[random.nextInt(COMMON.length)];
              default -> words[random.nextInt(words.length)];
            })
        .collect(Collectors.joining());
  }

  private static String shortest(Consumer<String> property, String failing) {
    return IntStream.range(0, failing.length())
        .mapToObj(i -> failing.substring(0, i) + failing.substring(i + 1))
        .filter(shorter -> fails(property, shorter))
        .findFirst()
        .map(shorter -> shortest(property, shorter))
        .orElse(failing);
  }

  private static boolean fails(Consumer<String> property, String text) {
    try {
      property.accept(text);
      return false;
    } catch (AssertionError | RuntimeException e) {
      return true;
    }
  }

  private static String visible(String text) {
    return text.chars()
        .mapToObj(c -> c > ' ' && c < 127 ? Character.toString(c) : "\\u%04x".formatted(c))
        .collect(Collectors.joining());
  }
}
