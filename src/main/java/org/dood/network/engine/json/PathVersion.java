package org.dood.network.engine.json;

import com.github.dockerjava.transport.DockerHttpClient.Response;
import java.util.Optional;
import java.util.regex.Pattern;
import org.dood.network.engine.model.ApiVersion;

/**
 * The version of the API that the paths of requests carry. It takes no call of its own: the first
 * requests carry one that nearly every engine accepts, and the headers of their answers name the
 * newest one that the engine has, which all others carry. Several threads may make requests.
 */
final class PathVersion {

  /**
   * That of Docker 20.10. All engines from then on accept it, but for some releases of Docker 29,
   * which begin at 1.44.
   */
  private static final ApiVersion FIRST = new ApiVersion(1, 41);

  private static final String HEADER = "Api-Version";

  /** An engine's refusal of a version, with the nearest one that it accepts. */
  private static final Pattern REFUSAL =
      Pattern.compile(
          "client version \\S+ is too (?:new|old)\\. (?:Maximum|Minimum) supported API version is"
              + " (?<supported>\\d+\\.\\d+).*",
          Pattern.DOTALL);

  private volatile Optional<ApiVersion> current = Optional.of(FIRST);
  private volatile boolean settled;

  /** The version that paths carry now; empty if they carry none. */
  Optional<ApiVersion> current() {
    return current;
  }

  /** Whether an answer has shown which version the engine has. */
  boolean isSettled() {
    return settled;
  }

  /** From now on paths carry this version, or none if it is empty. */
  void settle(Optional<ApiVersion> version) {
    current = version;
    settled = true;
  }

  /** Learns the engine's version from the header of an answer, unless it is known. */
  void learnFrom(Response answer) {
    if (!settled) {
      inHeader(answer).ifPresent(version -> settle(Optional.of(version)));
    }
  }

  /**
   * The version that an engine accepts instead of the one that it refused; empty if the refusal has
   * another reason.
   *
   * @param message the engine's words
   */
  static Optional<ApiVersion> insteadOfRefused(Response answer, String message) {
    return Optional.of(REFUSAL.matcher(message))
        .filter(refusal -> answer.getStatusCode() == 400 && refusal.matches())
        .map(refusal ->
            inHeader(answer).orElseGet(() -> ApiVersion.parse(refusal.group("supported"))));
  }

  private static Optional<ApiVersion> inHeader(Response answer) {
    return EngineSign.header(answer, HEADER).flatMap(ApiVersion::find);
  }

  /** What a path begins with that carries a version. */
  static String prefix(Optional<ApiVersion> version) {
    return version.map(v -> "/v" + v.major() + "." + v.minor()).orElse("");
  }
}
