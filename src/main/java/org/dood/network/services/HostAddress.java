package org.dood.network.services;

import org.dood.network.engine.EngineFailure;

/**
 * The address at which steps reach the ports that containers publish on the engine's host, as with
 * {@code docker run --publish}.
 */
public sealed interface HostAddress {

  /** Where steps run on the engine's host, or in one pod with the engine. */
  String LOCALHOST = "localhost";

  /** Steps reach published ports at an address. */
  record At(String address) implements HostAddress {}

  /** No address is known at which steps reach them. */
  record None(Reason reason) implements HostAddress {}

  /** The address as text; empty if there is none. */
  default String text() {
    return switch (this) {
      case At(String address) -> address;
      case None _ -> "";
    };
  }

  /** Why there is no address. */
  sealed interface Reason {

    /** It is not known where steps run. */
    record StepsNotLocated() implements Reason {}

    /** The engine runs on a host whose name nobody gave. */
    record EngineHostUnknown() implements Reason {}

    /** The network has no gateway of IPv4, as an internal network has none. */
    record NoGateway() implements Reason {}

    /**
     * The engine's host does not answer connections of containers, as a firewall makes it do that
     * drops them.
     *
     * @param gateway the address at which the host has to answer
     */
    record NoAnswer(String gateway) implements Reason {}

    /**
     * The engine runs without root, and published ports answer on its host, but not at the gateways
     * of its networks.
     */
    record RootlessEngine() implements Reason {}

    /** Steps run in a sandbox with a network stack of its own. */
    record InSandbox() implements Reason {}

    /** Nobody could look from where steps run. */
    record LookFailed(EngineFailure failure) implements Reason {}
  }
}
