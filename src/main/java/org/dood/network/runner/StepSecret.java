package org.dood.network.runner;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * A random number that main makes for one run of one step, so that nothing else bears the same
 * mark.
 *
 * @param value 32 hexadecimal digits
 */
public record StepSecret(String value) {

  /** What a secret looks like, as a regular expression. */
  static final String FORM = "[0-9a-f]{32}";

  private static final Pattern PATTERN = Pattern.compile(FORM);

  /** A secret that nobody can guess. */
  public static StepSecret random() {
    return new StepSecret(UUID.randomUUID().toString().replace("-", ""));
  }

  /** Parses a text; empty if it is no secret. */
  static Optional<StepSecret> parse(String text) {
    return Optional.of(text).filter(PATTERN.asMatchPredicate()).map(StepSecret::new);
  }
}
