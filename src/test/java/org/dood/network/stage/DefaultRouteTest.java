package org.dood.network.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dood.network.testing.ContainerAssert.assertThatContainer;
import static org.dood.network.testing.StageRunAssert.assertThatStage;

import java.util.ArrayList;
import java.util.Map;
import org.dood.network.testing.Job;
import org.dood.network.testing.engine.FakeContainer;
import org.dood.network.testing.engine.FakeEngine;
import org.dood.network.testing.engine.FakeNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The job's network must not take over the runner's default route. */
class DefaultRouteTest {

  /** How the name of a container starts that sets or removes routing rules. */
  private static final String ROUTES = "dood-network-action-routes";

  @RegisterExtension private final Job job = Job.withService();
  private final FakeEngine engine = job.engine();
  private final FakeNetwork network = job.network();

  @Test
  void job_network_that_takes_over_no_route_leaves_routes_alone() {
    var runner = runnerOn("bridge");
    job.main();
    assertThat(engine.finishedCommands()).isEmpty();
    assertThat(engine.calls()).doesNotContain("GET /version");
    assertThat(runner.gatewayPriorityOn(network)).contains(0);
  }

  @Test
  void engine_with_gateway_priorities_gets_a_low_one() {
    engine.speakApiVersion("1.48");
    var runner = runnerOn("runners_default");
    job.main();
    assertThat(runner.gatewayPriorityOn(network)).contains(-1);
    assertThat(engine.finishedCommands()).isEmpty();
  }

  @Test
  void older_engine_gets_routing_rules_that_post_removes() {
    var own = engine.network("runners_default").withGateway("192.0.2.1");
    var runner = job.runner().onNetwork(own);
    job.main();
    var gateway = "192.0.2.1";
    assertThatContainer(runner)
        .isOn(network, Job.ALIAS, "dood-network-action.kept-route." + gateway);
    job.losesSavedState();
    job.post();
    assertThat(engine.finishedCommands())
        .containsExactly(
            "/action/keep-route set " + gateway + "  in runner-1",
            "/action/keep-route remove " + gateway + "  in runner-1");
  }

  @Test
  void podman_gets_routing_rules_whatever_the_name_of_the_runners_network_is() {
    engine.answersAsPodman43();
    job.runner().onNetwork(engine.network("ci").withGateway("192.0.2.1"));
    job.main();
    assertThat(engine.finishedCommands())
        .containsExactly("/action/keep-route set 192.0.2.1  in runner-1");
  }

  @Test
  void routing_rules_are_marked_by_a_container_while_no_endpoint_marks_them() {
    var runner = job.runner().onNetwork(engine.network("runners_default").withGateway("192.0.2.1"));
    var record = "dood-network-action.kept-route.192.0.2.1";
    var told = new ArrayList<Map<String, String>>();
    Runnable look = () -> engine.labelsOfContainerNamed(ROUTES).ifPresent(told::add);
    engine.onCall("POST /networks/.*/connect").actThenRunOnce(look);
    engine.onCall("POST /networks/.*/disconnect").actThenRunOnce(look);
    job.main();
    assertThat(engine.labelsOfContainerNamed(ROUTES)).isEmpty();
    job.post();
    assertThat(engine.labelsOfContainerNamed(ROUTES)).isEmpty();
    assertThat(told)
        .hasSize(2)
        .allSatisfy(labels ->
            assertThat(labels)
                .containsEntry(record, runner.id().value())
                .as("the runner would remove it before the next main can see it")
                .doesNotContainKey("abc123"));
  }

  @Test
  void ipv6_default_route_is_kept() {
    job.with("network", "ci6");
    engine.network("ci6").withIpv6();
    job.runner().onNetwork(engine.network("runners6").withIpv6());
    job.main();
    job.post();
    assertThat(engine.finishedCommands())
        .hasSize(2)
        .allMatch(s -> s.contains(" fd00::1 in runner-1"));
  }

