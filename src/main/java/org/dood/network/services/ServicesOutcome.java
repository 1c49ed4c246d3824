package org.dood.network.services;

import java.util.Map;

/**
 * What main did for the services of the job.
 *
 * @param found the services that were found
 * @param localhost the ports of {@code localhost} that were to lead to services
 * @param forwarding the result of starting the forwarder
 * @param reachability whether each service can be reached, by its name; services that were waited
 *     for are not in it
 * @param waiting the result of waiting for services
 * @param variables the result of exporting variables for later steps
 */
public record ServicesOutcome(
    JobServices found,
    Localhost localhost,
    Forwarding forwarding,
    Map<String, Reachability> reachability,
    Waiting waiting,
    ExportedVariables variables) {}
