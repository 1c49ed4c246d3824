package org.dood.network.attachment;

import java.util.List;
import java.util.Map;
import org.dood.network.engine.EngineFailure;

/** What post came to. It never fails a job. */
public sealed interface DetachOutcome {

  /** Main attached nothing, so there is nothing to detach. */
  record NothingAttached() implements DetachOutcome {}

  /** What main attached is not there any more. */
  record GoneAlready() implements DetachOutcome {}

  /** Nothing that main saved arrived, and no container bears the step's alias. */
  record NeitherSavedNorFound() implements DetachOutcome {}

  /**
   * Each endpoint that bore our alias, and what became of it.
   *
   * @param blocking the containers that will keep the runner from removing the job's network, by
   *     the network's name; none of them is the runner's, so it does not remove them
   */
  record Handled(List<Endpoint> endpoints, Map<String, List<String>> blocking)
      implements DetachOutcome {}

  /**
   * The engine could not be asked, so something may be left.
   *
   * @param request where it would be
   */
  record EngineFailed(EngineFailure failure, DetachRequest request) implements DetachOutcome {}

  /** What became of one endpoint. */
  sealed interface Endpoint {

    /** The runner is off the network. */
    record Detached(String runner, String network) implements Endpoint {}

    /** The runner is off the network, but the routes that kept its default route are still set. */
    record RoutesLeft(String runner, String reason) implements Endpoint {}

    /** The runner stays on the network, for another job that shares its network namespace. */
    record LeftToOthers(String runner, String network) implements Endpoint {}

    /** The engine would not detach the runner. */
    record StillAttached(String runner, String network, EngineFailure failure)
        implements Endpoint {}
  }
}
