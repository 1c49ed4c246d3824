package org.dood.network.integration.support;

import java.util.List;

/**
 * A service of a job, as its workflow describes it.
 *
 * @param name its key under {@code services}, which is its alias on the job's network
 * @param image what it runs
 * @param options its {@code options}, which {@code docker create} gets
 */
public record Service(String name, String image, List<String> options) {}
