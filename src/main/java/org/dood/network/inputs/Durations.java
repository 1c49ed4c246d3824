package org.dood.network.inputs;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Lengths of time as an input holds them: {@code 30s}, {@code 2m}, {@code 1h30m}, {@code 7d}. */
public final class Durations {

  /** What an input takes, to be told to whom broke it. */
  public static final String GRAMMAR =
      "a length of time such as '30s', '2m', '1h30m' or '7d': days, hours, minutes and seconds, in"
          + " that order";

  private static final Pattern FORM =
      Pattern.compile(
          "(?:(?<d>\\d{1,4})d)?(?:(?<h>\\d{1,4})h)?(?:(?<m>\\d{1,5})m)?(?:(?<s>\\d{1,7})s)?");

  private Durations() {}

  /**
   * Reads a length of time.
   *
   * @return empty if it is none, or of no length
   */
  public static Optional<Duration> parse(String text) {
    var parts = FORM.matcher(text.strip());
    if (!parts.matches()) {
      return Optional.empty();
    }
    var length =
        Duration.ofDays(number(parts.group("d")))
            .plusHours(number(parts.group("h")))
            .plusMinutes(number(parts.group("m")))
            .plusSeconds(number(parts.group("s")));
    return Optional.of(length).filter(Duration::isPositive);
  }

  /** A length of time in the form that {@link #parse} reads, cut to whole seconds. */
  public static String inWords(Duration length) {
    var words =
        Stream.of(
                length.toDaysPart() + "d",
                length.toHoursPart() + "h",
                length.toMinutesPart() + "m",
                length.toSecondsPart() + "s")
            .filter(part -> !part.startsWith("0"))
            .collect(Collectors.joining());
    return words.isEmpty() ? "0s" : words;
  }

  private static long number(@Nullable String digits) {
    return Optional.ofNullable(digits).map(Long::valueOf).orElse(0L);
  }
}
