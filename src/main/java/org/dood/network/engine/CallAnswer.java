package org.dood.network.engine;

import java.util.Set;
import org.dood.network.engine.json.Reply;

/** Whether a call gets through to the engine. */
public sealed interface CallAnswer {

  /** The engine itself answered: it did what was asked, or said that there is no such object. */
  record Allowed() implements CallAnswer {}

  /** A proxy in front of the engine, or the engine's authorization, denied the call. */
  record Forbidden(int status, String words) implements CallAnswer {}

  /** The call failed, or its answer could not be understood. */
  record Failed(EngineFailure failure) implements CallAnswer {}

  /** The statuses of a denied call. */
  Set<Integer> DENIED = Set.of(401, 403, 405, 407);

  /**
   * Decides whether an answer is the engine's own or a refusal by a proxy. The engine refuses with
   * JSON that has a message; a proxy seldom does, and mostly with status 403. An answer to {@code
   * HEAD} has no body, so its status alone decides.
   */
  static CallAnswer of(HarmlessCall call, Reply reply) {
    var fromEngine = call.method().equals("HEAD") || reply.message().isPresent();
    return reply.status() < 300 || (fromEngine && !DENIED.contains(reply.status()))
        ? new Allowed()
        : new Forbidden(reply.status(), reply.message().orElse(reply.words()));
  }
}
