package org.dood.network.attach;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The result of one step of planning: a value for the next step, or the outcome that ends planning.
 *
 * @param <T> the value that the next step needs
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

  /** Continues with a value, or settles with an outcome if there is none. */
  static <T> Decision<T> of(Optional<T> value, Supplier<AttachOutcome> otherwise) {
    return value.map(Decision::found).orElseGet(() -> settled(otherwise.get()));
  }

  /** Takes the next step, unless planning has ended. */
  default <U> Decision<U> then(Function<T, Decision<U>> next) {
    return switch (this) {
      case Found<T>(T value) -> next.apply(value);
      case Settled<T>(AttachOutcome outcome) -> settled(outcome);
    };
  }
}
