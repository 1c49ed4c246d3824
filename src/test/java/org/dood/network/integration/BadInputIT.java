package org.dood.network.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dood.network.integration.support.StageResultAssert.assertThatStage;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.List;
import java.util.stream.Stream;
import org.dood.network.engine.model.EngineFamily;
import org.dood.network.integration.support.DiffersOn;
import org.dood.network.integration.support.OnARealEngine;
import org.dood.network.integration.support.Workbench;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** One error that says what, where and what to do; nothing changed; nothing run. */
@OnARealEngine
class BadInputIT {

  private record BadInput(String input, String value, List<String> words) {
    BadInput(String input, String value, String... words) {
      this(input, value, List.of(words));
    }
  }

  @TestFactory
  Stream<DynamicTest> the_engine_has_nothing_of_that_name(Workbench bench) {
    return eachFailsAndChangesNothing(
        bench,
        new BadInput("network", "no-such-network", "'no-such-network'", "Leave the input"),
        new BadInput("runner-container", "no-such-runner", "'no-such-runner'", "Leave the input"));
  }

  /** The image reads and prints UTF-8. */
  @TestFactory
  Stream<DynamicTest> a_name_in_another_script_is_quoted_as_it_was_given(Workbench bench) {
    return eachFailsAndChangesNothing(
        bench, new BadInput("network", "ネットワーク–é", "'ネットワーク–é'", "Leave the input"));
  }

  @Test
  void a_runner_container_that_is_not_there_is_told_with_those_that_may_be_meant(Workbench bench) {
    var runner = bench.runner().start();
    var job = runner.startJobWithService();

    assertThatStage(job.step().with("runner-container", "no-such-runner").main())
        .failedWithOneErrorThatSays("'no-such-runner'", "likely ones: ", runner.shortId());

    job.end();
  }

  @TestFactory
  @DiffersOn(
      value = EngineFamily.PODMAN,
      what =
          "`host` and `none` are no networks: the step fails with `DOOD-NETWORK-MISSING`, There is no network 'host'.")
  Stream<DynamicTest> the_engine_will_not_attach_to_such_a_network(Workbench bench) {
    var refused =
        switch (bench.engine().family()) {
          case DOCKER -> "Could not attach";
          case PODMAN -> "There is no network";
        };
    return eachFailsAndChangesNothing(
        bench,
        new BadInput("network", "host", refused, "host", "Leave the input"),
        new BadInput("network", "none", refused, "none", "Leave the input"));
  }

  /** What of it became a command would show in the step's outputs or as a command of its own. */
  @TestFactory
  Stream<DynamicTest> text_that_is_no_name_stays_text(Workbench bench) {
    var network =
        Stream.of(
                "evil\n::set-output name=attached::true",
                "evil\r\n::stop-commands::x",
                "evil ##[set-output name=attached;]true",
                "::add-mask::a",
                "\u001b[31mred\u0007",
                "$(touch /tmp/x); `id` && \"",
                "über\u202enetwork")
            .map(text -> new BadInput("network", text, "The input 'network'", "Leave the input"));
    var runner =
        Stream.of("evil\n::save-state name=container::evil", "##[error]evil", "../networks/bridge")
            .map(text ->
                new BadInput(
                    "runner-container", text, "The input 'runner-container'", "Leave the input"));
    return eachFailsAndChangesNothing(
        bench, Stream.concat(network, runner).toArray(BadInput[]::new));
  }

  /** One after the other in the same job: neither does one leave anything to the next. */
  private static Stream<DynamicTest> eachFailsAndChangesNothing(
      Workbench bench, BadInput... inputs) {
    var runner = bench.runner().start();
    var job = runner.startJobWithService();
    var last = inputs[inputs.length - 1];
    var lastStep = job.step();
    var mains =
        Stream.of(inputs)
            .map(bad ->
                dynamicTest(
                    bad.input() + ": " + bad.value(),
                    () -> {
                      var step = bad.equals(last) ? lastStep : job.step();
                      assertThatStage(step.with(bad.input(), bad.value()).main())
                          .failedWithOneErrorThatSays(bad.words().toArray(String[]::new))
                          .saysOneLine();
                      assertThat(runner.networks()).containsOnly(bench.defaultNetwork());
                    }));
    var end =
        dynamicTest(
            "post finds nothing to undo, and the job's network can be removed",
            () -> {
              assertThatStage(lastStep.post()).succeeded().saysOneLine();
              assertThat(runner.networks()).containsOnly(bench.defaultNetwork());
              job.end();
            });
    return Stream.concat(mains, Stream.of(end));
  }
}
