package org.dood.network.engine;

import java.util.function.BooleanSupplier;

/**
 * A change whose call can fail although the engine made the change, as when the connection breaks
 * before the answer arrives. So after a failure the engine is asked what is there now.
 */
public final class VerifiedChange {

  private VerifiedChange() {}

  /** Whether a change was made. */
  public sealed interface Result {

    /** The change is made. */
    record Done() implements Result {}

    /** The change is not made, or it is not known whether it is. */
    sealed interface Failed extends Result {

      /** Why the call failed. */
      EngineFailure failure();
    }

    /** The change is not made. */
    record NotDone(EngineFailure failure) implements Failed {}

    /** The engine could not be asked afterwards, so it is not known whether the change is made. */
    record Uncertain(EngineFailure failure) implements Failed {}
  }

  /**
   * Makes a change.
   *
   * @param isDone asks the engine whether the change is made
   */
  public static Result make(Runnable change, BooleanSupplier isDone) {
    try {
      change.run();
      return new Result.Done();
    } catch (EngineException e) {
      return afterFailure(e, isDone);
    }
  }

  /**
   * Makes a change that the caller cannot do without.
   *
   * @param isDone asks the engine whether the change is made
   * @throws EngineException if the change is not made, or it is not known whether it is
   */
  public static void require(Runnable change, BooleanSupplier isDone) {
    try {
      change.run();
    } catch (EngineException e) {
      if (afterFailure(e, isDone) instanceof Result.Failed) {
        throw e;
      }
    }
  }

  /**
   * Makes a removal that the caller cannot do without.
   *
   * @param removal makes the call, and says whether there was something to remove
   * @param isGone asks the engine whether it is gone
   * @return whether there was something to remove
   * @throws EngineException if it is not removed, or it is not known whether it is
   */
  public static boolean requireRemoval(BooleanSupplier removal, BooleanSupplier isGone) {
    try {
      return removal.getAsBoolean();
    } catch (EngineException e) {
      if (afterFailure(e, isGone) instanceof Result.Failed) {
        throw e;
      }
      return true;
    }
  }

  /**
   * Verifies a change whose call failed.
   *
   * @param isDone asks the engine whether the change is made
   */
  public static Result afterFailure(EngineException failure, BooleanSupplier isDone) {
    try {
      return isDone.getAsBoolean() ? new Result.Done() : new Result.NotDone(failure.failure());
    } catch (EngineException lookFailed) {
      failure.addSuppressed(lookFailed);
      return new Result.Uncertain(failure.failure());
    }
  }
}
