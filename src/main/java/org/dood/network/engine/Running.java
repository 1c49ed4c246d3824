package org.dood.network.engine;

/**
 * Work that runs beside its caller.
 *
 * @param <R> the type of its result
 */
@FunctionalInterface
public interface Running<R> {

  /**
   * Waits for the result.
   *
   * @throws EngineException if the work ended with one
   */
  R await();

  /** Work that has ended. */
  static <R> Running<R> ended(R result) {
    return () -> result;
  }
}
