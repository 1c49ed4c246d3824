package org.dood.network.runner;

import static org.assertj.core.api.Assertions.assertThat;

import org.dood.network.AnyText;
import org.junit.jupiter.api.Test;

class JobNetworkTest {

  private static final String DIGITS = "0123456789abcdef0123456789abcdef";

  @Test
  void only_what_a_runner_would_call_so_is_named_as_a_jobs_network() {
    assertThat(JobNetwork.isNamed(RunnerNames.network())).isTrue();
    AnyText.with("github_network_", DIGITS, "github_network_" + DIGITS, "0", "F", "GITHUB_")
        .satisfies(text ->
            assertThat(JobNetwork.isNamed(text))
                .isEqualTo(
                    text.length() == 47
                        && text.startsWith("github_network_")
                        && text.substring(15).matches("[0-9a-f]{32}")));
  }
}
