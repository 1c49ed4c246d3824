package org.dood.network.engine.model;

import java.util.List;

/**
 * A container's attachment to a network.
 *
 * @param network the network's id
 * @param networkName the network's name
 * @param ipAddress the container's IPv4 address there; empty while it has none
 * @param ipv6Address the container's IPv6 address there; empty while it has none
 * @param gateway the network's IPv4 gateway; empty if it has none, as an internal network
 * @param ipv6Gateway the network's IPv6 gateway; empty if it has none
 * @param aliases the further names that the container answers to there
 */
public record Endpoint(
    NetworkId network,
    String networkName,
    String ipAddress,
    String ipv6Address,
    String gateway,
    String ipv6Gateway,
    List<String> aliases) {

  /**
   * The IPv4 address, or on a network that has none, the IPv6 address; empty while there is none.
   */
  public String address() {
    return ipAddress.isEmpty() ? ipv6Address : ipAddress;
  }

  /** Whether the engine gives the network's name in the place of its id, as Podman 4.3 does. */
  public boolean hasNameForId() {
    return network.value().equals(networkName);
  }

  /** The same endpoint, with another id of its network. */
  public Endpoint withNetwork(NetworkId id) {
    return new Endpoint(id, networkName, ipAddress, ipv6Address, gateway, ipv6Gateway, aliases);
  }
}
