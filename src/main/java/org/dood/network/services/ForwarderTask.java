package org.dood.network.services;

import java.util.List;
import java.util.Optional;
import org.dood.network.forward.Forward;
import org.dood.network.forward.HostForwards;

/**
 * What a forwarder is to do.
 *
 * @param steps where steps run, whose {@code localhost} is meant
 * @param network a network that the steps are on as long as the forwarder is to run
 * @param member an address on that network
 * @param forwards the ports that lead to services
 * @param services the services, by name
 * @param host the ports that lead to the engine's host
 */
public record ForwarderTask(
    StepsLocation steps,
    String network,
    String member,
    List<Forward> forwards,
    List<Service> services,
    Optional<HostForwards> host) {

  /** The same for fewer ports. */
  ForwarderTask of(List<Forward> fewer, Optional<HostForwards> fewerOfHost) {
    return new ForwarderTask(steps, network, member, fewer, services, fewerOfHost);
  }

  /** Whether there is nothing to forward. */
  boolean isEmpty() {
    return forwards.isEmpty() && host.isEmpty();
  }
}
