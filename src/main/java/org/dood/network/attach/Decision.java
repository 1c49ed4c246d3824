package org.dood.network.attach;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A step on the way to a plan: what it found, or the outcome that ends the way.
 *
 * @param <T> what the next step needs
 */
sealed interface Decision<T> {

  record Found<T>(T value) implements Decision<T> {}

  record Settled<T>(AttachOutcome outcome) implements Decision<T> {}

  static <T> Decision<T> found(T value) {
    return new Found<>(value);
  }

  static <T> Decision<T> settled(AttachOutcome outcome) {
    return new Settled<>(outcome);
  }

  static <T> Decision<T> of(Optional<T> value, Supplier<AttachOutcome> otherwise) {
    return value.map(Decision::found).orElseGet(() -> settled(otherwise.get()));
  }

  default <U> Decision<U> then(Function<T, Decision<U>> next) {
    return switch (this) {
      case Found<T>(T value) -> next.apply(value);
      case Settled<T>(AttachOutcome outcome) -> settled(outcome);
    };
  }
}
