package org.dood.network.integration.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.AbstractAssert;

/** What tests expect of a stage. */
public final class StageResultAssert extends AbstractAssert<StageResultAssert, StageResult> {

  private static final Set<String> OUR_COMMANDS =
      Set.of("debug", "error", "save-state", "set-output", "warning");

  private StageResultAssert(StageResult actual) {
    super(actual, StageResultAssert.class);
    as(actual.log());
  }

  /** Begins to say what a stage should have come to. */
  public static StageResultAssert assertThatStage(StageResult actual) {
    return new StageResultAssert(actual);
  }

  /** It succeeded and had nothing to complain of. */
  public StageResultAssert succeeded() {
    isClean();
    assertThat(actual.dataOf("warning")).as(actual.log()).isEmpty();
    return succeededWhateverItWarns();
  }

  /** It succeeded, with one warning that holds these words. */
  public StageResultAssert succeededWithAWarning(String... words) {
    isClean();
    assertThat(actual.dataOf("warning")).as(actual.log()).hasSize(1);
    assertThat(actual.dataOf("warning").getFirst()).contains(words);
    return succeededWhateverItWarns();
  }

  private StageResultAssert succeededWhateverItWarns() {
    assertThat(actual.dataOf("error")).as(actual.log()).isEmpty();
    assertThat(actual.exitCode()).as(actual.log()).isZero();
    return this;
  }

  /** It succeeded, and had one thing to complain of at most. */
  public StageResultAssert succeededWithAWarningAtMost() {
    isClean();
    assertThat(actual.dataOf("warning")).as(actual.log()).hasSizeLessThan(2);
    return succeededWhateverItWarns();
  }

  /** It failed, with one error that holds these words, and says so in its outputs. */
  public StageResultAssert failedWithOneErrorThatSays(String... words) {
    failedWithOneError();
    assertThat(actual.dataOf("error").getFirst()).contains(words);
    return this;
  }

  /** It failed, with one error, and says so in its outputs. */
  public StageResultAssert failedWithOneError() {
    isClean();
    assertThat(actual.exitCode()).as(actual.log()).isEqualTo(1);
    assertThat(actual.dataOf("error")).as(actual.log()).hasSize(1);
    assertThat(actual.dataOf("warning")).as(actual.log()).isEmpty();
    assertThat(actual.outputs())
        .isEqualTo(
            Map.of(
                "network", "",
                "runner-container", "",
                "ip-address", "",
                "ipv6-address", "",
                "host", "",
                "attached", "false",
                "outcome", "failed",
                "services", "{}"));
    return this;
  }

  /** It set an output. */
  public StageResultAssert hasOutput(String name, String value) {
    assertThat(actual.outputs()).as(actual.log()).containsEntry(name, value);
    return this;
  }

  /** It set all outputs to these, and no other, apart from the services and the host. */
  public StageResultAssert hasOutputs(Map<String, String> outputs) {
    var others = new HashMap<>(actual.outputs());
    assertThat(others.remove("services")).as(actual.log()).isNotNull();
    assertThat(others.remove("host")).as(actual.log()).isNotNull();
    assertThat(others).as(actual.log()).isEqualTo(outputs);
    return this;
  }

  /** Its log holds these words. */
  public StageResultAssert says(String... words) {
    assertThat(actual.stdout()).contains(words);
    return this;
  }

  /** Its log is one line. */
  public StageResultAssert saysOneLine() {
    assertThat(actual.stdout().lines()).hasSize(1);
    return this;
  }

  /** No stack trace, no secret, no command but ours, nothing on standard error. */
  private void isClean() {
    assertThat(actual.stderr()).as(actual.log()).isEmpty();
    assertThat(actual.stdout())
        .doesNotContain("\tat ", "Exception", ActionStep.SECRET)
        .doesNotContainPattern("[\\p{Cntrl}&&[^\n]]");
    assertThat(actual.commands())
        .as(actual.log())
        .allSatisfy(c -> assertThat(c.name()).isIn(OUR_COMMANDS));
  }
}
