package org.dood.network.integration;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.model.Frame;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.dood.network.engine.http.HttpTransport;
import org.dood.network.integration.support.OnARealEngine;
import org.dood.network.integration.support.Workbench;
import org.junit.jupiter.api.Test;

/**
 * The transport under docker-java's own client, on a real engine. {@code HttpTransportTest} has
 * what else docker-java's conformance kit for transports asks of one, but for hijacked connections,
 * which the action does not use.
 */
@OnARealEngine
class TransportIT {

  @Test
  void log_that_is_followed_arrives_until_the_container_ends(Workbench bench)
      throws IOException, InterruptedException {
    var container =
        bench.container(
            HostConfig.newHostConfig(),
            c -> c.withCmd("sh", "-c", "echo first; sleep 1; echo last"));
    var config = DefaultDockerClientConfig.createDefaultConfigBuilder().build();
    var transport = HttpTransport.toSocket(bench.engine().socket());
    try (var client = DockerClientImpl.getInstance(config, transport);
        var output = new Output()) {
      client.logContainerCmd(container).withStdOut(true).withFollowStream(true).exec(output);
      assertThat(output.awaitCompletion(30, TimeUnit.SECONDS)).isTrue();
      assertThat(output.text()).isEqualTo("first\nlast\n");
    }
  }

  private static final class Output extends ResultCallback.Adapter<Frame> {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    @Override
    public void onNext(Frame frame) {
      bytes.writeBytes(frame.getPayload());
    }

    String text() {
      return bytes.toString(StandardCharsets.UTF_8);
    }
  }
}
