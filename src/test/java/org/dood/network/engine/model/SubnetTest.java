package org.dood.network.engine.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.dood.network.AnyText;
import org.junit.jupiter.api.Test;

class SubnetTest {

  @Test
  void any_text_is_a_range_within_what_there_is_or_none() {
    AnyText.with("172.18.0.0", "/16", "/0", "/33", "255.", "256.", "1", ".", "fd00::/8", "\u0661")
        .satisfies(text ->
            Subnet.parse(text)
                .ifPresent(range -> {
                  assertThat(range.first()).isBetween(0L, 0xffff_ffffL);
                  assertThat(range.prefix()).isBetween(0, Subnet.BITS);
                  assertThat(range.overlaps(range)).isTrue();
                }));
  }
}
