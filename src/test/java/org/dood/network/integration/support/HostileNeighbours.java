package org.dood.network.integration.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dood.network.integration.support.StageResultAssert.assertThatStage;

import com.github.dockerjava.api.model.HostConfig;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An innocent runner and a hostile one on one engine, with containers and networks of strangers
 * that once disturbed jobs. Each job of the innocent one must end as it would alone.
 */
public final class HostileNeighbours {

  private static final int MEBIBYTE = 1 << 20;
  private static final String PORT = Integer.toString(EchoService.PORT);

  /** Looks for the stages' container among its neighbours, and starts what the proof looks for. */
  private static final String PRETEND =
      """
      #!/bin/bash
      network=$(hostname -I | cut -d . -f 1-3)
      while :; do
        for last in 2 3 4 5 6; do
          name=$(getent hosts "$network.$last" | grep -o 'dood-network-action_[0-9a-f]*' | head -n 1)
          [ -z "$name" ] || perl -e '$0 = "docker run --name $ARGV[0] --label x"; sleep 5' "$name" &
        done
        sleep 0.1
      done
      """;

  /** Opens more connections than a forwarder relays, and keeps them for a second. */
  private static final String CROWD =
      "use IO::Socket::INET; my @all; for (1 .. 900) { push @all,"
          + " IO::Socket::INET->new(PeerAddr => '127.0.0.1:%s', Timeout => 1) // last; } sleep 1;"
              .formatted(PORT);

  private final Workbench bench;
  private final SimulatedRunner innocent;
  private final SimulatedRunner hostile;
  private final Service echo;
  private final Service pretender;
  private final Service docker;
  private final AtomicInteger left;
  private final AtomicInteger unharmed = new AtomicInteger();

  /**
   * Starts the runners and the strangers.
   *
   * @param jobs how many both runners take together
   */
  public HostileNeighbours(Workbench bench, int jobs) {
    this.bench = bench;
    this.innocent = bench.runner().start();
    this.hostile = bench.runner().start();
    this.echo = EchoService.service(bench);
    this.pretender =
        new Service(
            "pretender",
            bench.engine().runnerImage(),
            List.of(
                "--volume=/run",
                "-v",
                bench.program("pretend", PRETEND) + ":/pretend:ro",
                "--entrypoint",
                "/pretend"));
    this.docker = new Service("docker", bench.engine().runnerImage(), List.of("--expose", "2375"));
    this.left = new AtomicInteger(jobs);
    startStrangers();
  }

  private void startStrangers() {
    for (int i = 0; i < 3; i++) {
      var labels = new HashMap<String, String>();
      for (int piece = 0; piece < 3; piece++) {
        labels.put("piece-" + piece, "x".repeat(MEBIBYTE));
      }
      bench.container(
          HostConfig.newHostConfig(),
          c -> {
            labels.putAll(c.getLabels());
            c.withLabels(labels);
          });
    }
    var name = bench.networkWithLabels("github_network", Map.of("0a1b2c", "", "d4e5f6", ""));
    bench.container(
        HostConfig.newHostConfig().withNetworkMode(name),
        c -> c.withName("dood-network-action_0a1b2c").withAliases("echo", "localhost"));
    bench.container(HostConfig.newHostConfig(), c -> c.withName("a--rm_--privileged.-v"));
  }

  /** Runs the jobs. */
  public void run() {
    var attacks = CompletableFuture.runAsync(this::attack, Thread::startVirtualThread);
    try {
      while (left.getAndDecrement() > 0) {
        assertThatAJobIsUnharmed();
      }
    } finally {
      left.set(0);
      attacks.join();
    }
  }

  /** How many jobs of the innocent runner there were. */
  public int unharmed() {
    return unharmed.get();
  }

  /**
   * Its services are hostile too: one pretends to be the runner, one has a name that tools read.
   */
  private void assertThatAJobIsUnharmed() {
    var job = innocent.startJob(echo, pretender, docker);
    var step = job.step().with("localhost", "exposed").with("export-env", "true");

    var main = step.main();
    assertThatStage(main).succeededWithAWarningAtMost().hasOutput("attached", "true");
    assertThat(main.outputs()).containsEntry("runner-container", innocent.container());
    assertThat(main.variables()).doesNotContainKey("DOCKER_HOST");
    assertThat(innocent.networks()).contains(job.network());
    for (var host : List.of("echo", "localhost")) {
      assertThat(innocent.run(Map.of(), EchoService.say("hello", host, PORT)).output())
          .as("what %s says", host)
          .isEqualTo("hello");
    }
    for (var service : job.serviceContainers()) {
      assertThat(bench.inspect(service).getState().getRunning()).as("whether it runs").isTrue();
      assertThat(bench.engine().networksOf(service)).containsOnlyKeys(job.network());
    }
    assertThatStage(step.post()).succeeded().says("Detached");
    assertThat(innocent.networks()).doesNotContain(job.network());
    job.end();
    unharmed.incrementAndGet();
  }

  /** Jobs that forge what post reads, and crowd their own forwarder. */
  private void attack() {
    while (left.getAndDecrement() > 0) {
      var job = hostile.startJob(echo);
      var victim = innocent.container();
      var step =
          job.step()
              .with("localhost", "exposed")
              .with("aliases", "echo")
              .env("STATE_attached", "true")
              .env("STATE_container", victim)
              .env("STATE_forwarder", victim)
              .env("STATE_networks", "bridge");
      assertThat(step.post().exitCode()).as("post without main").isZero();
      var _ = step.main();
      var _ = hostile.run(Map.of(), "perl", "-e", CROWD);
      var _ = step.post();
      job.endAnyway();
    }
  }
}
