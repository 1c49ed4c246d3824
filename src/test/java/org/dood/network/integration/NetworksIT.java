package org.dood.network.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dood.network.integration.support.StageResultAssert.assertThatStage;

import com.github.dockerjava.api.model.HostConfig;
import java.util.Map;
import org.dood.network.engine.model.EngineFamily;
import org.dood.network.integration.support.DiffersOn;
import org.dood.network.integration.support.OnARealEngine;
import org.dood.network.integration.support.Workbench;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Further networks, names on them, and the step used more than once. */
@OnARealEngine
class NetworksIT {

  @Test
  @Tag("core")
  void services_reach_the_runner_by_the_aliases_it_is_given(Workbench bench) {
    var runner = bench.runner().start();
    var job = runner.startJobWithService();
    var step = job.step().with("aliases", "app");
    assertThatStage(step.main()).succeeded();

    assertThat(job.runInService(0, "getent", "hosts", "app").output())
        .startsWith(runner.addressOn(job.network()) + " ");

    assertThatStage(step.post()).succeeded();
    job.end();
  }

  @Test
  @Tag("core")
  void further_networks_are_joined_and_left(Workbench bench) {
    var compose = bench.network("compose_default");
    var runner = bench.runner().start();
    var job = runner.startJobWithService();
    var step = job.step().with("extra-networks", compose);

    assertThatStage(step.main()).succeeded().hasOutput("network", job.network());
    assertThat(runner.networks()).containsOnly(bench.defaultNetwork(), job.network(), compose);

    assertThatStage(step.post()).succeeded();
    assertThat(runner.networks()).containsOnly(bench.defaultNetwork());
    job.end();
  }

  @Test
  @DiffersOn(
      value = EngineFamily.PODMAN,
      what = "`none` is missing before any network is joined, where Docker refuses to join it.")
  void of_several_networks_all_are_joined_or_none(Workbench bench) {
    var compose = bench.network("compose_default");
    var runner = bench.runner().start();
    var job = runner.startJobWithService();

    assertThatStage(job.step().with("extra-networks", compose + " nope").main())
        .failedWithOneErrorThatSays("There is no network 'nope'");
    assertThat(runner.networks()).containsOnly(bench.defaultNetwork());

    assertThatStage(job.step().with("extra-networks", compose + ", none").main())
        .failedWithOneErrorThatSays(
            switch (bench.engine().family()) {
              case DOCKER ->
                  new String[] {
                    "to the network none", "Nothing was changed", "'docker network create'"
                  };
              case PODMAN -> new String[] {"There is no network 'none'"};
            });
    assertThat(runner.networks()).containsOnly(bench.defaultNetwork());
    job.end();
  }

  @Test
  @DiffersOn(
      value = EngineFamily.PODMAN,
      what =
          "Networks that others create get no smaller MTU by a setting. The warning about larger packets advises to clamp the size of TCP segments on the host.")
  void a_job_network_with_a_larger_mtu_than_the_runners_own_makes_a_warning(Workbench bench) {
    var runner = bench.runner().onNetwork(bench.networkWithMtu(1400, "ci")).start();
    var job = runner.startJobWithService();
    var step = job.step();

    var advice =
        switch (bench.engine().family()) {
          case DOCKER -> "default-network-opts";
          case PODMAN -> "TCPMSS";
        };
    assertThatStage(step.main()).succeededWithAWarning("has an MTU of 1500", "one of 1400", advice);

    assertThatStage(step.post()).succeeded();
    job.end();
  }

