package org.dood.network.stage;

import static org.dood.network.testing.ContainerAssert.assertThatContainer;
import static org.dood.network.testing.StageRunAssert.assertThatStage;

import java.util.Map;
import java.util.stream.Stream;
import org.dood.network.testing.Job;
import org.dood.network.testing.engine.FakeEngine;
import org.dood.network.testing.engine.Labels;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A container may have any labels, since an image brings them, and stops no job with them. */
class LargeContainersTest {

  private static final int MIB = 1 << 20;

  @RegisterExtension private final Job job = Job.withService();
  private final FakeEngine engine = job.engine();

  static Stream<Map<String, String>> largeLabels() {
    return Stream.of(Labels.one(9 * MIB), Labels.many(9 * MIB));
  }

  @ParameterizedTest
  @MethodSource("largeLabels")
  void container_with_large_labels_changes_nothing_for_a_job(Map<String, String> labels) {
    var runner = job.runner();
    engine.container("large").withLabels(labels);
    var main = job.main();
    assertThatStage(main).succeeded().hasOutcome("attached").didNotWarn();
    var post = job.post();
    assertThatStage(post).succeeded().didNotWarn();
    assertThatContainer(runner).isNotOn(job.network());
  }

  @Test
  void three_containers_with_large_labels_change_nothing_for_a_job() {
    var runner = job.runner();
    Stream.of("a", "b", "c").forEach(n -> engine.container(n).withLabels(Labels.many(3 * MIB)));
    assertThatStage(job.main()).succeeded().hasOutcome("attached").didNotWarn();
    assertThatStage(job.losesSavedState().post()).succeeded().didNotWarn();
    assertThatContainer(runner).isNotOn(job.network());
  }

  @ParameterizedTest
  @MethodSource("largeLabels")
  void runner_and_service_may_have_large_labels(Map<String, String> labels) {
    var runner = job.runner().withLabels(labels);
    job.service().withLabels(labels);
    assertThatStage(job.main())
        .succeeded()
        .didNotWarn()
        .hasOutput("services", job.servicesJson("postgres", "null", "{}"));
    assertThatStage(job.losesSavedState().post()).succeeded().didNotWarn();
    assertThatContainer(runner).isNotOn(job.network());
  }

  @Test
  void container_with_too_many_labels_that_matter_is_left_out_and_told() {
    var runner = job.runner();
    var large = engine.container("large").withLabels(Labels.manyLikeThoseOfRunners(9 * MIB));
    var words = "the container large with the id " + large.id().shortForm();
    assertThatStage(job.main()).succeeded().hasOutcome("attached").warned(words, "too large");
    assertThatStage(job.losesSavedState().post()).succeeded().warned(words, "too large");
    assertThatContainer(runner).isNotOn(job.network());
  }

  @Test
  void runner_that_is_left_out_of_the_list_is_not_taken_for_absent() {
    job.runner().withLabels(Labels.manyLikeThoseOfRunners(9 * MIB));
    assertThatStage(job.main())
        .failedWithOneError("runner-1", "does not show it", "'runner-container'");
  }

  @Test
  void container_that_is_left_out_of_the_list_does_not_keep_a_runner_on_a_host_from_its_job() {
    engine
        .container("large")
        .withProcess("postgres")
        .withLabels(Labels.manyLikeThoseOfRunners(9 * MIB));
    assertThatStage(job.main()).succeeded().hasOutcome("nothing-to-do").warned("container large");
  }

  @Test
  void entry_of_an_unknown_shape_is_left_out_and_told() {
    var runner = job.runner();
    engine
        .onCall("GET /containers/json$")
        .changeAnswer(
            body -> body.replaceFirst("\\[", "[{\"Id\": 4711, \"Names\": [\"/odd\"]}, 1, "));
    assertThatStage(job.main())
        .succeeded()
        .hasOutcome("attached")
        .warned("the container odd (there is no 'Id' in it)");
    assertThatContainer(runner).isOn(job.network());
  }

  @Test
  void network_with_large_labels_or_an_unknown_shape_changes_nothing_for_a_job() {
    job.runner();
    engine
        .onCall("GET /networks$")
        .changeAnswer(body ->
            body.replaceFirst("\\[", "[{\"Id\": \"ab\", \"Name\": null}, ")
                .replaceFirst(
                    "\"Labels\":\\{\\}", "\"Labels\":{\"x\":\"" + "x".repeat(9 * MIB) + "\"}"));
    assertThatStage(job.main())
        .succeeded()
        .hasOutcome("attached")
        .warned("the network ab (there is no 'Name' in it)");
  }
}
