package org.dood.network.engine.model;

import java.util.Optional;

/**
 * An element of one of the engine's lists that could not be read, so that nothing else is known of
 * it.
 *
 * @param kind what the list is of, such as {@code container}
 * @param id its id; empty if it could not be read
 * @param name its name; empty if it could not be read
 * @param reason why it could not be read
 */
public record LeftOut(String kind, Optional<String> id, Optional<String> name, String reason) {

  /** Its name, or its id if the name is not known, or what is known of neither. */
  public String called() {
    return name.or(() -> id).orElse("(unknown)");
  }
}
