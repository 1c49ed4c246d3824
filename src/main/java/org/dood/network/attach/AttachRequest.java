package org.dood.network.attach;

import java.util.List;
import java.util.Optional;
import org.dood.network.runner.EngineLocation;

/**
 * What main is asked to do, and what is known of its step.
 *
 * @param network the network that the input or the job names; empty if there is none
 * @param extraNetworks further networks, as the input names them
 * @param aliases names by which service containers are to reach the runner
 * @param defaultRoute the input {@code default-route}
 * @param runnerContainer the runner's container, as the input names it; empty if it has to be found
 * @param jobContainer the id of the job's own container, in which its steps run; empty if they run
 *     where the runner does
 * @param hosted whether GitHub hosts the runner
 * @param hostname this process's hostname, by which the engine knows this step's own container
 * @param step the step's id
 * @param stateFileName the name of the step's state file; empty if the runner named none
 * @param commandFilesPresent whether the runner's command files for this step exist
 * @param engineLocation where the engine runs
 */
public record AttachRequest(
    Optional<String> network,
    List<String> extraNetworks,
    List<String> aliases,
    String defaultRoute,
    Optional<String> runnerContainer,
    Optional<String> jobContainer,
    boolean hosted,
    String hostname,
    String step,
    Optional<String> stateFileName,
    boolean commandFilesPresent,
    EngineLocation engineLocation) {}