  @Test
  @DiffersOn(
      value = EngineFamily.PODMAN,
      what =
          "`<name>.<network>` does not resolve. The warning about a name that two networks know advises the container's address.")
  void a_name_that_two_of_the_runners_networks_know_makes_a_warning(Workbench bench) {
    var own = bench.network("a_runners_default");
    var runner = bench.runner().onNetwork(own).start();
    bench.container(HostConfig.newHostConfig().withNetworkMode(own), c -> c.withAliases("web"));
    var job = runner.startJobWithService();
    var step = job.step();

    var qualified = "web." + job.network();
    var main = step.main();
    var resolves = runner.run(Map.of(), "getent", "hosts", qualified).exitCode() == 0;
    switch (bench.engine().family()) {
      case DOCKER -> {
        assertThatStage(main).succeededWithAWarning("'" + qualified + "'");
        assertThat(resolves).isTrue();
      }
      case PODMAN -> {
        assertThatStage(main).succeededWithAWarning("address on the network " + job.network());
        assertThat(resolves).isFalse();
      }
    }

    assertThatStage(step.post()).succeeded();
    job.end();
  }

  /** The runner's own order is the last in, first out. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void the_step_used_twice_undoes_each_use_in_any_order(boolean lastFirst, Workbench bench) {
    var runner = bench.runner().onNetwork(bench.network("runners_default")).start();
    var before = runner.networks();
    var second = bench.network("ci");
    var job = runner.startJobWithService();
    var one = job.step("one");
    var two = job.step("two").with("network", second);
    assertThatStage(one.main()).succeeded();
    assertThatStage(two.main()).succeeded();

    var undoneFirst = lastFirst ? two : one;
    var undoneLast = lastFirst ? one : two;
    var leftFirst = lastFirst ? second : job.network();
    var leftLast = lastFirst ? job.network() : second;
    assertThatStage(undoneFirst.post()).succeeded().says(leftFirst);
    assertThat(runner.networks()).contains(leftLast).doesNotContain(leftFirst);

    assertThatStage(undoneLast.post()).succeeded().says(leftLast);
    assertThat(runner.networks()).isEqualTo(before);
    assertThat(runner.run(Map.of(), "ip", "rule").output()).doesNotContain("7100");
    job.end();
  }

  /** Two uses in one composite action have the composite step's id, and so the same one. */
  @ParameterizedTest
  @CsvSource({"two, true", "two, false", "one, true", "one, false"})
  void of_two_steps_on_one_network_the_post_of_the_last_one_detaches_the_runner(
      String idOfSecond, boolean lastFirst, Workbench bench) {
    var runner = bench.runner().onNetwork(bench.network("runners_default")).start();
    var before = runner.networks();
    var job = runner.startJobWithService();
    var one = job.step("one");
    var two = job.step(idOfSecond);
    assertThatStage(one.main()).succeeded().hasOutput("attached", "true");
    assertThatStage(two.main())
        .succeeded()
        .hasOutput("attached", "false")
        .hasOutput("outcome", "already-attached");

    assertThatStage((lastFirst ? two : one).post())
        .succeeded()
        .says("for another step or job that still uses it");
    assertThat(runner.networks()).contains(job.network());
    assertThatStage((lastFirst ? one : two).post()).succeeded().says("Detached");

    assertThat(runner.networks()).isEqualTo(before);
    assertThat(runner.run(Map.of(), "ip", "rule").output()).doesNotContain("7100");
    assertThat(runner.containersOfTheAction()).isEmpty();
    job.end();
  }

  @Test
  void of_two_steps_whose_saved_states_are_lost_the_last_one_detaches_the_runner(Workbench bench) {
    var runner = bench.runner().start();
    var job = runner.startJobWithService();
    var one = job.step("one");
    var two = job.step("two");
    assertThatStage(one.main()).succeeded();
    assertThatStage(two.main()).succeeded();

    assertThatStage(two.losesItsState().post()).succeeded();
    assertThat(runner.networks()).contains(job.network());
    assertThatStage(one.losesItsState().post()).succeeded().says("Detached");

    assertThat(runner.networks()).containsOnly(bench.defaultNetwork());
    assertThat(runner.containersOfTheAction()).isEmpty();
    job.end();
  }
}
