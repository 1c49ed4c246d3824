package org.dood.network.engine;

import java.io.Serial;

/** Carries an {@link EngineFailure} to whoever can make a decision of it. */
public final class EngineException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  private final transient EngineFailure failure;

  /**
   * A call that failed.
   *
   * @param cause what the transport, or the reading of its answer, ended with
   */
  public EngineException(EngineFailure failure, Throwable cause) {
    super(failure.toString(), cause);
    this.failure = failure;
  }

  /** What went wrong. */
  public EngineFailure failure() {
    return failure;
  }
}
