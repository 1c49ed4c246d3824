package org.dood.network.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dood.network.integration.support.StageResultAssert.assertThatStage;

import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.HostConfig;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.dood.network.engine.model.EngineFamily;
import org.dood.network.integration.support.DiffersOn;
import org.dood.network.integration.support.OnARealEngine;
import org.dood.network.integration.support.Poll;
import org.dood.network.integration.support.SimulatedRunner;
import org.dood.network.integration.support.Workbench;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A runner keeps its connections out of the host while it is attached and detached, though its own
 * network sorts after the job's and the host drops what comes in by an unlikely way.
 */
@OnARealEngine
class DefaultRouteIT {

  private static final String OUTSIDE = "198.51.100.2";
  private static final String IPV4 = "-4";
  private static final String IPV6 = "-6";

  /** Makes a host outside of Docker that sends a byte each 50 ms to whoever connects. */
  private static final String HOST_OUTSIDE =
      """
      set -eu
      # The kernel takes its time to remove what an earlier test left with its container.
      while ip link show ci-outside >/dev/null 2>&1; do sleep 0.1; done
      ip netns add outside
      ip link add ci-outside type veth peer name eth0 netns outside
      ip address add 198.51.100.1/24 dev ci-outside
      ip link set ci-outside up
      ip -n outside address add 198.51.100.2/24 dev eth0
      ip -n outside link set eth0 up
      exec ip netns exec outside perl -e '
        use IO::Socket::INET;
        my $server = IO::Socket::INET->new(LocalPort => 7, Listen => 5, ReuseAddr => 1) or die;
        open(my $file, ">", "/tmp/listening"); close $file;
        while (my $client = $server->accept) {
          # Killed, it resets its connections: else the kernel keeps its namespace, and with it
          # ci-outside, for the 103 s in which it offers the last bytes to a runner that is gone.
          setsockopt($client, SOL_SOCKET, SO_LINGER, pack("ii", 1, 0)) or die;
          next if fork;
          while (syswrite($client, "x")) { select(undef, undef, undef, 0.05) }
          exit;
        }'
      """;

  /** Writes down the longest time, in seconds, for which no byte came. */
  private static final String LISTEN =
      """
      use IO::Socket::INET; use Time::HiRes "time";
      my $server = IO::Socket::INET->new(PeerAddr => "%s", PeerPort => 7) or die;
      my ($longest, $last) = (0, time);
      my $in = ""; vec($in, fileno($server), 1) = 1;
      while (1) {
        select(my $ready = $in, undef, undef, 0.1);
        my $byte = vec($ready, fileno($server), 1) ? sysread($server, my $text, 1) : undef;
        my $silence = time - $last;
        $longest = $silence if $silence > $longest;
        $last = time if $byte;
        open(my $file, ">", "/tmp/longest.new"); printf $file "%%.2f", $longest; close $file;
        rename "/tmp/longest.new", "/tmp/longest";
      }
      """
          .formatted(OUTSIDE);

  /** The job network's name sorts between these two, so that Docker moves the second's route. */
  @ParameterizedTest
  @ValueSource(strings = {"a_runners_default", "runners_default"})
  @Tag("core")
  void not_a_byte_is_late_by_more_than_a_second(String ownNetwork, Workbench bench) {
    var runner = runnerWithAConnectionOut(bench, ownNetwork);
    var job = runner.startJobWithService();
    dropWhatComesInByAnUnlikelyWay(bench, job.network());
    var step = job.step();

    assertThatStage(step.main()).succeeded().hasOutput("attached", "true");
    pass(Duration.ofSeconds(2));
    assertThatStage(step.post()).succeeded().says("Detached");
    pass(Duration.ofSeconds(2));

    assertThat(longestSilence(runner)).isLessThan(1.0);
    assertThat(runner.run(Map.of(), "ip", "rule").output()).doesNotContain("7100");
    job.end();
  }

  @Test
  @DiffersOn(
      value = EngineFamily.PODMAN,
      what =
          "The name server is the gateway of the job's network. With `default-route: engine` on a host with strict reverse path filtering, names do not resolve either, and the step warns.")
  void left_to_the_engine_the_connection_stalls(Workbench bench) {
    var runner = runnerWithAConnectionOut(bench, "runners_default");
    var job = runner.startJobWithService();
    dropWhatComesInByAnUnlikelyWay(bench, job.network());
    var step = job.step().with("default-route", "engine");

    var main = step.main();
    switch (bench.engine().family()) {
      case DOCKER -> assertThatStage(main).succeeded();
      case PODMAN ->
          assertThatStage(main).succeededWithAWarning("do not find services by their names");
    }
    pass(Duration.ofSeconds(2));
    assertThatStage(step.post()).succeeded();

    assertThat(longestSilence(runner)).isGreaterThan(1.0);
    job.end();
  }

