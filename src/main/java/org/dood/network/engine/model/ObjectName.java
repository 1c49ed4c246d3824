package org.dood.network.engine.model;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A container or network as somebody names it: an id, a unique prefix of one, or a name, in the
 * engine's own grammar (moby, {@code daemon/names/names.go}). Nothing else may reach a request's
 * path.
 *
 * @param value a letter or digit, then letters, digits, {@code _}, {@code .} and {@code -}; 255 at
 *     most
 */
public record ObjectName(String value) {

  private static final Pattern VALID = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9_.-]{0,254}");

  /** Takes a name that is known to be good, such as one that the engine gave. */
  public ObjectName {
    if (!VALID.matcher(value).matches()) {
      throw new IllegalArgumentException("not a name of the engine's grammar: " + value);
    }
  }

  /**
   * Reads a name that somebody typed.
   *
   * @return empty if it is not of the grammar
   */
  public static Optional<ObjectName> parse(String text) {
    return Optional.of(text).filter(VALID.asMatchPredicate()).map(ObjectName::new);
  }

  @Override
  public String toString() {
    return value;
  }
}
