package org.dood.network.detach;

import java.util.List;
import org.dood.network.engine.model.ListedContainer;
import org.dood.network.route.KeptRoute;
import org.dood.network.runner.Signature;
import org.dood.network.sharing.Claims;

/**
 * The containers that a step made, in any state.
 *
 * @param marks the containers that mark what is still to be undone: the step's claim on an
 *     attachment that several jobs share, or the routing rules that keep a default route. They are
 *     removed only after that is undone
 * @param others all others
 */
public record StepContainers(List<ListedContainer> marks, List<ListedContainer> others) {

  /** No containers, or none that are known. */
  public static final StepContainers NONE = new StepContainers(List.of(), List.of());

  static StepContainers of(List<ListedContainer> all) {
    return new StepContainers(
        all.stream().filter(StepContainers::isMark).toList(),
        all.stream().filter(c -> !isMark(c)).toList());
  }

  /** Whether a container is a forwarder. */
  public static boolean isForwarder(ListedContainer container) {
    return Signature.FORWARDER.equals(container.labels().get(Signature.PURPOSE_LABEL));
  }

  private static boolean isMark(ListedContainer container) {
    return Claims.isClaim(container) || KeptRoute.isMarkedOn(container);
  }
}
