package org.dood.network.integration.support;

import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.PortBinding;
import java.time.Duration;

/**
 * A container that publishes a port on the engine's host, as a step starts one with {@code docker
 * run --publish}, and says back what it is told.
 *
 * @param container its id
 * @param port the port of the host
 */
public record PublishedEcho(String container, String port) {

  private static final Duration SOON = Duration.ofSeconds(10);

  /** Starts one at a port that the engine chooses. */
  public static PublishedEcho start(Workbench bench) {
    return start(Integer.toString(EchoService.PORT), bench);
  }

  /** Starts one at a port of the host. */
  public static PublishedEcho startAt(int port, Workbench bench) {
    return start(port + ":" + EchoService.PORT, bench);
  }

  private static PublishedEcho start(String binding, Workbench bench) {
    var container =
        bench.container(
            HostConfig.newHostConfig().withPortBindings(PortBinding.parse(binding)),
            c -> c.withExposedPorts(ExposedPort.tcp(EchoService.PORT)));
    bench.run(container, EchoService.listenAt(EchoService.PORT)).output();
    Poll.until(
        "the container listens",
        SOON,
        () ->
            bench
                    .run(container, "bash", "-c", "< /dev/tcp/127.0.0.1/" + EchoService.PORT)
                    .exitCode()
                == 0);
    var ports = bench.inspect(container).getNetworkSettings().getPorts().getBindings();
    var bound =
        ports.entrySet().stream()
            .filter(entry -> entry.getKey().getPort() == EchoService.PORT)
            .map(entry -> entry.getValue()[0].getHostPortSpec())
            .findFirst()
            .orElseThrow();
    return new PublishedEcho(container, bound);
  }
}
