package org.dood.network.host;

/**
 * A port of the host that a job's service asks for by number: a second such job cannot start its
 * service while the first one lasts.
 *
 * @param port such as {@code 5432/tcp}
 * @param container the name of the service's container
 */
public record FixedPort(String port, String container) {}
