package org.dood.network.engine.model;

/**
 * An endpoint that is up.
 *
 * @param holder the id of the container that it belongs to, or the engine's word for what is none
 * @param name that container's name
 */
public record LiveEndpoint(String holder, String name) {}
