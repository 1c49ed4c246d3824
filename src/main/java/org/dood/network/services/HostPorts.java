package org.dood.network.services;

import java.util.List;
import java.util.Optional;
import org.dood.network.forward.Forward;
import org.dood.network.forward.HostForwards;
import org.dood.network.inputs.LocalhostPorts;

/** The ports of the engine's host that steps are to reach at {@code localhost} too. */
public sealed interface HostPorts {

  /** The workflow asked for none, or the localhost of the steps is the engine's host. */
  record NotNeeded() implements HostPorts {}

  /**
   * The forwarder is to forward them.
   *
   * @param forwards the ports and the host; empty if services have all of the ports
   * @param ofServices the ports that lead to a service
   */
  record Forwarded(Optional<HostForwards> forwards, List<Integer> ofServices)
      implements HostPorts {}

  /** Steps do not reach the engine's host, or run on another host than the forwarder could. */
  record OutOfReach(List<Integer> ports) implements HostPorts {}

  /**
   * What becomes of the ports.
   *
   * @param host where steps reach the engine's host
   * @param services the ports that lead to services
   */
  static HostPorts of(
      LocalhostPorts asked,
      Optional<StepsLocation> steps,
      HostAddress host,
      List<Forward> services) {
    if (asked.ports().isEmpty()
        || steps.filter(StepsLocation.OnEngineHost.class::isInstance).isPresent()) {
      return new NotNeeded();
    }
    return steps.filter(StepsLocation.OnJobNetwork.class::isInstance).isPresent()
            && host instanceof HostAddress.At(String address)
        ? forwarded(new HostForwards(address, asked.ports()), services)
        : new OutOfReach(asked.ports());
  }

  private static HostPorts forwarded(HostForwards all, List<Forward> services) {
    var taken = services.stream().map(Forward::port).filter(all.ports()::contains).toList();
    return new Forwarded(all.without(taken), taken);
  }

  /** What the forwarder has to forward to the engine's host. */
  default Optional<HostForwards> toForward() {
    return switch (this) {
      case Forwarded(Optional<HostForwards> forwards, _) -> forwards;
      case NotNeeded _, OutOfReach _ -> Optional.empty();
    };
  }
}
