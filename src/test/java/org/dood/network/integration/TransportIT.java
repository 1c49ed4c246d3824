package org.dood.network.integration;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.model.Frame;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.dood.network.engine.http.HttpTransport;
import org.dood.network.integration.support.OnARealEngine;
import org.dood.network.integration.support.Workbench;
import org.junit.jupiter.api.Test;

/**
 * The transport under docker-java's own client: what docker-java's conformance kit for transports,
 * which is not published, asks of one on a real engine. What else it asks is in {@code
 * HttpTransportTest}.
 */
@OnARealEngine
class TransportIT {

  @Test
  void what_a_container_is_told_reaches_it_and_what_it_says_comes_back(Workbench bench)
      throws IOException, InterruptedException {
    var container =
        bench.container(
            HostConfig.newHostConfig(),
            c ->
                c.withCmd("sh", "-c", "read -r line && echo \"heard: $line\"; cat")
                    .withStdinOpen(true)
                    .withStdInOnce(true));
    var config = DefaultDockerClientConfig.createDefaultConfigBuilder().build();
    var transport = HttpTransport.toSocket(bench.engine().socket());
    try (var client = DockerClientImpl.getInstance(config, transport);
        var output = new Output()) {
      client
          .attachContainerCmd(container)
          .withStdIn(text("hello world\nand no more"))
          .withStdOut(true)
          .withFollowStream(true)
          .exec(output);
      assertThat(output.awaitStarted(10, TimeUnit.SECONDS)).isTrue();
      assertThat(output.awaitCompletion(30, TimeUnit.SECONDS)).isTrue();
      assertThat(output.text()).isEqualTo("heard: hello world\nand no more");

      try (var log = new Output()) {
        client.logContainerCmd(container).withStdOut(true).withFollowStream(true).exec(log);
        assertThat(log.awaitCompletion(30, TimeUnit.SECONDS)).isTrue();
        assertThat(log.text()).isEqualTo(output.text());
      }
    }
  }

  private static ByteArrayInputStream text(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
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
