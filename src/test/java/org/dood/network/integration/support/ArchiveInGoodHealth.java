package org.dood.network.integration.support;

import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Answers {@code HEAD /containers/{id}/archive} as engines do where that call is well. Where the
 * engine of this test answers, so does this; Docker 28.5 does not for any container that mounts its
 * socket under the link /var/run (moby/moby#52653), and there the container itself is asked.
 */
public final class ArchiveInGoodHealth implements EngineProxy.Behaviour {

  private static final Pattern CALL = Pattern.compile(".*/containers/([^/]+)/archive\\?path=(.*)");

  private final EngineUnderTest engine;

  public ArchiveInGoodHealth(EngineUnderTest engine) {
    this.engine = engine;
  }

  @Override
  public void serve(EngineProxy.Exchange exchange) throws IOException {
    var call = CALL.matcher(exchange.call().path());
    if (!call.matches()) {
      throw new IOException("not a call for an archive: " + exchange.call());
    }
    var container = call.group(1);
    if (isWellFor(container)) {
      exchange.forward();
    } else {
      var path = URLDecoder.decode(call.group(2), StandardCharsets.UTF_8);
      exchange.answer(isOnDisk(container, path) ? 200 : 404, "");
    }
  }

  private boolean isWellFor(String container) {
    try (var _ = engine.client().copyArchiveFromContainerCmd(container, "/etc/hostname").exec()) {
      return true;
    } catch (NotFoundException _) {
      return true;
    } catch (DockerException _) {
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The engine cannot look into a tmpfs. Containers of somebody else's are left alone. */
  private boolean isOnDisk(String container, String path) {
    return engine.runs(container, engine.runnerImage())
        && engine
                .exec(
                    container,
                    Map.of(),
                    "sh",
                    "-c",
                    "test -e \"$0\" && test \"$(stat -f -c %T \"$0\")\" != tmpfs",
                    path)
                .exitCode()
            == 0;
  }
}
