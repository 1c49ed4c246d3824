package org.dood.network.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;
import static org.dood.network.testing.ContainerAssert.assertThatContainer;
import static org.dood.network.testing.StageRunAssert.assertThatStage;

import org.dood.network.testing.Job;
import org.dood.network.testing.engine.FakeContainer;
import org.dood.network.testing.engine.FakeEngine;
import org.dood.network.testing.engine.FakeNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Further networks, and further names on them. */
class NetworksTest {

  @RegisterExtension private final Job job = Job.withService();
  private final FakeEngine engine = job.engine();
  private final FakeNetwork network = job.network();
  private final FakeContainer service = job.service();

  @Test
  void aliases_input_gives_the_runner_further_names() {
    job.with("aliases", "app, runner");
    var runner = job.runner();
    job.main();
    assertThatContainer(runner).isOn(network, Job.ALIAS, "app", "runner");
  }

  @Test
  void further_names_are_set_on_the_jobs_network_alone() {
    var compose = engine.network("compose_default");
    job.with("extra-networks", "compose_default").with("aliases", "app");
    var runner = job.runner();
    assertThatStage(job.main()).didNotWarn();
    assertThatContainer(runner).isOn(network, Job.ALIAS, "app").isOn(compose, Job.ALIAS);
  }

  @Test
  void name_to_which_another_container_answers_is_left_to_it() {
    job.with("aliases", "Postgres browser app");
    engine.container("browser").onNetwork(network);
    var runner = job.runner();
    assertThatStage(job.main())
        .succeeded()
        .warned("'Postgres' is not set: the container " + service.name() + " answers", "'browser'");
    assertThatContainer(runner).isOn(network, Job.ALIAS, "app");
  }

  @Test
  void names_without_a_network_to_set_them_on_are_warned_of() {
    engine.network("compose_default");
    job.runner();
    job.with("network", "").with("extra-networks", "compose_default").with("aliases", "app");
    assertThatStage(job.main()).succeeded().warned("'aliases' has no effect: 'app'");
  }

  @Test
  void extra_networks_are_joined_and_left_again() {
    var compose = engine.network("compose_default");
    job.with("extra-networks", "compose_default " + Job.NETWORK);
    var runner = job.runner();
    job.main();
    assertThatContainer(runner).isOn(network).isOn(compose);
    job.post();
    assertThatContainer(runner).isNotOn(network).isNotOn(compose);
  }

  @Test
  void missing_extra_network_is_an_error_and_none_is_joined() {
    job.with("extra-networks", "nope");
    job.runner();
    assertThatStage(job.main()).failedWithOneError("'nope'", "'extra-networks'");
    assertThat(engine.isUnchanged()).isTrue();
  }

  @Test
  void extra_network_that_cannot_be_joined_is_an_error_and_the_others_are_left() {
    var compose = engine.network("compose_default");
    job.with("extra-networks", "compose_default");
    var runner = job.runner();
    engine.onCall("POST /networks/" + compose.id() + "/connect").refuse(500, "no addresses left");
    assertThatStage(job.main())
        .failedWithOneError(
            "no addresses left",
            "Nothing was changed",
            "Leave 'compose_default' out of the input 'extra-networks'");
    assertThatContainer(runner).isNotOn(network);
  }

  @Test
  void service_name_known_on_another_of_the_runners_networks_is_warned_of() {
    var own = engine.network("a_runners_default");
    engine.container("old-database").onNetwork(own, "postgres");
    job.runner().onNetwork(own);
    assertThatStage(job.main()).warned("'postgres." + Job.NETWORK + "'");
  }

  @Test
  void service_name_known_on_two_joined_networks_is_warned_of_once() {
    var compose = engine.network("compose_default");
    engine.container("compose-database").onNetwork(compose, "postgres");
    job.with("extra-networks", "compose_default");
    job.runner().onNetwork(engine.network("bridge"));
    assertThat(job.main().log().lines().filter(l -> l.startsWith("::warning")))
        .singleElement(STRING)
        .contains("'postgres' is also known on the network compose_default")
        .contains("'postgres." + Job.NETWORK + "'");
  }

