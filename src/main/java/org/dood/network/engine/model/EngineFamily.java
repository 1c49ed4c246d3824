package org.dood.network.engine.model;

/**
 * The kind of an engine, where it decides what the same call does. Answers tell it by their
 * headers; where a proxy drops those, an engine counts as Docker.
 */
public enum EngineFamily {

  /**
   * One network gives a container its default route, by the priority or the name of the network
   * (libnetwork's {@code Endpoint.Less}). Its name server resolves {@code <name>.<network>}.
   */
  DOCKER,

  /**
   * Each network with a gateway adds a default route, all of them with the metric 100, and the one
   * of the network that was joined last counts, whatever the networks' names are. Its name server
   * resolves {@code <name>} alone, on all networks of the asking container. Measured on Podman
   * 5.4.2 with netavark.
   */
  PODMAN
}
