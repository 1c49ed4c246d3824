package org.dood.network.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dood.network.integration.support.StageResultAssert.assertThatStage;

import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.HostConfig;
import java.util.List;
import java.util.Map;
import org.dood.network.engine.model.EngineFamily;
import org.dood.network.integration.support.DiffersOn;
import org.dood.network.integration.support.EchoService;
import org.dood.network.integration.support.OnARealEngine;
import org.dood.network.integration.support.SimulatedRunner;
import org.dood.network.integration.support.Workbench;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What main says of the services is true where steps run. */
@OnARealEngine
class StepsViewIT {

  private static final String NO_NAMES = "Steps do not find services by their names";
  private static final String PORT = Integer.toString(EchoService.PORT);

  /** No server listens there: VPN clients bring one of their own. */
  private static final String[] REWRITE_RESOLVER = {
    "sh", "-c", "echo nameserver 127.0.0.1 > /etc/resolv.conf"
  };

  /** The ranges from which engines take the addresses of networks. */
  private static final List<String> ADDRESSES_OF_JOBS =
      List.of("172.16.0.0/12", "192.168.0.0/16", "10.88.0.0/13");

  private static String hears(SimulatedRunner runner, String host) {
    return runner.run(Map.of(), EchoService.say("hello", host, PORT)).output();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  @DiffersOn(
      value = EngineFamily.PODMAN,
      what =
          "The files `/etc/resolv.conf` of two containers list the name servers of their own networks. So the step looks from where steps run in each job with services, by a container that takes about as long as any other.")
  void a_usual_runner_is_not_looked_at(boolean onNetworkOfItsOwn, Workbench bench) {
    var proxy = bench.engineProxy();
    var place = bench.runner().behind(proxy);
    var runner = (onNetworkOfItsOwn ? place.onNetwork(bench.network("a_runners")) : place).start();
    var job = runner.startJob(EchoService.service(bench));
    var step = job.step();

    assertThatStage(step.main()).succeeded().says("steps reach it at echo:" + PORT);

    var looked = proxy.calls().stream().anyMatch(call -> call.path().contains("-look-"));
    assertThat(looked).isEqualTo(bench.engine().family() == EngineFamily.PODMAN);
    assertThatStage(step.post()).succeeded();
    job.end();
  }

  /** On a network of its own: an engine rewrites the file when it attaches one of the bridge. */
  @Test
  @DiffersOn(
      value = EngineFamily.PODMAN,
      what =
          "When a container joins a network, Podman adds its own name server to the container's `/etc/resolv.conf`, even if that was rewritten: names resolve.")
  void a_runner_whose_resolver_was_rewritten_is_given_addresses(Workbench bench) {
    var runner = bench.runner().onNetwork(bench.network("a_runners")).start();
    runner.run(Map.of(), REWRITE_RESOLVER).output();
    var job = runner.startJob(EchoService.service(bench));
    var step = job.step().with("localhost", "exposed");

    var main = step.main();

    var engine = bench.engine().family();
    switch (engine) {
      case DOCKER ->
          assertThatStage(main).succeededWithAWarning(NO_NAMES).says("asks 127.0.0.1 for names");
      case PODMAN -> assertThatStage(main).succeeded().says("Its name resolves");
    }
    var address = bench.engine().addressOn(job.network(), job.serviceContainers().getFirst());
    assertThat(main.outputs().get("services"))
        .contains(
            "\"host\":\"%s\""
                .formatted(
                    switch (engine) {
                      case DOCKER -> address;
                      case PODMAN -> "echo";
                    }));
    assertThat(hears(runner, "echo")).isEqualTo(heardByName(engine));
    assertThat(hears(runner, address)).isEqualTo("hello");
    assertThat(hears(runner, "localhost")).isEqualTo("hello");
    assertThatStage(step.post()).succeeded();
    assertThat(runner.containersOfTheAction()).isEmpty();
    job.end();
  }

  /** What a runner whose resolver was rewritten hears from a service that it calls by its name. */
  private static String heardByName(EngineFamily engine) {
    return switch (engine) {
      case DOCKER -> "";
      case PODMAN -> "hello";
    };
  }

  @Test
  @DiffersOn(
      value = EngineFamily.PODMAN,
      what =
          "When a container joins a network, Podman adds its own name server to the container's `/etc/resolv.conf`, even if that was rewritten: names resolve.")
  void a_runner_beside_a_vpn_whose_resolver_was_rewritten_is_given_addresses(Workbench bench) {
    var network = bench.network("a_vpn");
    var vpn = bench.container(HostConfig.newHostConfig().withNetworkMode(network), _ -> {});
    bench.run(vpn, REWRITE_RESOLVER).output();
    var runner = bench.runner().onNetwork("container:" + vpn).start();
    var job = runner.startJob(EchoService.service(bench));
    var step = job.step();

    var engine = bench.engine().family();
    switch (engine) {
      case DOCKER -> assertThatStage(step.main()).succeededWithAWarning(NO_NAMES);
      case PODMAN -> assertThatStage(step.main()).succeeded().says("Its name resolves");
    }

    assertThat(hears(runner, "echo")).isEqualTo(heardByName(engine));
    assertThatStage(step.post()).succeeded();
    assertThat(runner.containersOfTheAction()).isEmpty();
    job.end();
  }

  @Test
  void a_runner_beside_a_vpn_whose_firewall_holds_connections_back_is_told(Workbench bench) {
    var vpn = bench.container(HostConfig.newHostConfig().withCapAdd(Capability.NET_ADMIN), _ -> {});
    for (var pool : ADDRESSES_OF_JOBS) {
      bench.run(vpn, "ip", "rule", "add", "pref", "1", "to", pool, "prohibit").output();
    }
    var runner = bench.runner().onNetwork("container:" + vpn).start();
    var job = runner.startJob(EchoService.service(bench));
    var step = job.step();

    assertThatStage(step.main())
        .succeededWithAWarning("Steps do not reach each service")
        .says("Where steps run, there is no answer at port " + PORT);

    assertThatStage(step.post()).succeeded();
    assertThat(runner.containersOfTheAction()).isEmpty();
    job.end();
  }
}
