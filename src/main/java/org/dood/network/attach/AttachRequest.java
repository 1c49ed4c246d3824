package org.dood.network.attach;

import java.util.List;
import java.util.Optional;
import org.dood.network.runner.EngineLocation;

/**
 * What main is asked to do, and what it knows of its step.
 *
 * @param network the network as the user or the job named it; empty if there is none
 * @param extraNetworks further networks as the user named them
 * @param aliases names by which service containers are to reach the runner
 * @param defaultRoute what is to become of the runner's default route, as the user put it
 * @param runnerContainer the runner's container as the user named it; empty if it is to be found
 * @param jobContainer the id of the job's own container, in which its steps run; empty if they run
 *     where the runner does
 * @param hosted whether GitHub hosts the runner
 * @param hostname this process's hostname
 * @param step the step's id
 * @param stateFileName the name of the step's state file; empty if the runner named none
 * @param commandFilesPresent whether the runner's command files for this step are there
 * @param engineLocation where the engine lives
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
