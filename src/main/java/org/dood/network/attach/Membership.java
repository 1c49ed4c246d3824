package org.dood.network.attach;

import java.util.Optional;
import org.dood.network.engine.model.Endpoint;
import org.dood.network.engine.model.Network;

/**
 * A network that the runner is on.
 *
 * @param network the network
 * @param ipAddress the runner's IPv4 address there, or its IPv6 address if the network has no IPv4;
 *     empty if the network gives neither
 * @param ipv6Address the runner's IPv6 address there; empty if the network has no IPv6
 * @param by who attached the runner
 */
public record Membership(Network network, String ipAddress, String ipv6Address, By by) {

  /** Who attached the runner, and so who detaches it. */
  public enum By {
    /** This step, whose post step detaches the runner. */
    THIS_STEP,
    /** Another step of this job: the post step of whichever is the last detaches the runner. */
    ANOTHER_STEP,
    /**
     * A job whose runner shares the network namespace: the post step of whichever job ends last
     * detaches the runner.
     */
    ANOTHER_JOB,
    /**
     * A person or program other than this action; or a step of this action, if there is no image
     * from which to make a claim.
     */
    OTHERS
  }

  static Membership of(Network network, Endpoint endpoint, By by) {
    return new Membership(network, endpoint.address(), endpoint.ipv6Address(), by);
  }

  /** The membership that existed before this step; empty if the runner is still to join. */
  static Optional<Membership> before(NetworkPlan plan) {
    return switch (plan) {
      case NetworkPlan.Join _ -> Optional.empty();
      case NetworkPlan.Share(Network network, Endpoint endpoint, _, boolean ofSameJob, _) ->
          Optional.of(of(network, endpoint, ofSameJob ? By.ANOTHER_STEP : By.ANOTHER_JOB));
      case NetworkPlan.LeaveAlone(Network network, Endpoint endpoint) ->
          Optional.of(of(network, endpoint, By.OTHERS));
    };
  }
}
