package org.dood.network.report;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.dood.network.inputs.Durations;

/** Words an age in its two largest units, which is as precise as people need. */
final class AgeInWords {

  private AgeInWords() {}

  /** Such as {@code 3d4h}, {@code 4h5m} or {@code 5m6s}. */
  static String of(Duration age) {
    var unit =
        age.toDays() > 0
            ? ChronoUnit.HOURS
            : age.toHours() > 0 ? ChronoUnit.MINUTES : ChronoUnit.SECONDS;
    return Durations.inWords(age.truncatedTo(unit));
  }
}
