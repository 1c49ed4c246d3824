package org.dood.network.attach;

import org.dood.network.github.CommandFileAccess;
import org.dood.network.github.JobFacts;
import org.dood.network.inputs.Inputs;
import org.dood.network.runner.EngineLocation;

/**
 * The request to the main stage: what the workflow asks for, and the facts of the step.
 *
 * @param inputs what the workflow asks for
 * @param job what the runner says of the step and its job
 * @param hostname this process's hostname, by which the engine knows this step's own container
 * @param commandFiles whether the runner's command files for this step are here
 * @param engineLocation where the engine runs
 */
public record AttachRequest(
    Inputs inputs,
    JobFacts job,
    String hostname,
    CommandFileAccess commandFiles,
    EngineLocation engineLocation) {}
