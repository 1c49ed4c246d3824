package org.dood.network.engine.json;

import com.github.dockerjava.transport.DockerHttpClient.Response;
import java.util.Optional;
import java.util.regex.Pattern;
import org.dood.network.engine.model.EngineFamily;

/**
 * Tells the answers of an engine from those of any other HTTP server or of a proxy, which use the
 * same statuses. An engine's answers have its headers. A proxy may drop those; then the engine's
 * words count.
 */
final class EngineSign {

  private static final String SERVER = "Server";
  private static final Pattern DOCKER = Pattern.compile("Docker/.*");
  private static final Pattern PODMAN = Pattern.compile("Libpod/.*");

  /** The headers that Docker and Podman alone give. */
  private static final String DOCKER_HEADER = "Docker-Experimental";

  private static final String PODMAN_HEADER = "Libpod-Api-Version";

  /** The words in which Docker and Podman say that an object does not exist. */
  private static final Pattern NO_SUCH =
      Pattern.compile(
          "no such (container|network|image)|\\bnetwork (\\S+ )?not found",
          Pattern.CASE_INSENSITIVE);

  private static final int INTERNAL_ERROR = 500;

  private EngineSign() {}

  /** Whether an answer has the headers of an engine. */
  static boolean isIn(Response answer) {
    return familyIn(answer).isPresent();
  }

  /** The family of the engine whose headers an answer has; empty if it has none. */
  static Optional<EngineFamily> familyIn(Response answer) {
    // Podman's answers have Docker's header, too.
    if (has(answer, PODMAN_HEADER, PODMAN)) {
      return Optional.of(EngineFamily.PODMAN);
    }
    return has(answer, DOCKER_HEADER, DOCKER) ? Optional.of(EngineFamily.DOCKER) : Optional.empty();
  }

  private static boolean has(Response answer, String header, Pattern server) {
    return header(answer, header).isPresent()
        || header(answer, SERVER).filter(server.asMatchPredicate()).isPresent();
  }

  /** Whether a message is an engine's, which says that an object does not exist. */
  static boolean saysNoSuch(String message) {
    return NO_SUCH.matcher(message).find();
  }

  /**
   * Whether an answer says that an object does not exist, though its status is that of an internal
   * error: Podman 5.4.2 gives it for a container that is removed while it is asked for.
   */
  static boolean isNoSuchOfPodman(Response answer, String message) {
    return answer.getStatusCode() == INTERNAL_ERROR
        && familyIn(answer).equals(Optional.of(EngineFamily.PODMAN))
        && saysNoSuch(message);
  }

  /**
   * A header, whatever the case of its name is.
   *
   * <p>This is a loop, since the JVM generates three comparators for a stream of a sorted map's
   * entries.
   */
  static Optional<String> header(Response answer, String name) {
    for (var header : answer.getHeaders().entrySet()) {
      if (header.getKey().equalsIgnoreCase(name)) {
        return header.getValue().stream().findFirst();
      }
    }
    return Optional.empty();
  }
}
