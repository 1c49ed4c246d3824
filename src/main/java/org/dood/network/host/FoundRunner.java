package org.dood.network.host;

import java.util.List;

/**
 * A container in which a runner runs.
 *
 * @param name the container's name
 * @param working whether the runner has a job
 * @param jobNetworks the names of the job networks that the container is attached to
 */
public record FoundRunner(String name, boolean working, List<String> jobNetworks) {}
