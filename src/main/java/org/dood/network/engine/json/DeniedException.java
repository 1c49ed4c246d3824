package org.dood.network.engine.json;

import java.io.IOException;
import java.io.Serial;
import org.dood.network.engine.model.DocumentedCall;

/** A program between this one and the engine denied a request, which the engine never saw. */
public final class DeniedException extends IOException {

  @Serial private static final long serialVersionUID = 1L;

  private final transient DocumentedCall request;
  private final int status;
  private final String words;

  /**
   * @param request the call that was denied
   * @param status the HTTP status
   * @param words the text of the answer; empty if it had none
   */
  public DeniedException(DocumentedCall request, int status, String words) {
    super(status + (words.isEmpty() ? "" : ": " + words));
    this.request = request;
    this.status = status;
    this.words = words;
  }

  /** The call that was denied. */
  public DocumentedCall request() {
    return request;
  }

  /** The HTTP status. */
  public int status() {
    return status;
  }

  /** The text of the answer; empty if it had none. */
  public String words() {
    return words;
  }
}
