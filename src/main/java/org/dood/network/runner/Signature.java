package org.dood.network.runner;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.dood.network.engine.Endpoint;
import org.dood.network.engine.ListedContainer;

/**
 * Whose an attachment is. As an alias on the endpoint, and as a label on each container of ours, it
 * is the record that the engine keeps, which outlives saved state, the action's container and the
 * job.
 *
 * <p>Not the run or job: their ids are the same in every leg of a matrix.
 *
 * @param runnerLabel the label that the runner puts on all that it starts: six hexadecimal digits;
 *     empty where whatever started the action puts none
 * @param step the step's id in its job, as an alias may hold it
 * @param jobNetwork the network that the runner started the action on; empty if it is unknown
 */
public record Signature(Optional<String> runnerLabel, String step, Optional<String> jobNetwork) {

  /** What each alias of ours starts with. */
  public static final String PREFIX = "dood-network-action";

  /** The label on each container of ours; its value says what the container is for. */
  private static final String PURPOSE_LABEL = PREFIX;

  /** The label on each container of ours whose value is the alias. */
  public static final String LABEL = PREFIX + ".signature";

  /** No network can be called so. */
  private static final String UNKNOWN = "_";

  private static final Pattern NOT_IN_STEP = Pattern.compile("[^a-zA-Z0-9_-]");
  private static final Pattern ALIAS =
      Pattern.compile(
          Pattern.quote(PREFIX) + "\\.([0-9a-f]{6}|" + UNKNOWN + ")\\.([a-zA-Z0-9_-]*)\\.(.+)");

  /**
   * The signature of a step.
   *
   * @param self our own container, which bears the runner's label; empty if it is unknown
   * @param step the step's id
   */
  public static Signature of(Optional<OwnContainer> self, String step) {
    return new Signature(
        self.flatMap(OwnContainer::runnerLabel),
        NOT_IN_STEP.matcher(step).replaceAll("-"),
        self.map(OwnContainer::jobNetwork));
  }

  /** Reads an alias. Empty if it is none of ours. */
  public static Optional<Signature> parse(String alias) {
    return Optional.of(ALIAS.matcher(alias))
        .filter(m -> m.matches())
        .map(m -> new Signature(known(m.group(1)), m.group(2), known(m.group(3))));
  }

  /** Whose an endpoint is. Empty if it is not ours. */
  public static Optional<Signature> on(Endpoint endpoint) {
    return endpoint.aliases().stream().flatMap(a -> parse(a).stream()).findFirst();
  }

  /** Whose a container of ours is. Empty if it is not ours. */
  public static Optional<Signature> on(ListedContainer container) {
    return parse(container.labels().getOrDefault(LABEL, ""));
  }

  /** Whether both are of one job: of the same runner, on the same job network. */
  public boolean isOfSameJobAs(Signature other) {
    return runnerLabel.equals(other.runnerLabel) && jobNetwork.equals(other.jobNetwork);
  }

  /**
   * The alias: {@code dood-network-action.<runner label>.<step>.<job network>}. A network's name
   * may hold dots, so it comes last; the step's may not.
   */
  public String alias() {
    return String.join(".", PREFIX, runnerLabel.orElse(UNKNOWN), step, jobNetwork.orElse(UNKNOWN));
  }

  /**
   * The labels of a container of ours. By the runner's own, the runner cleans it up with all else
   * that a job left behind.
   *
   * @param purpose what it is for, in a word
   */
  public Map<String, String> labels(String purpose) {
    var labels = new LinkedHashMap<>(labelsThatTheRunnerDoesNotKnow(purpose));
    runnerLabel.ifPresent(label -> labels.put(label, ""));
    return labels;
  }

  /**
   * Those of a container that the runner is to leave alone.
   *
   * @param purpose what it is for, in a word
   */
  public Map<String, String> labelsThatTheRunnerDoesNotKnow(String purpose) {
    var labels = new LinkedHashMap<String, String>();
    labels.put(PURPOSE_LABEL, purpose);
    labels.put(LABEL, alias());
    return labels;
  }

  private static Optional<String> known(String word) {
    return Optional.of(word).filter(w -> !w.equals(UNKNOWN));
  }
}