  @Test
  void one_service_on_two_joined_networks_is_not_warned_of() {
    var compose = engine.network("compose_default");
    service.onNetwork(compose, "postgres");
    job.with("extra-networks", "compose_default");
    job.runner();
    assertThatStage(job.main()).printedNoCommand();
  }

  @ParameterizedTest
  @CsvSource({
    "put-there-by-somebody, not by this action",
    "dood-network-action.abc123.first.github_network_0123456789abcdef0123456789abcdef,"
        + " by another step",
    "dood-network-action.abc123.__self.00112233445566778899aabbccddeeff"
        + ".github_network_0123456789abcdef0123456789abcdef, by another step",
    "dood-network-action.def456.__self.github_network_9, for another job"
  })
  void aliases_on_a_network_that_the_runner_is_on_already_are_warned_of(String alias, String by) {
    var ci = engine.network("ci");
    job.runner().onNetwork(ci, alias, "app");
    job.with("network", "ci");
    job.with("aliases", "app web");
    var run = job.main();
    assertThatStage(run)
        .succeeded()
        .warned("'web' is not set on the network ci", by)
        .didNotPrint("app");
  }

  @Test
  void two_steps_for_two_networks_detach_each_its_own_in_any_order() {
    var ci = engine.network("ci");
    var runner = job.runner();
    var second = job.step("second").with("network", "ci");
    job.main();
    second.main();
    job.losesSavedState().post();
    assertThatContainer(runner).isNotOn(network).isOn(ci);
    second.losesSavedState().post();
    assertThatContainer(runner).isNotOn(ci);
  }

  @Test
  void network_that_compose_could_not_remove_is_named_by_post_with_the_command_that_does() {
    var compose = composeNetwork();
    var project = engine.container("shop-db").onNetwork(compose, "db");
    job.with("extra-networks", "shop_default");
    job.runner();
    job.main();
    engine.remove(project);
    assertThatStage(job.post())
        .succeeded()
        .warned("The network shop_default of a Compose project stays behind")
        .printed("docker network rm shop_default", "/dood-network-action/detach@v1");
  }

  @Test
  void network_of_a_compose_project_that_still_exists_is_not_named() {
    var compose = composeNetwork();
    engine.container("shop-db").onNetwork(compose, "db").exited(0);
    job.with("extra-networks", "shop_default");
    job.runner();
    job.main();
    assertThatStage(job.post()).succeeded().didNotWarn();
  }

  @Test
  void network_that_is_not_composes_may_stay_without_containers() {
    engine.network("ci");
    job.with("extra-networks", "ci");
    job.runner();
    job.main();
    assertThatStage(job.post()).succeeded().didNotWarn();
  }

  @Test
  void network_of_compose_of_which_nothing_can_be_learnt_is_not_named() {
    composeNetwork();
    job.with("extra-networks", "shop_default");
    job.runner();
    job.main();
    engine.onCall("GET /networks/.*").refuse(500, "out of memory");
    assertThatStage(job.post()).succeeded().didNotWarn();
  }

  @Test
  void network_that_is_made_later_is_joined_by_a_second_step_and_left_in_any_order() {
    var runner = job.runner();
    job.main();
    var compose = composeNetwork();
    engine.container("shop-db").onNetwork(compose, "db");
    var second = job.step("second").with("extra-networks", "shop_default");
    assertThatStage(second.main()).succeeded().didNotWarn();
    assertThatContainer(runner).isOn(network).isOn(compose);
    assertThatStage(job.post()).succeeded().didNotWarn();
    assertThatStage(second.post()).succeeded().didNotWarn();
    assertThatContainer(runner).isNotOn(network).isNotOn(compose);
  }

  private FakeNetwork composeNetwork() {
    return engine.network("shop_default").withLabel("com.docker.compose.project", "shop");
  }
}
