package org.dood.network.runner;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The label that a runner sets on each network and container that it creates: the start of a hash
 * of its registration (actions/runner, {@code DockerCommandManager.cs}).
 *
 * @param value six hexadecimal digits
 */
public record RunnerLabel(String value) {

  private static final Pattern FORM = Pattern.compile("[0-9a-f]{6}");

  /** The runner's label among the names of an object's labels. */
  public static Optional<RunnerLabel> among(Set<String> labels) {
    return labels.stream().filter(FORM.asMatchPredicate()).findFirst().map(RunnerLabel::new);
  }

  @Override
  public String toString() {
    return value;
  }
}
