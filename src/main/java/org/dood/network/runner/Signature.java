package org.dood.network.runner;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dood.network.engine.model.Container;
import org.dood.network.engine.model.Endpoint;
import org.dood.network.engine.model.ListedContainer;

/**
 * Says whose an endpoint or a container is. As an alias of the endpoint, or as a label of each
 * container that the action creates, it is the mark that the engine keeps, which outlives saved
 * state, the action's container and the job.
 *
 * <p>It does not name the run or the job, since their ids are the same in every leg of a matrix.
 *
 * @param runnerLabel the runner's label; empty if it is unknown, or if the job network was not made
 *     for one job
 * @param step the step's id in its job, with the characters that an alias may have
 * @param secret the secret of this run of the step; empty in a mark that an older version of the
 *     action made, and in post if the saved state is lost
 * @param jobNetwork the network on which the runner started the action; empty if it is unknown
 */
public record Signature(
    Optional<RunnerLabel> runnerLabel,
    String step,
    Optional<StepSecret> secret,
    Optional<String> jobNetwork) {

  /** The start of each alias that the action sets. */
  public static final String PREFIX = "dood-network-action";

  /** The label of each container that the action creates; its value is the container's purpose. */
  public static final String PURPOSE_LABEL = PREFIX;

  /** The purpose of a forwarder's container. */
  public static final String FORWARDER = "forwarder";

  /** The purpose of a container that looks at services from where steps run. */
  public static final String LOOK = "look";

  /** The label of each container that the action creates; its value is the alias. */
  public static final String LABEL = PREFIX + ".signature";

  /** Stands for an unknown part. No network can have this name. */
  private static final String UNKNOWN = "_";

  private static final Pattern NOT_IN_STEP = Pattern.compile("[^a-zA-Z0-9_-]");
  private static final Pattern ALIAS =
      Pattern.compile(
          "%s\\.(?<label>%s|%s)\\.(?<step>[a-zA-Z0-9_-]*)\\.(?:(?<secret>%s)\\.)?(?<network>.+)"
              .formatted(Pattern.quote(PREFIX), RunnerLabel.FORM, UNKNOWN, StepSecret.FORM));

  /**
   * The signature of a step.
   *
   * @param step the step's id
   */
  static Signature of(
      Optional<RunnerLabel> runnerLabel,
      String step,
      Optional<StepSecret> secret,
      Optional<String> jobNetwork) {
    return new Signature(
        runnerLabel, NOT_IN_STEP.matcher(step).replaceAll("-"), secret, jobNetwork);
  }

  /** Parses an alias. Empty if it is not one that the action sets. */
  public static Optional<Signature> parse(String alias) {
    return Optional.of(ALIAS.matcher(alias))
        .filter(m -> m.matches())
        .map(m ->
            new Signature(
                known(m.group("label")).map(RunnerLabel::new),
                m.group("step"),
                Optional.ofNullable(m.group("secret")).map(StepSecret::new),
                known(m.group("network"))));
  }

  /** The signature of an endpoint. Empty if the action did not create it. */
  public static Optional<Signature> on(Endpoint endpoint) {
    return endpoint.aliases().stream().flatMap(a -> parse(a).stream()).findFirst();
  }

  /** The signature of a container. Empty if the action did not create it. */
  public static Optional<Signature> on(ListedContainer container) {
    return on(container.labels());
  }

  /** The signature of a container. Empty if the action did not create it. */
  public static Optional<Signature> on(Container container) {
    return on(container.labels());
  }

  private static Optional<Signature> on(Map<String, String> labels) {
    return parse(labels.getOrDefault(LABEL, ""));
  }

  /**
   * Whether a mark is surely of this step. Without the secret, that takes a network that the runner
   * made for this one job, in which no other step has this id, unless both are in one composite
   * action: two runners can share any other network, and run jobs with the same step id.
   */
  public boolean covers(Signature mark) {
    return secret.isPresent() ? mark.equals(this) : isOfSameStepAs(mark);
  }

  /** Whether a mark is surely of this step, of this run of it or another one. */
  public boolean isOfSameStepAs(Signature mark) {
    return namesOneJob() && resembles(mark);
  }

  /** Whether a mark is of this step or of one with the same id in a job on the same network. */
  public boolean resembles(Signature mark) {
    return mark.secret.isPresent() && step.equals(mark.step) && sharesJobWith(mark);
  }

  /** Whether both are surely of the same job: of the same runner, on a network made for one job. */
  public boolean isOfSameJobAs(Signature other) {
    return namesOneJob() && sharesJobWith(other);
  }

  /** Whether both may be of the same job: nothing that they name differs. */
  public boolean sharesJobWith(Signature other) {
    return runnerLabel.equals(other.runnerLabel) && jobNetwork.equals(other.jobNetwork);
  }

  /** Whether a network is the job's, and was made by the runner for this one job. */
  public boolean isMadeForJob(String network) {
    return namesOneJob() && jobNetwork.filter(network::equals).isPresent();
  }

  /** A label is known together with a network only if the runner made that network for one job. */
  private boolean namesOneJob() {
    return runnerLabel.isPresent() && jobNetwork.isPresent();
  }

  /**
   * The alias: {@code dood-network-action.<runner label>.<step>.<secret>.<job network>}. A
   * network's name may hold dots, so it comes last; the other parts may not.
   */
  public String alias() {
    return Stream.of(
            Stream.of(PREFIX, runnerLabel.map(RunnerLabel::value).orElse(UNKNOWN), step),
            secret.stream().map(StepSecret::value),
            Stream.of(jobNetwork.orElse(UNKNOWN)))
        .flatMap(parts -> parts)
        .collect(Collectors.joining("."));
  }

  /**
   * The labels of a container that the action creates. Because of the runner's label, the runner
   * removes the container with everything else that a job left behind.
   *
   * @param purpose what the container is for, in one word
   */
  public Map<String, String> labels(String purpose) {
    var labels = new LinkedHashMap<>(labelsThatTheRunnerDoesNotKnow(purpose));
    runnerLabel.ifPresent(label -> labels.put(label.value(), ""));
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
    return Optional.of(word).filter(Predicate.not(UNKNOWN::equals));
  }
}
