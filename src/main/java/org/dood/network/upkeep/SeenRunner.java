package org.dood.network.upkeep;

import java.util.List;

/**
 * A container in which a runner's process runs.
 *
 * @param name the container's name
 * @param working whether it has a job
 * @param jobNetworks the names of the job networks that it is attached to
 */
public record SeenRunner(String name, boolean working, List<String> jobNetworks) {}
