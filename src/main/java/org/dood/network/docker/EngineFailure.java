package org.dood.network.docker;

import java.time.Duration;

/** Why a call to the engine brought no answer that can be used. */
public sealed interface EngineFailure {

  /** What was asked, such as {@code inspect network postgres_net}. */
  String call();

  /** What happened, in one line and as far as possible in the engine's words. */
  default String inWords() {
    return switch (this) {
      case Refused(String call, int status, String message) ->
          call + ": the engine answered " + status + ": " + message;
      case Unreachable(String call, String message) -> call + ": no connection: " + message;
      case TimedOut(String call, Duration deadline) ->
          call + ": no answer within " + deadline.toSeconds() + " s";
      case Unintelligible(String call, String message) ->
          call + ": the answer could not be understood: " + message;
    };
  }

  /** The engine, or whatever answers in its place, said no. */
  record Refused(String call, int status, String message) implements EngineFailure {}

  /** Nothing could be asked: no socket, no permission, no engine behind it. */
  record Unreachable(String call, String message) implements EngineFailure {}

  /** No answer came in time. */
  record TimedOut(String call, Duration deadline) implements EngineFailure {}

  /** Something answered that does not speak the engine's language. */
  record Unintelligible(String call, String message) implements EngineFailure {}
}
