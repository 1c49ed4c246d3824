package org.dood.network.host;

import org.dood.network.runner.RunnerLabel;

/**
 * What a runner, living or not, made on the engine.
 *
 * @param label its label
 * @param networks how many job networks bear it
 * @param containers how many service and job containers do
 */
public record RunnerTrace(RunnerLabel label, long networks, long containers) {}
