package org.dood.network.docker;

import java.util.Set;

/**
 * A container on a network, in whatever state it is.
 *
 * @param id its id
 * @param labels the names of its labels
 */
public record NetworkMember(ContainerId id, Set<String> labels) {}
