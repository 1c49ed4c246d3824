package org.dood.network.engine;

import java.time.Duration;
import org.dood.network.engine.model.DocumentedCall;

/** Why a call to the engine brought no usable answer. */
public sealed interface EngineFailure {

  /** The call in words, such as {@code inspect network ci_default}. */
  String call();

  /** Why the call failed, in the engine's words if it gave any. */
  default String reason() {
    return switch (this) {
      case Refused(_, int status, String message) ->
          "the engine answered " + status + (message.isEmpty() ? "" : ": " + message);
      case Denied(_, _, int status, String message) ->
          "a proxy in front of the engine answered "
              + status
              + (message.isEmpty() ? "" : ": " + message);
      case Unreachable(_, String message, _) -> "no connection to the engine: " + message;
      case TimedOut(_, Duration deadline) ->
          "the engine gave no answer within " + deadline.toSeconds() + " s";
      case Unintelligible(_, String message) ->
          "the engine's answer could not be understood: " + message;
    };
  }

  /** The call and why it failed, in one line. */
  default String inWords() {
    return "could not " + call() + ": " + reason();
  }

  /** Whether there is no engine's socket where one is looked for. */
  default boolean isWithoutSocket() {
    return this instanceof Unreachable(_, _, var connectFailure)
        && (connectFailure == ConnectFailure.NO_SOCKET
            || connectFailure == ConnectFailure.SOCKET_IS_DIRECTORY);
  }

  /** The engine answered with an error. */
  record Refused(String call, int status, String message) implements EngineFailure {}

  /**
   * A proxy in front of the engine did not let a request pass: the answer has none of the headers
   * that an engine's has.
   *
   * @param request what has to be let pass
   */
  record Denied(String call, DocumentedCall request, int status, String message)
      implements EngineFailure {}

  /** No connection could be made, or it broke. */
  record Unreachable(String call, String message, ConnectFailure connectFailure)
      implements EngineFailure {}

  /** The answer was not complete when the call's deadline ended. */
  record TimedOut(String call, Duration deadline) implements EngineFailure {}

  /** The answer is not one that an engine gives to this call. */
  record Unintelligible(String call, String message) implements EngineFailure {}
}
