package org.dood.network.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dood.network.testing.EngineValues.container;
import static org.dood.network.testing.EngineValues.containerId;
import static org.dood.network.testing.EngineValues.endpoint;
import static org.dood.network.testing.EngineValues.listed;
import static org.dood.network.testing.EngineValues.ownContainer;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dood.network.engine.EngineFailure;
import org.dood.network.engine.model.Container;
import org.dood.network.engine.model.ContainerState;
import org.dood.network.engine.model.ListedContainer;
import org.dood.network.engine.model.Listing;
import org.dood.network.recovery.EngineView.ActionContainers;
import org.dood.network.route.KeptRoute;
import org.dood.network.runner.OwnContainer;
import org.dood.network.runner.RunnerNames;
import org.dood.network.runner.Signature;
import org.dood.network.testing.EngineValues;
import org.junit.jupiter.api.Test;

class LeftoversTest {

  private static final String RUNNER = "abc123";
  private static final String JOB_NETWORK = RunnerNames.network();
  private static final String KILLED_NETWORK = RunnerNames.network();
  private static final Signature STEP = signature(RUNNER, JOB_NETWORK);
  private static final Signature KILLED = signature(RUNNER, KILLED_NETWORK);
  private static final OwnContainer OWN = ownContainer(RUNNER, JOB_NETWORK);
  private static final KeptRoute ROUTE = new KeptRoute("172.17.0.1", "");
  private static final EngineFailure REFUSED = new EngineFailure.Refused("list", 403, "filtered");

  @Test
  void container_of_a_killed_job_is_left() {
    var claim = madeBy(KILLED, "claim");
    assertThat(besideRunner(List.of(claim))).isEqualTo(new ActionContainers.Listed(List.of(claim)));
  }

  @Test
  void container_of_this_job_is_not_left() {
    assertThat(besideRunner(List.of(madeBy(signature(RUNNER, JOB_NETWORK), "claim"))).known())
        .isEmpty();
  }

  @Test
  void container_of_another_runner_is_not_left() {
    assertThat(besideRunner(List.of(madeBy(signature("def456", KILLED_NETWORK), "claim"))).known())
        .isEmpty();
  }

  private static ListedContainer ended(ListedContainer container) {
    return new ListedContainer(
        container.id(),
        container.name(),
        container.image(),
        new ContainerState("exited"),
        container.labels(),
        container.mounts(),
        container.networks());
  }

  @Test
  void ended_forwarder_of_another_runners_job_is_left_if_no_service_of_that_job_runs() {
    var forwarder = madeBy(signature("def456", KILLED_NETWORK), "forwarder");
    assertThat(besideRunner(List.of(forwarder)).known()).isEmpty();
    assertThat(besideRunner(List.of(ended(forwarder))).known()).hasSize(1);
  }

  @Test
  void ended_forwarder_of_this_job_is_left_to_its_post_stage() {
    assertThat(besideRunner(List.of(ended(madeBy(STEP, "forwarder")))).known()).isEmpty();
  }

  @Test
  void container_of_a_runner_without_a_label_is_not_left() {
    var unknown = EngineValues.signature("step", KILLED_NETWORK);
    var view = view(List.of(), new ActionContainers.Listed(List.of(madeBy(unknown, "claim"))));
    var step = EngineValues.signature("step", JOB_NETWORK);
    assertThat(Leftovers.besideRunner(view, step).containers().known()).isEmpty();
  }

  @Test
  void container_without_a_signature_is_not_left() {
    assertThat(besideRunner(List.of(listed("other", Map.of()))).known()).isEmpty();
  }

  @Test
  void container_of_a_job_whose_services_run_is_a_neighbours() {
    var service = listed("postgres", Map.of(RUNNER, ""), KILLED_NETWORK);
    assertThat(leftWith(service).known()).isEmpty();
  }

  @Test
  void services_of_another_runner_do_not_show_that_the_job_lives() {
    assertThat(leftWith(listed("postgres", Map.of("def456", ""), KILLED_NETWORK)).known())
        .hasSize(1);
  }

  @Test
  void services_on_another_network_do_not_show_that_the_job_lives() {
    assertThat(leftWith(listed("postgres", Map.of(RUNNER, ""), JOB_NETWORK)).known()).hasSize(1);
  }

  @Test
  void failed_look_is_passed_on() {
    var failed = new ActionContainers.LookFailed(REFUSED);
    assertThat(Leftovers.besideRunner(view(List.of(), failed), STEP).containers())
        .isEqualTo(failed);
    var runner = container("runner", endpoint(KILLED_NETWORK, KILLED.alias()));
    assertThat(Leftovers.of(view(List.of(), failed), runner, STEP, List.of()).containers())
        .isEqualTo(failed);
  }

  @Test
  void container_that_marks_rules_is_left_to_the_look_at_the_runner() {
    var marked = markingRules("runner");
    assertThat(besideRunner(List.of(marked)).known()).isEmpty();
    assertThat(of(container("runner"), List.of(marked)).containers().known())
        .containsExactly(marked);
  }

