package org.dood.network.attachment;

/** Where post looks for what main attached. None of it comes from an input. */
public sealed interface DetachRequest {

  /** Main saved what it attached. */
  record Saved(String container, String network, String alias) implements DetachRequest {}

  /** Main saved that it attached nothing. */
  record NothingAttached() implements DetachRequest {}

  /** What main saved is lost; its alias on the endpoint is not. */
  record Unsaved(String hostname, String step) implements DetachRequest {}
}
