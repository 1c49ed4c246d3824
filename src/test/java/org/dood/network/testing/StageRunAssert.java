package org.dood.network.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.assertj.core.api.AbstractAssert;
import org.dood.network.stage.ExitCode;

/** What a test expects of a stage. */
public final class StageRunAssert extends AbstractAssert<StageRunAssert, StageRun> {

  private StageRunAssert(StageRun actual) {
    super(actual, StageRunAssert.class);
  }

  /** Begins to say what a test expects of a stage. */
  public static StageRunAssert assertThatStage(StageRun actual) {
    return new StageRunAssert(actual);
  }

  /** The stage succeeded, possibly with warnings. */
  public StageRunAssert succeeded() {
    assertThat(actual.exitCode()).as(actual.log()).isZero();
    return this;
  }

  /** The stage failed. */
  public StageRunAssert failed() {
    assertThat(actual.exitCode()).as(actual.log()).isEqualTo(ExitCode.FAILURE);
    return this;
  }

  /** Main attached nothing and failed, with one error and these words in its log. */
  public StageRunAssert failedWithOneError(String... words) {
    failed().hasOneErrorAnnotation();
    assertThat(actual.log()).contains(words).doesNotContain("Exception", "\tat ");
    return hasOutcome("failed").hasOutput("attached", "false");
  }

  /** The log has one error annotation. */
  public StageRunAssert hasOneErrorAnnotation() {
    assertThat(actual.log().lines().filter(l -> l.startsWith("::error")))
        .as(actual.log())
        .hasSize(1);
    return this;
  }

  /** The log has a warning annotation, and these words. */
  public StageRunAssert warned(String... words) {
    assertThat(actual.log()).contains("::warning").contains(words);
    return this;
  }

  /** The log has no warning annotation. */
  public StageRunAssert didNotWarn() {
    return didNotPrint("::warning");
  }

  /** The log has no annotation and no other command to the runner. */
  public StageRunAssert printedNoCommand() {
    return didNotPrint("::");
  }

  /** The log has these words. */
  public StageRunAssert printed(String... words) {
    assertThat(actual.log()).contains(words);
    return this;
  }

  /** The log has none of these words. */
  public StageRunAssert didNotPrint(String... words) {
    assertThat(actual.log()).doesNotContain(words);
    return this;
  }

  /** The log is one line. */
  public StageRunAssert printedOneLine() {
    assertThat(actual.log().lines()).hasSize(1);
    return this;
  }

  /** The stage set the output {@code outcome}. */
  public StageRunAssert hasOutcome(String outcome) {
    return hasOutput("outcome", outcome);
  }

  /** The stage set an output. */
  public StageRunAssert hasOutput(String name, String value) {
    assertThat(actual.outputs()).as(actual.log()).containsEntry(name, value);
    return this;
  }

  /** The stage set these outputs and no other. */
  public StageRunAssert hasOutputs(Map<String, String> outputs) {
    assertThat(actual.outputs()).isEqualTo(outputs);
    return this;
  }

  /** The stage set these variables for later steps, and no other. */
  public StageRunAssert setVariables(Map<String, String> variables) {
    assertThat(actual.variables()).isEqualTo(variables);
    return this;
  }
}
