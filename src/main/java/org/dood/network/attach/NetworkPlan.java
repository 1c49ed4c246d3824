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

  /** An earlier run of this very step attached the runner: have post detach it. */
  record Adopt(Network network, Endpoint endpoint) implements NetworkPlan {}

  /**
   * Another job, whose runner shares the network namespace, attached it: claim the attachment, so
   * that it lasts until both jobs have ended.
   *
   * @param holder the signature on the endpoint
   * @param namedBy the input that names the network
   */
  record Share(Network network, Endpoint endpoint, Signature holder, Input namedBy)
      implements NetworkPlan {}

  /** Others, or another step of this job, attached the runner: change nothing. */
  record LeaveAlone(Network network, Endpoint endpoint) implements NetworkPlan {}

  /** Whether post has something to undo on this network. */
  default boolean isForPost() {
    return switch (this) {
      case Join _, Adopt _, Share _ -> true;
      case LeaveAlone _ -> false;
    };
  }
}
