package org.dood.network.engine.model;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A network in the engine's list of all that there are.
 *
 * @param id its id
 * @param name its name
 * @param driver its driver, such as {@code bridge}
 * @param created when it was made
 * @param labels the names of its labels
 * @param mtu the size of the largest packet that its options permit; empty if they name none
 * @param subnets its address ranges, IPv4 and IPv6, such as {@code 172.18.0.0/16}
 */
public record ListedNetwork(
    NetworkId id,
    String name,
    String driver,
    Instant created,
    Set<String> labels,
    Optional<Integer> mtu,
    List<String> subnets) {}