  @Test
  void network_with_ipv6_takes_over_the_route_whatever_its_name() {
    job.with("network", "kind6");
    engine.network("kind6").withIpv6();
    runnerOn("bridge");
    job.main();
    assertThat(engine.finishedCommands()).hasSize(1).allMatch(s -> s.endsWith("  in runner-1"));
  }

  @Test
  void network_without_ipv6_takes_over_no_route_from_one_with_it() {
    job.runner().onNetwork(engine.network("runners6").withIpv6());
    job.main();
    assertThat(engine.finishedCommands()).isEmpty();
  }

  @Test
  void internal_network_takes_over_no_route() {
    job.with("network", "internal_ci");
    engine.network("internal_ci").internal();
    runnerOn("runners_default");
    job.main();
    assertThat(engine.finishedCommands()).isEmpty();
  }

  @Test
  void route_is_left_to_the_engine_on_request() {
    job.with("default-route", "engine");
    var runner = runnerOn("runners_default");
    job.main();
    assertThat(engine.finishedCommands()).isEmpty();
    assertThat(runner.gatewayPriorityOn(network)).contains(0);
  }

  @Test
  void route_that_cannot_be_kept_is_an_error_and_nothing_is_attached() {
    var runner = runnerOn("runners_default");
    engine.onCall("wait").answer(200, "{\"StatusCode\": 2}");
    assertThatStage(job.main())
        .failedWithOneError("exit code 2", "could not be removed", "'default-route'");
    assertThatContainer(runner).isNotOn(network);
    assertThat(engine.labelsOfContainerNamed(ROUTES)).isEmpty();
  }

  @Test
  void routing_rules_that_cannot_be_removed_after_a_refused_attachment_are_told() {
    runnerOn("runners_default");
    engine
        .onCall("wait")
        .actThenRunOnce(() -> engine.onCall("wait").answer(200, "{\"StatusCode\": 2}"));
    engine.onCall("POST /networks/.*/connect").refuse(500, "no addresses left");
    var run = job.main();
    assertThatStage(run)
        .failedWithOneError("no addresses left", "could not be removed", "exit code 2")
        .didNotPrint("Nothing was changed");
  }

  @Test
  void refused_attachment_leaves_routing_rules_that_another_step_needs() {
    runnerOn("runners_default");
    job.main();
    engine.network("ci");
    engine.onCall("connect").refuse(500, "no addresses left");
    assertThatStage(job.step("second").with("network", "ci").main())
        .failedWithOneError("no addresses left");
    assertThat(engine.finishedCommands()).noneMatch(s -> s.contains("remove"));
  }

  @Test
  void routing_rules_stay_until_the_last_step_that_needs_them_is_done() {
    runnerOn("runners_default");
    engine.network("ci");
    var second = job.step("second").with("network", "ci");
    job.main();
    second.main();
    job.losesSavedState().post();
    assertThat(engine.finishedCommands()).noneMatch(s -> s.contains("remove"));
    second.losesSavedState().post();
    assertThat(engine.finishedCommands().getLast()).contains("remove");
  }

  @Test
  void swarm_task_is_warned_that_it_loses_its_way_out() {
    job.runner().withLabel("com.docker.swarm.task.id");
    var run = job.main();
    assertThatStage(run).succeeded().warned("docker_gwbridge");
  }

  @Test
  void runner_whose_routing_rules_cannot_be_removed_is_still_told_detached() {
    job.runner().onNetwork(engine.network("runners_default"));
    job.main();
    engine
        .onCall("GET /containers/" + job.ownContainer().id().shortForm() + "/json")
        .refuse(500, "busy");
    assertThatStage(job.post()).printed("Detached", "::warning", "Could not remove the rules");
  }

  private FakeContainer runnerOn(String network) {
    return job.runner().onNetwork(engine.network(network));
  }
}
