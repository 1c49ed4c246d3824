package org.dood.network.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dood.network.testing.EngineValues.signature;

import java.util.List;
import java.util.Optional;
import org.dood.network.AnyText;
import org.dood.network.engine.model.ObjectName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignatureTest {

  private static final String SECRET = "0123456789abcdef0123456789abcdef";
  private static final List<Optional<RunnerLabel>> LABELS =
      List.of(
          Optional.empty(),
          Optional.of(new RunnerLabel("0a1b2c")),
          Optional.of(new RunnerLabel("72756e6e65722d31")));
  private static final List<Optional<StepSecret>> SECRETS =
      List.of(Optional.empty(), Optional.of(new StepSecret(SECRET)));

  private static final Signature STEP = signature("abc123", "step", "job");

  @Test
  void the_alias_of_any_step_reads_back() {
    AnyText.with(".", "unknown", "__actions-checkout_2")
        .satisfies(step -> {
          var signature =
              Signature.of(
                  Optional.empty(), step, Optional.of(new StepSecret(SECRET)), Optional.empty());
          assertThat(Signature.parse(signature.alias())).contains(signature);
          assertThat(signature.alias()).matches("[a-zA-Z0-9_.-]+");
        });
  }

  @Test
  void the_alias_on_any_network_that_there_can_be_reads_back() {
    AnyText.with("a", "unknown", ".", "-", "_", "github_network_0", "dood-network-action")
        .satisfies(text ->
            ObjectName.parse(text)
                .ifPresent(network ->
                    LABELS.forEach(label ->
                        SECRETS.forEach(secret -> {
                          var signature =
                              new Signature(label, "step", secret, Optional.of(network.value()));
                          assertThat(Signature.parse(signature.alias())).contains(signature);
                        }))));
  }

  @Test
  void any_other_text_is_no_alias_of_ours_or_reads_back() {
    AnyText.with("dood-network-action", ".", "0a1b2c", SECRET, "unknown", "step", "ci")
        .satisfies(text ->
            Signature.parse(text)
                .ifPresent(signature -> assertThat(signature.alias()).isEqualTo(text)));
  }

  @Test
  void alias_of_an_older_version_has_no_secret() {
    assertThat(Signature.parse("dood-network-action.abc123.step.job"))
        .contains(
            new Signature(
                Optional.of(new RunnerLabel("abc123")),
                "step",
                Optional.empty(),
                Optional.of("job")));
  }

  @Test
  void step_that_knows_its_secret_covers_the_mark_with_that_secret_alone() {
    assertThat(STEP.covers(STEP)).isTrue();
    assertThat(STEP.covers(withSecret(STEP, Optional.of(new StepSecret(SECRET))))).isFalse();
    assertThat(STEP.covers(withSecret(STEP, Optional.empty()))).isFalse();
  }

  @Test
  void step_without_its_secret_covers_a_mark_on_the_network_that_the_runner_made_for_the_job() {
    var step = withSecret(STEP, Optional.empty());
    assertThat(step.covers(STEP)).isTrue();
    assertThat(step.covers(signature("abc123", "other", "job"))).isFalse();
    assertThat(step.covers(signature("def456", "step", "job"))).isFalse();
    assertThat(step.covers(signature("abc123", "step", "other"))).isFalse();
    assertThat(step.covers(step)).as("the mark of an older version").isFalse();
  }

  @Test
  void step_without_its_secret_covers_no_mark_where_the_label_or_the_network_is_not_known() {
    var withoutLabel = signature("step", "job");
    assertThat(withSecret(withoutLabel, Optional.empty()).covers(withoutLabel)).isFalse();
    assertThat(withSecret(withoutLabel, Optional.empty()).resembles(withoutLabel)).isTrue();
    var withoutNetwork = new Signature(STEP.runnerLabel(), "step", STEP.secret(), Optional.empty());
    assertThat(withSecret(withoutNetwork, Optional.empty()).covers(withoutNetwork)).isFalse();
  }

  @Test
  void steps_are_surely_of_one_job_only_on_a_network_that_the_runner_made_for_it() {
    assertThat(STEP.isOfSameJobAs(signature("abc123", "other", "job"))).isTrue();
    assertThat(STEP.isOfSameJobAs(signature("abc123", "other", "job2"))).isFalse();
    assertThat(STEP.isOfSameJobAs(signature("def456", "other", "job"))).isFalse();
    assertThat(signature("step", "job").isOfSameJobAs(signature("step", "job"))).isFalse();
    assertThat(signature("step", "job").sharesJobWith(signature("other", "job"))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"job", "other"})
  void network_is_made_for_the_job_if_the_signature_names_it_and_the_runner(String network) {
    assertThat(STEP.isMadeForJob(network)).isEqualTo(network.equals("job"));
    assertThat(signature("step", network).isMadeForJob(network)).isFalse();
  }

  private static Signature withSecret(Signature signature, Optional<StepSecret> secret) {
    return new Signature(signature.runnerLabel(), signature.step(), secret, signature.jobNetwork());
  }
}
