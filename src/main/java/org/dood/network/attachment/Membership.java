package org.dood.network.attachment;

import org.dood.network.docker.Network;

/**
 * A network that the runner is on.
 *
 * @param network the network
 * @param ipAddress the runner's IPv4 address there; empty if the network gives none
 * @param ours whether this step attached it
 */
public record Membership(Network network, String ipAddress, boolean ours) {}
