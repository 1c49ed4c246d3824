package org.dood.network.inputs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.dood.network.AnyText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {

  @ParameterizedTest
  @CsvSource({
    "30s, PT30S",
    "2m, PT2M",
    "90m, PT1H30M",
    "1h30m, PT1H30M",
    "7d, P7D",
    "1d2h3m4s, P1DT2H3M4S",
    "' 5s ', PT5S"
  })
  void reads_what_people_write(String text, Duration length) {
    assertThat(Durations.parse(text)).contains(length);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "30",
        "s",
        "-1s",
        "0s",
        "1.5h",
        "30s1h",
        "1h 30m",
        "30S",
        "99999999999s",
        "2w"
      })
  void takes_nothing_else(String text) {
    assertThat(Durations.parse(text)).isEmpty();
  }

  @Test
  void what_is_written_reads_back() {
    new Random(6)
        .longs(1000, 1, 8_000_000)
        .mapToObj(Duration::ofSeconds)
        .forEach(d -> assertThat(Durations.parse(Durations.inWords(d))).contains(d));
  }

  @Test
  void any_text_is_a_length_of_time_that_reads_back_or_none() {
    AnyText.with("1", "0", "30", "9999999", "d", "h", "m", "s", "1d", "2h", "-", "\u0663")
        .satisfies(text ->
            Durations.parse(text)
                .ifPresent(length -> {
                  assertThat(length).isPositive();
                  assertThat(text.strip()).matches("[0-9dhms]+");
                  assertThat(Durations.parse(Durations.inWords(length))).contains(length);
                }));
  }

  @Test
  void writes_whole_seconds() {
    assertThat(Durations.inWords(Duration.ofMillis(61_999))).isEqualTo("1m1s");
    assertThat(Durations.inWords(Duration.ofMillis(999))).isEqualTo("0s");
  }
}
