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
    super(null, cause);
    this.failure = failure;
  }

  /**
   * The failure as text. It is made on demand: most failures are answers such as "not found", whose
   * text nobody reads.
   */
  @Override
  public String getMessage() {
    return failure.toString();
  }

  /** What went wrong. */
  public EngineFailure failure() {
    return failure;
  }
}
