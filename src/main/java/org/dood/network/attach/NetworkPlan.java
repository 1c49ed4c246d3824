package org.dood.network.attach;

import java.util.List;
import org.dood.network.engine.model.Endpoint;
import org.dood.network.engine.model.Network;
import org.dood.network.inputs.Input;
import org.dood.network.runner.Signature;

/** The plan for the runner on one network. */
public sealed interface NetworkPlan {

  Network network();

  /**
   * The runner is not on the network: attach it, and have post detach it.
   *
   * @param namedBy the input that names the network
   * @param names the further names by which containers on the network are to reach the runner
   */
  record Join(Network network, Input namedBy, List<String> names) implements NetworkPlan {}

  /**
   * Another step attached the runner, of this job or of one whose runner shares the network
   * namespace: claim the attachment, so that it lasts until both steps have been undone.
   *
   * @param holder the signature on the endpoint
   * @param ofSameJob whether it is of a step of this job
   * @param namedBy the input that names the network
   */
  record Share(
      Network network, Endpoint endpoint, Signature holder, boolean ofSameJob, Input namedBy)
      implements NetworkPlan {}

  /**
   * Others than this action attached the runner, or no image is known from which to make a claim:
   * change nothing.
   */
  record LeaveAlone(Network network, Endpoint endpoint) implements NetworkPlan {}

  /** Whether post has something to undo on this network. */
  default boolean isForPost() {
    return switch (this) {
      case Join _, Share _ -> true;
      case LeaveAlone _ -> false;
    };
  }
}
