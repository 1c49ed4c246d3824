package org.dood.network.services;

import java.util.Optional;
import org.dood.network.services.HostAddress.At;
import org.dood.network.services.HostAddress.None;
import org.dood.network.services.HostAddress.Reason;

/**
 * Finds the address at which steps reach published ports. In a container it is the gateway of the
 * network that this process is on: an address of the engine's host, which every network with a
 * gateway leads to. It counts only if the host answers there.
 */
public final class FindHost {

  /** The port of a service that hosts no longer run, so that it is nearly certainly closed. */
  static final int CLOSED_PORT = 9;

  private final RoutingTable own;
  private final boolean rootlessEngine;
  private final NetworkAccess network;

  /**
   * @param own the routes of this process
   */
  public FindHost(RoutingTable own, boolean rootlessEngine) {
    this(own, rootlessEngine, NetworkAccess.ofThisProcess());
  }

  FindHost(RoutingTable own, boolean rootlessEngine, NetworkAccess network) {
    this.own = own;
    this.rootlessEngine = rootlessEngine;
    this.network = network;
  }

  /** The address for steps at a location, as far as this process can tell. */
  public HostAddress of(StepsLocation steps) {
    return switch (steps) {
      case StepsLocation.OnEngineHost() -> new At(HostAddress.LOCALHOST);
      case StepsLocation.AwayFromEngine(Optional<String> host) ->
          host.<HostAddress>map(At::new).orElseGet(() -> new None(new Reason.EngineHostUnknown()));
      case StepsLocation.OnJobNetwork _ ->
          gateway().map(gateway -> at(gateway, answers(gateway))).orElseGet(this::withoutGateway);
    };
  }

  /** Whether the engine's host answers this process at an address. */
  boolean answers(String address) {
    return network.answers(address, CLOSED_PORT);
  }

  /** The gateway at which published ports may answer; empty if there is none. */
  public Optional<String> gateway() {
    return rootlessEngine ? Optional.empty() : own.gateway();
  }

  /** The address where a gateway answers steps or does not. */
  static HostAddress at(String gateway, boolean answers) {
    return answers ? new At(gateway) : new None(new Reason.NoAnswer(gateway));
  }

  private HostAddress withoutGateway() {
    return new None(rootlessEngine ? new Reason.RootlessEngine() : new Reason.NoGateway());
  }
}
