package org.dood.network.host;

/**
 * A container that this action attached to the network of a job which is over, as when a runner's
 * container was started again in the middle of a job.
 *
 * @param container the container's name
 * @param network the network's name
 */
public record LeftEndpoint(String container, String network) {}
