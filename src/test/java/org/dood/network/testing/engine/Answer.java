package org.dood.network.testing.engine;

import com.fasterxml.jackson.databind.JsonNode;

/** An answer of the engine: a status and a body. */
public record Answer(int status, String body) {

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
