package org.dood.network.attach;

import java.util.Optional;
import org.dood.network.engine.Endpoint;
import org.dood.network.engine.Network;

/**
 * A network that the runner is on.
 *
 * @param network the network
 * @param ipAddress the runner's IPv4 address there; empty if the network gives none
 * @param by whose doing it is
 */
public record Membership(Network network, String ipAddress, By by) {

  /** Who attached the runner. */
  public enum By {
    /** This step, whose post step detaches it. */
    THIS_STEP,
    /** A job whose runner shares the network namespace: the last of both to end detaches it. */
    ANOTHER_JOB,
    /** Somebody whose business it is to detach it. */
    SOMEBODY
  }

  /** What there was before this step; empty if there was nothing. */
  static Optional<Membership> before(NetworkPlan plan) {
    return switch (plan) {
      case NetworkPlan.Join _ -> Optional.empty();
      case NetworkPlan.Adopt(Network network, Endpoint endpoint) ->
          Optional.of(new Membership(network, endpoint.ipAddress(), By.THIS_STEP));
      case NetworkPlan.Share(Network network, Endpoint endpoint, _, _) ->
          Optional.of(new Membership(network, endpoint.ipAddress(), By.ANOTHER_JOB));
      case NetworkPlan.LeaveAlone(Network network, Endpoint endpoint) ->
          Optional.of(new Membership(network, endpoint.ipAddress(), By.SOMEBODY));
    };
  }
}
