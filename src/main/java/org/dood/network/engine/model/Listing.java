package org.dood.network.engine.model;

import java.util.List;
import java.util.stream.Stream;

/**
 * One of the engine's lists.
 *
 * @param elements the elements that could be read
 * @param leftOut the elements that could not be read
 * @param <T> the type of an element
 */
public record Listing<T>(List<T> elements, List<LeftOut> leftOut) {

  /** A list without elements that could not be read. */
  public static <T> Listing<T> of(List<T> elements) {
    return new Listing<>(elements, List.of());
  }

  /** The elements that could be read. */
  public Stream<T> stream() {
    return elements.stream();
  }
}
