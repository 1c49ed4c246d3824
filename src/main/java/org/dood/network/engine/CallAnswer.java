package org.dood.network.engine;

import java.util.Set;
import org.dood.network.engine.json.Reply;

/** Whether a call gets through to the engine. */
public sealed interface CallAnswer {

  /** The engine itself answered, be it that there is no such object. */
  record Allowed() implements CallAnswer {}

  /** A proxy in front of the engine, or the engine's authorization, denied the call. */
  record Forbidden(int status, String words) implements CallAnswer {}

  /** There was no answer that can be used. */
  record Failed(EngineFailure failure) implements CallAnswer {}

  /** The statuses of a denied call. */
  Set<Integer> DENIED = Set.of(401, 403, 405, 407);

  /**
   * Tells the engine's own refusal from a proxy's: the engine's is JSON with a message; a proxy's
   * seldom is, and its status is 403 mostly. An answer to {@code HEAD} has no body to tell by.
   */
  static CallAnswer of(HarmlessCall call, Reply reply) {
    var fromEngine = call.method().equals("HEAD") || reply.message().isPresent();
    return reply.status() < 300 || (fromEngine && !DENIED.contains(reply.status()))
        ? new Allowed()
        : new Forbidden(reply.status(), reply.message().orElse(reply.words()));
  }
}