  @Test
  void endpoints_on_networks_of_killed_jobs_are_left() {
    var left = endpoint(KILLED_NETWORK, KILLED.alias());
    var runner =
        container("runner", endpoint("runners"), left, endpoint(JOB_NETWORK, STEP.alias()));
    assertThat(of(runner, List.of()).endpoints()).containsExactly(left);
    assertThat(Leftovers.NONE.endpoints()).isEmpty();
  }

  @Test
  void rules_that_a_left_endpoint_marks_are_left() {
    var runner =
        container("runner", endpoint(KILLED_NETWORK, KILLED.alias(), ROUTE.marks().getFirst()));
    var leftovers = of(runner, List.of());
    assertThat(leftovers.keptRoute()).contains(ROUTE);
    assertThat(leftovers.onRunner().orElseThrow().rules())
        .hasValueSatisfying(rules -> {
          assertThat(rules.image()).isEqualTo(OWN.container().image());
          assertThat(rules.signature()).isEqualTo(STEP);
        });
  }

  @Test
  void rules_that_an_endpoint_of_this_job_marks_are_not_left() {
    var runner = container("runner", endpoint(JOB_NETWORK, STEP.alias(), ROUTE.marks().getFirst()));
    assertThat(of(runner, List.of()).keptRoute()).isEmpty();
  }

  @Test
  void rules_that_a_left_container_marks_in_the_runners_namespace_are_left() {
    assertThat(of(container("runner"), List.of(markingRules("runner"))).keptRoute())
        .contains(ROUTE);
    assertThat(of(container("runner"), List.of(markingRules("other"))).keptRoute()).isEmpty();
  }

  @Test
  void rules_cannot_be_removed_without_an_image() {
    var runner =
        container("runner", endpoint(KILLED_NETWORK, KILLED.alias(), ROUTE.marks().getFirst()));
    var view =
        new EngineView(
            Optional.empty(), Listing.of(List.of()), new ActionContainers.Listed(List.of()));
    assertThat(Leftovers.of(view, runner, STEP, List.of()).keptRoute()).isEmpty();
  }

  @Test
  void container_that_marks_rules_shows_that_the_runner_may_have_leftovers() {
    var view = view(List.of(), new ActionContainers.Listed(List.of(markingRules("runner"))));
    assertThat(Leftovers.mayBeOnRunner(view, STEP)).isTrue();
    var other = view(List.of(), new ActionContainers.Listed(List.of(madeBy(KILLED, "claim"))));
    assertThat(Leftovers.mayBeOnRunner(other, STEP)).isFalse();
  }

  @Test
  void job_network_without_containers_of_a_runner_shows_that_the_runner_may_have_leftovers() {
    assertThat(mayBeOnRunner(listed("runner", Map.of(), KILLED_NETWORK))).isTrue();
  }

  @Test
  void job_network_with_a_service_shows_no_leftovers() {
    assertThat(
            mayBeOnRunner(
                listed("runner", Map.of(), KILLED_NETWORK),
                listed("postgres", Map.of(RUNNER, ""), KILLED_NETWORK)))
        .isFalse();
  }

  @Test
  void service_alone_on_its_job_network_shows_no_leftovers() {
    assertThat(mayBeOnRunner(listed("postgres", Map.of(RUNNER, ""), KILLED_NETWORK))).isFalse();
  }

  @Test
  void network_that_no_runner_made_shows_no_leftovers() {
    assertThat(mayBeOnRunner(listed("runner", Map.of(), "compose_default"))).isFalse();
  }

  @Test
  void step_whose_runner_is_not_known_looks_for_no_leftovers_on_it() {
    var view =
        view(
            List.of(listed("runner", Map.of(), KILLED_NETWORK)),
            new ActionContainers.Listed(List.of()));
    var step = EngineValues.signature("step", JOB_NETWORK);
    assertThat(Leftovers.mayBeOnRunner(view, step)).isFalse();
  }

  private static boolean mayBeOnRunner(ListedContainer... running) {
    return Leftovers.mayBeOnRunner(
        view(List.of(running), new ActionContainers.Listed(List.of())), STEP);
  }

  private static ActionContainers besideRunner(List<ListedContainer> ofAction) {
    return Leftovers.besideRunner(view(List.of(), new ActionContainers.Listed(ofAction)), STEP)
        .containers();
  }

  private static ActionContainers leftWith(ListedContainer running) {
    var view =
        view(List.of(running), new ActionContainers.Listed(List.of(madeBy(KILLED, "claim"))));
    return Leftovers.besideRunner(view, STEP).containers();
  }

  private static Leftovers of(Container runner, List<ListedContainer> ofAction) {
    return Leftovers.of(
        view(List.of(), new ActionContainers.Listed(ofAction)), runner, STEP, List.of());
  }

  private static EngineView view(List<ListedContainer> running, ActionContainers ofAction) {
    return new EngineView(Optional.of(OWN), Listing.of(running), ofAction);
  }

  private static ListedContainer madeBy(Signature signature, String purpose) {
    return listed(purpose, signature.labels(purpose));
  }

  private static ListedContainer markingRules(String namespace) {
    var labels = new HashMap<>(KILLED.labels("routes"));
    labels.put(ROUTE.marks().getFirst(), containerId(namespace).value());
    return listed("routes", labels);
  }

  private static Signature signature(String runner, String network) {
    return EngineValues.signature(runner, "step", network);
  }
}
