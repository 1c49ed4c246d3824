package org.dood.network.docker;

import java.util.List;

/**
 * A container's attachment to a network.
 *
 * @param network the network's id
 * @param networkName the network's name
 * @param ipAddress the container's IPv4 address there; empty while it has none
 * @param aliases the further names that the container answers to there
 */
public record Endpoint(
    NetworkId network, String networkName, String ipAddress, List<String> aliases) {}
