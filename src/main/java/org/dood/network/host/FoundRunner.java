package org.dood.network.host;

import java.util.List;

/**
 * A container in which a runner's process runs.
 *
 * @param name the container's name
 * @param working whether it has a job
 * @param jobNetworks the names of the job networks that it is attached to
 */
public record FoundRunner(String name, boolean working, List<String> jobNetworks) {}
