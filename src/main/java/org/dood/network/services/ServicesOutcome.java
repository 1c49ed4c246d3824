package org.dood.network.services;

import java.util.Map;

/**
 * What main did for the services of the job.
 *
 * @param found the services
 * @param localhost what was to be at {@code localhost}
 * @param forwarding what became of the forwarder
 * @param reachability what of each service can be reached, by its name; none of those waited for
 * @param waiting what waiting came to
 * @param variables those for later steps
 */
public record ServicesOutcome(
    JobServices found,
    Localhost localhost,
    Forwarding forwarding,
    Map<String, Reachability> reachability,
    Waiting waiting,
    ExportedVariables variables) {}
