package org.dood.network.testing.engine;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * An answer: a status and a body.
 *
 * @param fromEngine whether the engine gave it, so that it has the engine's headers
 */
public record Answer(int status, String body, boolean fromEngine) {

  Answer(int status, String body) {
    this(status, body, true);
  }

  /** An answer of something else than an engine. */
  static Answer foreign(int status, String body) {
    return new Answer(status, body, false);
  }

  /** A refusal, in the JSON that the API puts it in. */
  public static Answer refusal(int status, String message) {
    return new Answer(status, Json.write(Json.object().put("message", message)));
  }

  static Answer ok(JsonNode body) {
    return new Answer(200, Json.write(body));
  }

  /** The answer to a change that has nothing to tell. */
  static Answer done() {
    return new Answer(204, "");
  }
}
