package org.dood.network.inputs;

import java.io.Serial;

/**
 * Ends {@link Inputs#parse} at the first input that is not valid. It does not leave this package.
 */
final class InvalidInputException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  private final transient InvalidInput invalid;

  InvalidInputException(InvalidInput invalid) {
    super(invalid.toString(), null, false, false);
    this.invalid = invalid;
  }

  InvalidInput invalid() {
    return invalid;
  }
}
