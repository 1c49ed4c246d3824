package org.dood.network.runner;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.dood.network.engine.model.Endpoint;
import org.dood.network.engine.model.ListedContainer;

/**
 * Says whose an endpoint or a container is. As an alias of the endpoint, or as a label of each
 * container that the action creates, it is the mark that the engine keeps, which outlives saved
 * state, the action's container and the job.
 *
 * <p>It does not name the run or the job, since their ids are the same in every leg of a matrix.
 *
 * @param runnerLabel the runner's label; empty if whatever started the action sets none
 * @param step the step's id in its job, with the characters that an alias may have
 * @param jobNetwork the network on which the runner started the action; empty if it is unknown
 */
public record Signature(Optional<String> runnerLabel, String step, Optional<String> jobNetwork) {

  /** The start of each alias that the action sets. */
  public static final String PREFIX = "dood-network-action";

  /** The label of each container that the action creates; its value is the container's purpose. */
  private static final String PURPOSE_LABEL = PREFIX;

  /** The label of each container that the action creates; its value is the alias. */
  public static final String LABEL = PREFIX + ".signature";

  /** Stands for an unknown part. No network can have this name. */
  private static final String UNKNOWN = "_";

  private static final Pattern NOT_IN_STEP = Pattern.compile("[^a-zA-Z0-9_-]");
  private static final Pattern ALIAS =
      Pattern.compile(
          Pattern.quote(PREFIX) + "\\.([0-9a-f]{6}|" + UNKNOWN + ")\\.([a-zA-Z0-9_-]*)\\.(.+)");

  /**
   * The signature of a step.
   *
   * @param self the own container, which has the runner's label; empty if it is unknown
   * @param step the step's id
   */
  public static Signature of(Optional<OwnContainer> self, String step) {
    return new Signature(
        self.flatMap(OwnContainer::runnerLabel),
        NOT_IN_STEP.matcher(step).replaceAll("-"),
        self.map(OwnContainer::jobNetwork));
  }

  /** Parses an alias. Empty if it is not one that the action sets. */
  public static Optional<Signature> parse(String alias) {
    return Optional.of(ALIAS.matcher(alias))
        .filter(m -> m.matches())
        .map(m -> new Signature(known(m.group(1)), m.group(2), known(m.group(3))));
  }

  /** The signature of an endpoint. Empty if the action did not create it. */
  public static Optional<Signature> on(Endpoint endpoint) {
    return endpoint.aliases().stream().flatMap(a -> parse(a).stream()).findFirst();
  }

  /** The signature of a container. Empty if the action did not create it. */
  public static Optional<Signature> on(ListedContainer container) {
    return parse(container.labels().getOrDefault(LABEL, ""));
  }

  /** Whether both are of the same job: of the same runner, on the same job network. */
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
   * The labels of a container that the action creates. Because of the runner's label, the runner
   * removes the container with everything else that a job left behind.
   *
   * @param purpose what the container is for, in one word
   */
  public Map<String, String> labels(String purpose) {
    var labels = new LinkedHashMap<>(labelsThatTheRunnerDoesNotKnow(purpose));
    runnerLabel.ifPresent(label -> labels.put(label, ""));
    return labels;
  }

  /**
   * The labels of a container that must survive the runner's cleanup.
   *
   * @param purpose what the container is for, in one word
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
