package org.dood.network.detach;

import java.util.List;
import java.util.Optional;
import org.dood.network.route.KeptRoute;
import org.dood.network.runner.Signature;

/** Where post looks for the endpoints that main made. It depends on no input. */
public sealed interface DetachRequest {

  /**
   * Main saved what it attached.
   *
   * @param container the id of the container that main attached
   * @param networks the ids of the networks that main attached it to
   * @param signature the signature on each endpoint that main made, with the step's secret
   * @param route the default route that routing rules keep; empty if main set none
   */
  record Saved(
      String container, List<String> networks, Signature signature, Optional<KeptRoute> route)
      implements DetachRequest {}

  /** Main saved that it attached nothing. */
  record NothingAttached() implements DetachRequest {}

  /**
   * The state that main saved is lost, so the endpoints are found by their marks.
   *
   * @param stateFile the name of the state file of the post step, for the proof of the runner's
   *     container; empty if the runner named none
   */
  record Unsaved(Optional<String> stateFile) implements DetachRequest {}
}
