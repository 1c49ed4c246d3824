package org.dood.network.host;

import org.dood.network.runner.RunnerLabel;

/**
 * The networks and containers that a runner made on the engine, whether it still runs or not.
 *
 * @param label the runner's label
 * @param networks the number of job networks with that label
 * @param containers the number of service and job containers with that label
 */
public record RunnerTrace(RunnerLabel label, long networks, long containers) {}
