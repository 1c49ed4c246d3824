package org.dood.network.inputs;

import java.util.Locale;
import java.util.Optional;
import org.dood.network.github.Environment;

/** The inputs of the action files, in their order; {@link ActionFile} says which has which. */
public enum Input {
  NETWORK,
  EXTRA_NETWORKS,
  ALIASES,
  DEFAULT_ROUTE("keep"),
  DOCKER_HOST,
  DOCKER_TLS_CA,
  DOCKER_TLS_CERT,
  DOCKER_TLS_KEY,
  RUNNER_CONTAINER,
  PRUNE_AFTER,
  JOB_CONTAINER,
  JOB_NETWORK,
  JOB_SERVICES,
  LOCALHOST("published"),
  LOCALHOST_PORTS,
  EXPORT_ENV("false"),
  WAIT,
  WAIT_FOR,
  SUMMARY("true"),
  NETWORKS;

  private final String defaultText;

  Input() {
    this("");
  }

  Input(String defaultText) {
    this.defaultText = defaultText;
  }

  /**
   * The variable that holds the input. A shell drops variables with a dash in their name, so {@code
   * action.yml} sets one without for each input that has a dash.
   */
  public String variable() {
    return "INPUT_" + name();
  }

  /** The text that stands for the input where it is blank; blank if there is none. */
  public String defaultText() {
    return defaultText;
  }

  /** The text of the input, or its default; empty if both are blank. */
  public Optional<String> textIn(Environment environment) {
    return environment
        .get(variable())
        .or(() -> Optional.of(defaultText).filter(text -> !text.isEmpty()));
  }

  /** Its name in an action file. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
