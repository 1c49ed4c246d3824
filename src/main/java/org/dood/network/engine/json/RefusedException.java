package org.dood.network.engine.json;

import java.io.IOException;
import java.io.Serial;

/** The engine, or a proxy in front of it, answered a request with a status that is no success. */
public final class RefusedException extends IOException {

  @Serial private static final long serialVersionUID = 1L;

  private final int status;
  private final String words;

  /**
   * @param status the HTTP status
   * @param words the engine's own words: the {@code message} of a JSON body, else the whole body;
   *     empty if there was none
   */
  public RefusedException(int status, String words) {
    super(status + (words.isEmpty() ? "" : ": " + words));
    this.status = status;
    this.words = words;
  }

  /** The HTTP status. */
  public int status() {
    return status;
  }

  /** The engine's own words; empty if it gave none. */
  public String words() {
    return words;
  }
}
