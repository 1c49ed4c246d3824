package org.dood.network.engine.model;

import java.util.Map;

/**
 * A network.
 *
 * @param id its id
 * @param name its name
 * @param internal whether it leads nowhere else, and so gives no default route
 * @param ipv6 whether it has IPv6 addresses, beside those of IPv4 or alone
 * @param labels its labels
 */
public record Network(
    NetworkId id, String name, boolean internal, boolean ipv6, Map<String, String> labels) {}
