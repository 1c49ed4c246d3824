package org.dood.network.detach;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.dood.network.engine.EngineFailure;
import org.dood.network.route.RulesRemoval;

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
  record MarkedEndpoint(String container, String network) {}

  /**
   * Endpoints of this step, or rules that it set, were found.
   *
   * @param runner the container that was attached
   * @param endpoints the result for each endpoint of this step
   * @param rules the result for the routing rules that kept the default route
   * @param blocking the names of the containers that keep the runner from removing the job's
   *     network, by the network's name: the runner did not start them, so it does not remove them
   */
  record Handled(
      String runner,
      List<EndpointOutcome> endpoints,
      RulesRemoval rules,
      Map<String, List<String>> blocking)
      implements DetachOutcome {

    /** This and what was found by another mark on the same container. */
    Handled and(Handled further) {
      var allBlocking = new TreeMap<>(blocking);
      allBlocking.putAll(further.blocking);
      return new Handled(
          runner,
          Stream.concat(endpoints.stream(), further.endpoints.stream()).toList(),
          rules instanceof RulesRemoval.NotDue ? further.rules : rules,
          allBlocking);
    }
  }

  /**
   * The engine could not be asked, so the runner may still be attached.
   *
   * @param request where main's endpoints were to be looked for
   */
  record LookFailed(EngineFailure failure, DetachRequest request) implements DetachOutcome {}
}
