package org.dood.network.attach;

import org.dood.network.engine.Endpoint;
import org.dood.network.engine.Network;
import org.dood.network.runner.Signature;

/** What is to become of the runner on one network. */
public sealed interface NetworkPlan {

  Network network();

  /**
   * It is not on it: attach it, and have post detach it.
   *
   * @param namedBy the input that names the network
   */
  record Join(Network network, NamingInput namedBy) implements NetworkPlan {}

  /** An earlier run of this very step attached it: have post detach it. */
  record Adopt(Network network, Endpoint endpoint) implements NetworkPlan {}

  /**
   * Another job, whose runner shares the network namespace, attached it: claim the attachment, so
   * that the last of both ends it.
   *
   * @param holder whose attachment it is
   * @param namedBy the input that names the network
   */
  record Share(Network network, Endpoint endpoint, Signature holder, NamingInput namedBy)
      implements NetworkPlan {}

  /** It is on it by somebody else's doing, or another step's of this job: leave it. */
  record LeaveAlone(Network network, Endpoint endpoint) implements NetworkPlan {}

  /** Whether post has something to undo. */
  default boolean isForPost() {
    return switch (this) {
      case Join _, Adopt _, Share _ -> true;
      case LeaveAlone _ -> false;
    };
  }
}
