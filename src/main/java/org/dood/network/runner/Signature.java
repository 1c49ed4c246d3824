package org.dood.network.runner;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Whose an attachment is. As an alias on the endpoint it is the record that the engine keeps, which
 * outlives saved state, the action's container and the job.
 *
 * <p>Not the run or job: their ids are the same in every leg of a matrix.
 *
 * @param runnerLabel the label that the runner puts on all that it starts: six hexadecimal digits;
 *     empty where whatever started the action puts none
 * @param step the step's id in its job
 * @param jobNetwork the network that the runner started the action on; empty if it is unknown
 */
public record Signature(Optional<String> runnerLabel, String step, Optional<String> jobNetwork) {

  /** What each alias of ours starts with. */
  public static final String PREFIX = "dood-network-action";

  private static final String UNKNOWN = "unknown";
  private static final Pattern NOT_IN_STEP = Pattern.compile("[^a-zA-Z0-9_-]");

  /**
   * The signature of a step.
   *
   * @param self our own container, which bears the runner's label; empty if it is unknown
   * @param step the step's id
   */
  public static Signature of(Optional<ActionContainer> self, String step) {
    return new Signature(
        self.flatMap(ActionContainer::runnerLabel), step, self.map(ActionContainer::jobNetwork));
  }

  /**
   * The alias: {@code dood-network-action.<runner label>.<step>.<job network>}. A network's name
   * may hold dots, so it comes last; the step's may not.
   */
  public String alias() {
    return String.join(
        ".",
        PREFIX,
        runnerLabel.orElse(UNKNOWN),
        NOT_IN_STEP.matcher(step).replaceAll("-"),
        jobNetwork.orElse(UNKNOWN));
  }
}
