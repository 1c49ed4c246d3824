package org.dood.network.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.dood.network.Main;
import org.dood.network.engine.EngineAddress;
import org.dood.network.github.Environment;
import org.dood.network.runner.EngineLocation;
import org.dood.network.runner.StepSecret;
import org.dood.network.services.ResolverConfiguration;
import org.dood.network.services.RoutingTable;
import org.dood.network.stage.ProcessInfo;
import org.dood.network.stage.StageContext;
import org.dood.network.testing.engine.EngineSocket;
import org.dood.network.testing.engine.FakeContainer;
import org.dood.network.testing.engine.TrainingEngine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What trains the image's cache of classes runs here first, over a real socket. */
class TrainingEngineTest {

  private static final String HOSTNAME = "build-box-7";

  @TempDir private Path directory;

  @Test
  void stages_of_three_jobs_run_as_training_needs_them() throws IOException {
    var socket = directory.resolve("docker.sock");
    try (var training = new TrainingEngine(HOSTNAME, true);
        var server = EngineSocket.serve(training.engine(), socket)) {
      var log = new ByteArrayOutputStream();
      var context =
          new StageContext(
              Environment.of(
                  Map.of(
                          "GITHUB_ACTION", "__self",
                          "INPUT_NETWORK", "job-network",
                          "INPUT_NETWORKS", "job-network",
                          "INPUT_DEFAULT_ROUTE", "keep",
                          "RUNNER_ENVIRONMENT", "self-hosted")
                      ::get),
              _ -> new EngineAddress.MountedSocket(socket).open(),
              new ProcessInfo(
                  HOSTNAME,
                  EngineLocation.HOST,
                  new ResolverConfiguration(FakeContainer.RESOLVER),
                  new RoutingTable(""),
                  false),
              StepSecret::random,
              new PrintStream(log, true, StandardCharsets.UTF_8));
      assertThat(new Main(context).run(List.of("main", "post", "main", "post", "main", "detach")))
          .as(log.toString(StandardCharsets.UTF_8))
          .isZero();
      assertThat(training.failures()).as(log.toString(StandardCharsets.UTF_8)).isEmpty();
      assertThat(server.unknownCalls()).isEmpty();
    }
  }

  @Test
  void training_that_attached_nothing_fails() throws IOException {
    try (var training = new TrainingEngine(HOSTNAME, true)) {
      assertThat(training.failures())
          .containsExactly(
              "the runner was not attached",
              "no forwarder was started",
              "no routing rules were set");
    }
  }
}
