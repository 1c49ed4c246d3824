package org.dood.network.attachment;

import java.util.List;

/** Where post looks for what main attached. None of it comes from an input. */
public sealed interface DetachRequest {

  /**
   * Main saved what it attached.
   *
   * @param container the id of the container that it attached
   * @param networks the ids of the networks that it attached it to
   * @param alias the name on each endpoint that says whose the attachment is
   */
  record Saved(String container, List<String> networks, String alias) implements DetachRequest {}

  /** Main saved that it attached nothing. */
  record NothingAttached() implements DetachRequest {}

  /**
   * What main saved is lost; its alias on the endpoint is not.
   *
   * @param step the step's id
   */
  record Unsaved(String step) implements DetachRequest {}
}
