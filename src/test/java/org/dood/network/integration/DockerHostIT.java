package org.dood.network.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dood.network.integration.support.StageResultAssert.assertThatStage;

import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.HostConfig;
import org.dood.network.integration.support.EngineProxy;
import org.dood.network.integration.support.OnARealEngine;
import org.dood.network.integration.support.Workbench;
import org.junit.jupiter.api.Test;

/** The engine reached over the job's network, by way of a proxy there. */
@OnARealEngine
class DockerHostIT {

  /** Hands each connection to port 2375 on to the engine's socket. */
  private static final String TCP_TO_SOCKET =
      """
      use IO::Socket::INET; use IO::Socket::UNIX; $SIG{CHLD} = "IGNORE";
      my $server = IO::Socket::INET->new(LocalPort => 2375, Listen => 20, ReuseAddr => 1) or die;
      while (my $client = $server->accept) {
        next if fork;
        my $engine = IO::Socket::UNIX->new(Peer => "/run/docker.sock") or die;
        my ($from, $to) = fork ? ($client, $engine) : ($engine, $client);
        while (sysread($from, my $bytes, 65536)) { syswrite($to, $bytes) }
        shutdown($to, 1);
        exit;
      }
      """;

  @Test
  void both_stages_use_the_engine_at_docker_host_and_not_the_mounted_socket(Workbench bench) {
    var mounted = bench.engineProxy().on("GET", ".*", EngineProxy.refusal(500, "wrong socket"));
    var runner = bench.runner().behind(mounted).start();
    var job = runner.startJobWithService();
    var proxy = proxyOn(job.network(), bench);
    var step = job.step().with("docker-host", "tcp://socket_proxy:2375");

    assertThatStage(step.main()).succeeded().hasOutput("runner-container", runner.container());
    assertThat(runner.networks()).contains(job.network());

    // The proxy is a step's own container here, not a service.
    assertThatStage(step.with("docker-host", "nonsense").post())
        .succeededWithAWarning("will stay behind")
        .says("Detached");
    assertThat(runner.networks()).containsOnly(bench.defaultNetwork());
    assertThat(mounted.calls()).isEmpty();
    bench.remove(proxy);
    job.end();
  }

  @Test
  void a_proxy_before_the_engine_of_a_vm_runners_own_host_is_no_other_host(Workbench bench) {
    var job = bench.vmRunner().startJobWithService();
    var proxy = proxyOn(job.network(), bench);
    var step = job.step().with("docker-host", "tcp://socket_proxy:2375");

    assertThatStage(step.main())
        .succeeded()
        .hasOutput("outcome", "nothing-to-do")
        .says("localhost:<published port>");

    assertThatStage(step.post()).succeeded();
    bench.remove(proxy);
    job.end();
  }

  /** By a name as Compose gives services. */
  private static String proxyOn(String network, Workbench bench) {
    return bench.container(
        HostConfig.newHostConfig()
            .withNetworkMode(network)
            .withBinds(Bind.parse(bench.engine().socketOnHost() + ":/run/docker.sock")),
        c -> c.withAliases("socket_proxy").withCmd("perl", "-e", TCP_TO_SOCKET));
  }

  @Test
  void a_socket_elsewhere_is_an_error_since_no_container_action_can_see_it(Workbench bench) {
    var job = bench.runner().start().startJobWithService();

    assertThatStage(job.step().with("docker-host", "unix:///run/user/1000/docker.sock").main())
        .failedWithOneErrorThatSays("/run/user/1000/docker.sock", "DOOD-SOCKET-ELSEWHERE");

    job.end();
  }
}
