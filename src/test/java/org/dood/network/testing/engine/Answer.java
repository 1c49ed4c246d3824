package org.dood.network.testing.engine;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * An answer: a status and a body.
 *
 * @param fromEngine whether the engine gave it, so that it has the engine's headers
 * @param fileStatus what the engine's header says of a file, in base64; empty for none
 */
public record Answer(int status, String body, boolean fromEngine, Optional<String> fileStatus) {

  Answer(int status, String body) {
    this(status, body, true, Optional.empty());
  }

  /** An answer of something else than an engine. */
  static Answer foreign(int status, String body) {
    return new Answer(status, body, false, Optional.empty());
  }

  /** The answer to a {@code HEAD} of a file. */
  static Answer ofFile(int size) {
    var status = Json.write(Json.object().put("size", size));
    return new Answer(
        200,
        "",
        true,
        Optional.of(Base64.getEncoder().encodeToString(status.getBytes(StandardCharsets.UTF_8))));
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
