package org.dood.network.docker;

/**
 * A network.
 *
 * @param id its id
 * @param name its name
 * @param internal whether it leads nowhere else, and so gives no default route
 */
public record Network(NetworkId id, String name, boolean internal) {}