  @Test
  void the_way_out_by_ipv6_stays_too(Workbench bench) {
    var runner = bench.runner().onNetwork(bench.dualStackNetwork("runners_default")).start();
    var job = runner.startJobWithService();
    var step = job.step().with("network", bench.dualStackNetwork("ci"));
    var before = wayOut(runner, IPV6);
    var beforeByIpv4 = wayOut(runner, IPV4);
    assertThat(before).startsWith("via ");

    assertThatStage(step.main()).succeeded().hasOutput("attached", "true");
    assertThat(wayOut(runner, IPV6)).isEqualTo(before);
    assertThat(wayOut(runner, IPV4)).isEqualTo(beforeByIpv4);

    assertThatStage(step.post()).succeeded().says("Detached");
    assertThat(wayOut(runner, IPV6)).isEqualTo(before);
    assertThat(wayOut(runner, IPV4)).isEqualTo(beforeByIpv4);
    assertThat(runner.run(Map.of(), "ip", IPV6, "rule").output()).doesNotContain("7100");
    assertThat(runner.run(Map.of(), "ip", IPV4, "rule").output()).doesNotContain("7100");
    job.end();
  }

  /** To the engine, having IPv6 goes before any name. */
  @ParameterizedTest
  @ValueSource(strings = {"keep", "engine"})
  void a_network_with_ipv6_would_take_it_over_from_one_without(String choice, Workbench bench) {
    var runner = bench.runner().start();
    var job = runner.startJobWithService();
    var kind = bench.dualStackNetwork("kind");
    var step = job.step().with("network", kind).with("default-route", choice);
    var before = wayOut(runner, IPV4);

    assertThatStage(step.main()).succeeded().hasOutput("attached", "true");
    assertThat(wayOut(runner, IPV4).equals(before)).isEqualTo(choice.equals("keep"));

    assertThatStage(step.post()).succeeded().says("Detached");
    assertThat(wayOut(runner, IPV4)).isEqualTo(before);
    job.end();
  }

  /** By which gateway and which interface. */
  private static String wayOut(SimulatedRunner runner, String family) {
    var outside = family.equals(IPV6) ? "2001:db8::1" : OUTSIDE;
    var way = "ip %s route get %s | grep -o 'via .* dev [^ ]*'".formatted(family, outside);
    return runner.run(Map.of(), "sh", "-c", way).output();
  }

  private static SimulatedRunner runnerWithAConnectionOut(Workbench bench, String ownNetwork) {
    var outside = onTheHostsNetwork(bench, HOST_OUTSIDE);
    Poll.until(
        "the host outside listens",
        Duration.ofSeconds(20),
        () -> bench.run(outside, "test", "-e", "/tmp/listening").exitCode() == 0);
    var runner = bench.runner().onNetwork(bench.network(ownNetwork)).start();
    runner
        .run(Map.of("LISTEN", LISTEN), "sh", "-c", "perl -e \"$LISTEN\" >/dev/null 2>&1 &")
        .output();
    Poll.until(
        "the runner hears from outside",
        Duration.ofSeconds(20),
        () -> runner.run(Map.of(), "test", "-s", "/tmp/longest").exitCode() == 0);
    return runner;
  }

  /** Strict reverse path filtering, on the job's own bridge alone. */
  private static void dropWhatComesInByAnUnlikelyWay(Workbench bench, String network) {
    var gateway = bench.engine().gatewayOf(network);
    var strict =
        onTheHostsNetwork(
            bench,
            """
            bridge=$(ip -4 -o address show to %s | cut -d ' ' -f 2) && mount -o remount,rw /proc/sys &&
            echo 1 >"/proc/sys/net/ipv4/conf/$bridge/rp_filter" && touch /tmp/strict && sleep 600
            """
                .formatted(gateway));
    Poll.until(
        "strict reverse path filtering on the bridge of " + network,
        Duration.ofSeconds(20),
        () -> bench.run(strict, "test", "-e", "/tmp/strict").exitCode() == 0);
  }

  private static String onTheHostsNetwork(Workbench bench, String script) {
    return bench.container(
        HostConfig.newHostConfig()
            .withNetworkMode("host")
            .withCapAdd(Capability.NET_ADMIN, Capability.SYS_ADMIN)
            .withSecurityOpts(List.of("apparmor=unconfined", "seccomp=unconfined")),
        c -> c.withCmd("sh", "-c", script));
  }

  /** Time in which a silence would show. */
  private static void pass(Duration time) {
    var end = System.nanoTime() + time.toNanos();
    Poll.until("time passes", time.plusSeconds(5), () -> System.nanoTime() > end);
  }

  private static double longestSilence(SimulatedRunner runner) {
    return Double.parseDouble(runner.run(Map.of(), "cat", "/tmp/longest").output());
  }
}
