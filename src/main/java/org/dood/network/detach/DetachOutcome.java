package org.dood.network.detach;

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
  record Handled(List<EndpointOutcome> endpoints, Map<String, List<String>> blocking)
      implements DetachOutcome {}

  /**
   * The engine could not be asked, so something may be left.
   *
   * @param request where it would be
   */
  record EngineFailed(EngineFailure failure, DetachRequest request) implements DetachOutcome {}
}
