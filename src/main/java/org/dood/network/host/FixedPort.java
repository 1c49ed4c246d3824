package org.dood.network.host;

/**
 * A port of the host that a service publishes by number: while its job runs, a second job that asks
 * for the same port cannot start its service.
 *
 * @param port such as {@code 5432/tcp}
 * @param container the name of the service's container
 */
public record FixedPort(String port, String container) {}
