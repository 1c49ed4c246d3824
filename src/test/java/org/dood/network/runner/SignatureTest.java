package org.dood.network.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.dood.network.AnyText;
import org.dood.network.engine.model.ObjectName;
import org.junit.jupiter.api.Test;

class SignatureTest {

  private static final List<Optional<String>> LABELS =
      List.of(Optional.empty(), Optional.of("0a1b2c"));

  @Test
  void the_alias_of_any_step_reads_back() {
    AnyText.with(".", "unknown", "__actions-checkout_2")
        .satisfies(step -> {
          var signature = Signature.of(Optional.empty(), step);
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
                    LABELS.forEach(label -> {
                      var signature = new Signature(label, "step", Optional.of(network.value()));
                      assertThat(Signature.parse(signature.alias())).contains(signature);
                    })));
  }

  @Test
  void any_other_text_is_no_alias_of_ours_or_reads_back() {
    AnyText.with("dood-network-action", ".", "0a1b2c", "unknown", "step", "ci")
        .satisfies(text ->
            Signature.parse(text)
                .ifPresent(signature -> assertThat(signature.alias()).isEqualTo(text)));
  }
}
