package org.dood.network.docker;

/**
 * A network.
 *
 * @param id its id
 * @param name its name
 */
public record Network(NetworkId id, String name) {}
