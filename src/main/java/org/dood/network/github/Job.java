package org.dood.network.github;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a stage was told: the inputs and the facts about its job, each as the runner passed it.
 *
 * @param network the network to attach the runner to; empty if the job has none
 * @param extraNetworks further networks to attach the runner to
 * @param aliases names by which service containers are to reach the runner
 * @param defaultRoute what is to become of the runner's default route
 * @param dockerHost where the engine is, if not behind the socket that the runner mounts
 * @param tlsAuthority the authority that signed the engine's certificate, as PEM text
 * @param tlsCertificate the certificate to show to the engine, as PEM text
 * @param tlsKey that certificate's key, as PEM text
 * @param jobContainer the id of the container that the job's steps run in; empty if they run where
 *     the runner does
 * @param runnerContainer the runner's container as the user named it; empty if it is to be found
 * @param pruneAfter the age at which what other runners left behind is removed; empty if none is
 * @param step the step's id, unique in its job ({@code GITHUB_ACTION})
 * @param hosted whether GitHub hosts this runner
 * @param debugging whether step debugging is on
 * @param stateFile the file that takes saved state; new for each step and created by the runner, so
 *     its presence shows whether the runner's work directory is the one mounted here
 * @param outputFile the file that takes outputs
 * @param variablesFile the file that takes variables for later steps
 * @param localhost which ports of services are to be at {@code localhost}
 * @param exportEnv whether variables are to say where services are
 * @param waitUpTo how long to wait for services; empty if not at all
 * @param waitFor which services to wait for; none for all
 */
public record Job(
    Optional<String> network,
    List<String> extraNetworks,
    List<String> aliases,
    String defaultRoute,
    Optional<String> dockerHost,
    Optional<String> tlsAuthority,
    Optional<String> tlsCertificate,
    Optional<String> tlsKey,
    Optional<String> jobContainer,
    Optional<String> runnerContainer,
    Optional<String> pruneAfter,
    String step,
    boolean hosted,
    boolean debugging,
    Optional<Path> stateFile,
    Optional<Path> outputFile,
    Optional<Path> variablesFile,
    String localhost,
    String exportEnv,
    Optional<String> waitUpTo,
    List<String> waitFor) {

  /** The step's id where the runner gives none. */
  static final String UNNAMED_STEP = "step";

  private static final Pattern BETWEEN_WORDS = Pattern.compile("[\\s,]+");

  /**
   * Reads what the runner passed. A shell drops variables with a dash in their name, so action.yml
   * maps each input that has one.
   */
  public static Job from(Environment environment) {
    return new Job(
        environment.get("INPUT_NETWORK"),
        words(environment.get("INPUT_EXTRA_NETWORKS")),
        words(environment.get("INPUT_ALIASES")),
        environment.get("INPUT_DEFAULT_ROUTE").orElse("keep"),
        environment.get("INPUT_DOCKER_HOST"),
        environment.get("INPUT_DOCKER_TLS_CA"),
        environment.get("INPUT_DOCKER_TLS_CERT"),
        environment.get("INPUT_DOCKER_TLS_KEY"),
        environment.get("INPUT_JOB_CONTAINER"),
        environment.get("INPUT_RUNNER_CONTAINER"),
        environment.get("INPUT_PRUNE_AFTER"),
        environment.get("GITHUB_ACTION").orElse(UNNAMED_STEP),
        environment.get("RUNNER_ENVIRONMENT").filter("github-hosted"::equals).isPresent(),
        environment.get("RUNNER_DEBUG").filter("1"::equals).isPresent(),
        environment.get("GITHUB_STATE").map(Path::of),
        environment.get("GITHUB_OUTPUT").map(Path::of),
        environment.get("GITHUB_ENV").map(Path::of),
        environment.get("INPUT_LOCALHOST").orElse("published"),
        environment.get("INPUT_EXPORT_ENV").orElse("false"),
        environment.get("INPUT_WAIT"),
        words(environment.get("INPUT_WAIT_FOR")));
  }

  private static List<String> words(Optional<String> text) {
    return text.stream()
        .flatMap(BETWEEN_WORDS::splitAsStream)
        .filter(w -> !w.isEmpty())
        .distinct()
        .toList();
  }
}
