package org.dood.network.github;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What the runner says of a step and its job, apart from inputs.
 *
 * @param step the step's id ({@code GITHUB_ACTION}), unique in its job but for the steps of a
 *     composite action, which all have the id of the step that uses it
 * @param hosted whether GitHub hosts this runner
 * @param debugging whether step debugging is on
 * @param stateFile the file that takes saved state; new for each step and created by the runner, so
 *     its presence shows whether the runner's work directory is the one mounted here
 * @param outputFile the file that takes outputs
 * @param variablesFile the file that takes variables for later steps
 * @param summaryFile the file that takes what the page of the run shows of this step
 */
public record JobFacts(
    String step,
    boolean hosted,
    boolean debugging,
    Optional<Path> stateFile,
    Optional<Path> outputFile,
    Optional<Path> variablesFile,
    Optional<Path> summaryFile) {

  /** The step's id where the runner gives none. */
  static final String UNNAMED_STEP = "step";

  /** Reads what the runner passed. */
  public static JobFacts from(Environment environment) {
    return new JobFacts(
        environment.get("GITHUB_ACTION").orElse(UNNAMED_STEP),
        environment.get("RUNNER_ENVIRONMENT").filter("github-hosted"::equals).isPresent(),
        environment.get("RUNNER_DEBUG").filter("1"::equals).isPresent(),
        environment.get("GITHUB_STATE").map(Path::of),
        environment.get("GITHUB_OUTPUT").map(Path::of),
        environment.get("GITHUB_ENV").map(Path::of),
        environment.get("GITHUB_STEP_SUMMARY").map(Path::of));
  }

  /** The name of the state file; empty if the runner names none. */
  public Optional<String> stateFileName() {
    return stateFile.map(Path::getFileName).map(Path::toString);
  }
}
