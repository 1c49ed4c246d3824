package org.dood.network.detach;

import java.util.List;
import java.util.Optional;
import org.dood.network.route.KeptRoute;
import org.dood.network.runner.Signature;

/** Where post looks for what main attached. None of it comes from an input. */
public sealed interface DetachRequest {

  /**
   * Main saved what it attached.
   *
   * @param container the id of the container that it attached
   * @param networks the ids of the networks that it attached it to
   * @param signature whose the attachment is, as on each endpoint
   * @param routes what keeps the runner's default route, if anything does
   */
  record Saved(
      String container, List<String> networks, Signature signature, Optional<KeptRoute> routes)
      implements DetachRequest {}

  /** Main saved that it attached nothing. */
  record NothingAttached() implements DetachRequest {}

  /**
   * What main saved is lost; its alias on the endpoint is not.
   *
   * @param step the step's id
   */
  record Unsaved(String step) implements DetachRequest {}
}
