package org.dood.network.engine.model;

/**
 * Which engine it is.
 *
 * @param name what it calls itself, such as {@code Engine} or {@code Podman Engine}
 * @param version its version
 * @param api the newest version of the API that it speaks
 */
public record EngineVersion(String name, String version, String api) {}
