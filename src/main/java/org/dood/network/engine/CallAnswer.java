package org.dood.network.engine;

/** Whether a call gets through to the engine. */
public sealed interface CallAnswer {

  /** The engine itself answered, be it that there is no such object. */
  record Allowed() implements CallAnswer {}

  /** Something before the engine, or the engine's authorization, said no. */
  record Forbidden(int status, String words) implements CallAnswer {}

  /** No answer that can be used. */
  record Failed(EngineFailure failure) implements CallAnswer {}
}
