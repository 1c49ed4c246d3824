package org.dood.network.engine;

import java.time.Duration;

/** Why a call to the engine brought no answer that can be used. */
public sealed interface EngineFailure {

  /** What it was asked to do, such as {@code inspect network ci_default}. */
  String call();

  /** Why it could not be done, in the engine's words where it gave any. */
  default String reason() {
    return switch (this) {
      case Refused(_, int status, String message) ->
          "the engine answered " + status + (message.isEmpty() ? "" : ": " + message);
      case Unreachable(_, String message, _) -> "no connection to the engine: " + message;
      case TimedOut(_, Duration deadline) ->
          "the engine gave no answer within " + deadline.toSeconds() + " s";
      case Unintelligible(_, String message) ->
          "the engine's answer could not be understood: " + message;
    };
  }

  /** What failed and why, in one line. */
  default String inWords() {
    return "could not " + call() + ": " + reason();
  }

  /** The engine, or whatever answers in its place, said no. */
  record Refused(String call, int status, String message) implements EngineFailure {}

  /** Nothing could be asked: no socket, no permission, no engine behind it. */
  record Unreachable(String call, String message, ConnectFailure connectFailure)
      implements EngineFailure {}

  /** No answer came in time. */
  record TimedOut(String call, Duration deadline) implements EngineFailure {}

  /** Something answered that does not speak the engine's language. */
  record Unintelligible(String call, String message) implements EngineFailure {}
}
