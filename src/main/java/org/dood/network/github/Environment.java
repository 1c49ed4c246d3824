package org.dood.network.github;

import java.util.Optional;

/** The variables that the runner started a stage with. */
@FunctionalInterface
public interface Environment {

  /**
   * The value of a variable.
   *
   * @param name its name, case-sensitive
   * @return its value without the white space around it; empty if it is unset or blank, since the
   *     runner hands over an input that was not given as an empty string
   */
  Optional<String> get(String name);

  /** The variables of this process. */
  static Environment ofProcess() {
    return of(System.getenv()::get);
  }

  /**
   * An environment backed by a plain look-up.
   *
   * @param lookup the value of a name, or null
   */
  static Environment of(NullableLookup lookup) {
    return name ->
        Optional.ofNullable(lookup.get(name)).map(String::strip).filter(v -> !v.isEmpty());
  }

  /** A look-up as a map offers it: null where there is nothing. */
  @FunctionalInterface
  interface NullableLookup {
    @org.jspecify.annotations.Nullable
    String get(String name);
  }
}
