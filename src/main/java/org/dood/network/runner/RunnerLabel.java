package org.dood.network.runner;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The label that a runner sets on each network and container that it creates. Its value is empty.
 * GitHub's runner takes the start of a hash of its registration (actions/runner, {@code
 * DockerCommandManager.cs}), and its docker container hooks take the runner's name.
 *
 * @param value the label's name: hexadecimal digits, six or any even number of them
 */
public record RunnerLabel(String value) {

  /** What a label looks like, as a regular expression. */
  static final String FORM = "(?:[0-9a-f]{2})+";

  private static final Predicate<String> OF_ANY_RUNNER = Pattern.compile(FORM).asMatchPredicate();

  private static final Predicate<String> OF_GITHUBS_RUNNER =
      Pattern.compile("[0-9a-f]{6}").asMatchPredicate();

  /**
   * The label of GitHub's runner among the names of an object's labels. Of several, the first in
   * the order of the alphabet.
   */
  public static Optional<RunnerLabel> among(Set<String> labels) {
    return labels.stream().filter(OF_GITHUBS_RUNNER).min(String::compareTo).map(RunnerLabel::new);
  }

  /**
   * The label of the runner that created an object. Of several, the first in the order of the
   * alphabet.
   *
   * @param labels the object's labels
   * @return empty if no runner created it
   */
  public static Optional<RunnerLabel> on(Map<String, String> labels) {
    return allOn(labels).min(String::compareTo).map(RunnerLabel::new);
  }

  /** The label of the runner that created both of two objects; empty if no runner did. */
  static Optional<RunnerLabel> inCommon(Map<String, String> some, Map<String, String> others) {
    var othersLabels = allOn(others).toList();
    return allOn(some).filter(othersLabels::contains).min(String::compareTo).map(RunnerLabel::new);
  }

  /** Whether an object has this label. */
  public boolean isOn(Map<String, String> labels) {
    return Optional.ofNullable(labels.get(value)).filter(String::isEmpty).isPresent();
  }

  private static Stream<String> allOn(Map<String, String> labels) {
    return labels.entrySet().stream()
        .filter(label -> label.getValue().isEmpty())
        .map(Map.Entry::getKey)
        .filter(OF_ANY_RUNNER);
  }

  @Override
  public String toString() {
    return value;
  }
}
