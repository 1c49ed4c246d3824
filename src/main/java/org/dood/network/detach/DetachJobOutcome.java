package org.dood.network.detach;

import java.util.List;
import org.dood.network.detach.DetachOutcome.Handled;
import org.dood.network.detach.DetachOutcome.MarkedEndpoint;
import org.dood.network.engine.EngineFailure;

/** The outcome of the detach stage. */
public sealed interface DetachJobOutcome {

  /**
   * No step of this job has attached a container that is still attached.
   *
   * @param left the networks that the input names, which were left as they are
   */
  record NothingAttached(List<LeftNetwork> left) implements DetachJobOutcome {}

  /**
   * This job's steps have attached a container.
   *
   * @param handled what was done with it; it has no endpoint if the input names other networks
   *     alone
   * @param forwarders the results of removing the forwarders, if the job's network was to be left
   * @param left the networks that the input names and that were left as they are
   */
  record Attached(Handled handled, List<ContainerRemoval> forwarders, List<LeftNetwork> left)
      implements DetachJobOutcome {}

  /**
   * Some endpoints have a mark that may be this job's or another one's. Nothing was changed.
   *
   * @param endpoints the endpoints, one at least
   */
  record OwnerUnknown(List<MarkedEndpoint> endpoints) implements DetachJobOutcome {}

  /** The step has no engine's socket, and neither had main. */
  record NoEngine() implements DetachJobOutcome {}

  /** The engine could not be asked. Nothing was changed. */
  record LookFailed(EngineFailure failure) implements DetachJobOutcome {}

  /** A network that the input names, and that was left as it is. */
  sealed interface LeftNetwork {

    /** The network, as the input names it. */
    String network();

    /** The engine has no such network. */
    record NoSuchNetwork(String network) implements LeftNetwork {}

    /** No step of this job attached the runner to it. */
    record NotAttachedByJob(String network) implements LeftNetwork {}
  }
}
