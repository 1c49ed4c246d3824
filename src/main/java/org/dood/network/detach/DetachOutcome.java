package org.dood.network.detach;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.dood.network.engine.EngineFailure;
import org.dood.network.engine.model.Container;
import org.dood.network.route.RulesRemoval;
import org.dood.network.runner.OwnMarks;

/** The outcome of the post stage for the runner. No outcome fails the job. */
public sealed interface DetachOutcome {

  /** Main attached nothing, so there is nothing to detach. */
  record NothingAttached() implements DetachOutcome {}

  /** The endpoints that main made do not exist any more. */
  record GoneAlready() implements DetachOutcome {}

  /** No saved state arrived from main, and no endpoint has a mark that may be this step's. */
  record NeitherSavedNorFound() implements DetachOutcome {}

  /** No saved state arrived from main, and there is no engine that main could have asked. */
  record NoEngine() implements DetachOutcome {}

  /**
   * No saved state arrived from main, and some endpoints have a mark that may be this step's or
   * that of a step with the same id in another runner's job. Nothing was changed.
   */
  record OwnerUnknown(List<MarkedEndpoint> endpoints) implements DetachOutcome {}

  /** An endpoint that this action made, by the names of its container and its network. */
  record MarkedEndpoint(String container, String network) {

    /** The endpoints of a container that have some marks. */
    static Stream<MarkedEndpoint> on(Container container, OwnMarks own) {
      return container.endpoints().stream()
          .filter(own::areOn)
          .map(e -> new MarkedEndpoint(container.name(), e.networkName()));
    }
  }

  /**
   * Endpoints of this step, or rules that it set, were found.
   *
   * @param runner the container that was attached
   * @param endpoints the result for each endpoint of this step
   * @param rules the result for the routing rules that kept the default route
   * @param blocking the names of the containers that keep the runner from removing the job's
   *     network, by the network's name: the runner did not start them, so it does not remove them
   * @param unusedOfCompose the names of networks of Compose that no container refers to any more,
   *     so that Compose tried in vain to remove them while the runner was on them
   */
  record Handled(
      String runner,
      List<EndpointOutcome> endpoints,
      RulesRemoval rules,
      Map<String, List<String>> blocking,
      List<String> unusedOfCompose)
      implements DetachOutcome {}

  /**
   * The engine could not be asked, so the runner may still be attached.
   *
   * @param request where main's endpoints were to be looked for
   */
  record LookFailed(EngineFailure failure, DetachRequest request) implements DetachOutcome {}
}
