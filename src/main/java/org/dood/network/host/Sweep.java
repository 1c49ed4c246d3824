package org.dood.network.host;

import java.util.List;
import org.dood.network.engine.EngineFailure;

/** The result of sweeping an engine. */
public sealed interface Sweep {

  /** What a sweep would do. */
  record Planned(List<Orphan> orphans, List<UnstartableContainer> unstartable) implements Sweep {}

  /** What a sweep did. */
  record Done(List<SweptOrphan> orphans, List<SweptContainer> containers) implements Sweep {

    /** Whether all was done that the sweep should do. */
    public boolean isComplete() {
      return orphans.stream().noneMatch(o -> o.removal() instanceof Removal.Failed)
          && containers.stream().allMatch(c -> c.detaching() instanceof Detaching.Detached);
    }
  }

  /** The engine could not be asked what it holds. */
  record LookFailed(EngineFailure failure) implements Sweep {}

  /** An unstartable container that was to be detached from its removed network. */
  record SweptContainer(UnstartableContainer container, Detaching detaching) {}

  /** The result of detaching a container from a network that is gone. */
  sealed interface Detaching {

    /** The container no longer refers to the network, and can start again. */
    record Detached() implements Detaching {}

    /** The container still refers to the network. */
    record Failed(EngineFailure failure) implements Detaching {}
  }
}
