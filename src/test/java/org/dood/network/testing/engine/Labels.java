package org.dood.network.testing.engine;

import java.util.LinkedHashMap;
import java.util.Map;

/** Many or large labels, as an image can bring them. */
public final class Labels {

  private static final int CHARACTERS_OF_EACH = 256;

  private Labels() {}

  /** One label with a value of a number of characters. */
  public static Map<String, String> one(int characters) {
    return Map.of("large", "x".repeat(characters));
  }

  /** Labels with a number of characters in all. */
  public static Map<String, String> many(int characters) {
    return many(characters, "com.example.%06x");
  }

  /** The same, with names like those by which runners mark what is theirs. */
  public static Map<String, String> manyLikeThoseOfRunners(int characters) {
    return many(characters, "%06x");
  }

  private static Map<String, String> many(int characters, String form) {
    var labels = new LinkedHashMap<String, String>();
    for (var number = 0; number < characters / CHARACTERS_OF_EACH; number++) {
      var name = form.formatted(number);
      labels.put(name, "x".repeat(CHARACTERS_OF_EACH - name.length()));
    }
    return labels;
  }
}
