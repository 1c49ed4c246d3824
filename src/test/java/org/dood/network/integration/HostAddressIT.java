package org.dood.network.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dood.network.integration.support.StageResultAssert.assertThatStage;

import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.HostConfig;
import java.util.Map;
import org.dood.network.integration.support.EchoService;
import org.dood.network.integration.support.OnARealEngine;
import org.dood.network.integration.support.PublishedEcho;
import org.dood.network.integration.support.SimulatedRunner;
import org.dood.network.integration.support.StageResult;
import org.dood.network.integration.support.Workbench;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The output {@code host} leads steps to what any container publishes, wherever they run. */
@OnARealEngine
class HostAddressIT {

  private static String hears(SimulatedRunner runner, String host, String port) {
    return runner.run(Map.of(), EchoService.say("hello", host, port)).output();
  }

  @Test
  @Tag("core")
  void on_a_runner_in_a_container_it_is_the_gateway_of_the_jobs_network(Workbench bench) {
    var runner = bench.runner().start();
    var job = runner.startJob(EchoService.service(bench));
    var step = job.step();

    var main = step.main();

    assertThatStage(main).succeeded().says("publishes on the engine's host answer at");
    assertThatPublishedPortAnswers(bench, runner, main);
    assertThatStage(step.post()).succeeded();
    job.end();
  }

  @Test
  @Tag("core")
  void in_a_job_without_a_network_it_works_on_a_runner_on_the_default_network(Workbench bench) {
    var runner = bench.runner().start();
    assertThatItWorksWithoutANetwork(bench, runner);
    assertThat(runner.networks()).containsOnly(bench.defaultNetwork());
  }

  @Test
  @Tag("core")
  void in_a_job_without_a_network_it_works_on_a_runner_on_a_network_of_its_own(Workbench bench) {
    var runner = bench.runner().onNetwork(bench.network("a_runners")).start();
    assertThatItWorksWithoutANetwork(bench, runner);
    assertThat(runner.containersOfTheAction()).isEmpty();
  }

  private static void assertThatPublishedPortAnswers(
      Workbench bench, SimulatedRunner runner, StageResult main) {
    var published = PublishedEcho.start(bench);
    assertThat(hears(runner, main.outputs().getOrDefault("host", ""), published.port()))
        .isEqualTo("hello");
  }

  private static void assertThatItWorksWithoutANetwork(Workbench bench, SimulatedRunner runner) {
    var job = runner.startJob();
    var step = job.step();
    var main = step.main();
    assertThatStage(main).succeeded().hasOutput("outcome", "nothing-to-do");
    assertThatPublishedPortAnswers(bench, runner, main);
    assertThatStage(step.post()).succeeded();
    job.end();
  }

  @Test
  @Tag("core")
  void in_a_job_container_it_is_the_gateway_of_the_jobs_network(Workbench bench) {
    var runner = bench.runner().start();
    var job = runner.startJob(EchoService.service(bench));
    var container =
        bench.container(HostConfig.newHostConfig().withNetworkMode(job.network()), _ -> {});
    var step = job.inContainer(container).step();

    var main = step.main();

    assertThatStage(main).succeeded();
    var published = PublishedEcho.start(bench);
    assertThat(
            bench
                .run(
                    container,
                    EchoService.say(
                        "hello", main.outputs().getOrDefault("host", ""), published.port()))
                .output())
        .isEqualTo("hello");
    assertThatStage(step.post()).succeeded();
    bench.remove(container);
    job.end();
  }

  @Test
  void on_a_machine_it_is_localhost(Workbench bench) {
    var job = bench.vmRunner().startJob(EchoService.service(bench));
    var machine = bench.container(HostConfig.newHostConfig().withNetworkMode("host"), _ -> {});
    var step = job.step();

    assertThatStage(step.main()).succeeded().hasOutput("host", "localhost");

    var published = PublishedEcho.start(bench);
    assertThat(bench.run(machine, EchoService.say("hello", "localhost", published.port())).output())
        .isEqualTo("hello");
    assertThatStage(step.post()).succeeded();
    job.end();
  }

  @Test
  void on_a_runner_beside_a_vpn_whose_firewall_holds_connections_back_it_is_empty(Workbench bench) {
    var vpn = bench.container(HostConfig.newHostConfig().withCapAdd(Capability.NET_ADMIN), _ -> {});
    for (var pool : new String[] {"172.16.0.0/12", "192.168.0.0/16", "10.0.0.0/8"}) {
      bench.run(vpn, "ip", "rule", "add", "pref", "1", "to", pool, "prohibit").output();
    }
    var runner = bench.runner().onNetwork("container:" + vpn).start();
    var job = runner.startJob(EchoService.service(bench));
    var step = job.step();

    assertThatStage(step.main())
        .says("The output 'host' is empty: the engine's host does not answer steps at")
        .hasOutput("host", "");

    assertThatStage(step.post()).succeeded();
    job.end();
  }
}
