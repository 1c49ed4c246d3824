package org.dood.network.actions;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What a stage was told: the inputs and the facts about its job, each as the runner passed it.
 *
 * @param network the network to attach the runner to; empty if the job has none
 * @param runnerContainer the runner's container as the user named it; empty if it is to be found
 * @param step the step's id, unique in its job ({@code GITHUB_ACTION})
 * @param hosted whether GitHub hosts this runner
 * @param debugging whether step debugging is on
 * @param stateFile the file that takes saved state; new for each step and created by the runner, so
 *     its presence shows whether the runner's work directory is the one mounted here
 * @param outputFile the file that takes outputs
 */
public record Job(
    Optional<String> network,
    Optional<String> runnerContainer,
    String step,
    boolean hosted,
    boolean debugging,
    Optional<Path> stateFile,
    Optional<Path> outputFile) {

  /** The step's id where the runner gives none. */
  static final String UNNAMED_STEP = "step";

  /** Reads what the runner passed. */
  public static Job from(Environment environment) {
    return new Job(
        environment.get("INPUT_NETWORK"),
        // A shell drops variables with a dash in their name, so action.yml maps this input.
        environment.get("INPUT_RUNNER_CONTAINER"),
        environment.get("GITHUB_ACTION").orElse(UNNAMED_STEP),
        environment.get("RUNNER_ENVIRONMENT").filter("github-hosted"::equals).isPresent(),
        environment.get("RUNNER_DEBUG").filter("1"::equals).isPresent(),
        environment.get("GITHUB_STATE").map(Path::of),
        environment.get("GITHUB_OUTPUT").map(Path::of));
  }
}
