package org.dood.network.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.dood.network.engine.model.LeftOut;
import org.dood.network.host.Sweep;
import org.dood.network.testing.GoldenFile;
import org.junit.jupiter.api.Test;

class LeftOutReportTest {

  private static final LeftOut LARGE =
      new LeftOut(
          "container",
          Optional.of("0123456789abcdef"),
          Optional.of("build-7"),
          "what is needed of it is too large: more than 262144 characters");
  private static final LeftOut WITHOUT_NAME =
      new LeftOut("network", Optional.of("fedcba98"), Optional.empty(), "there is no 'Name' in it");
  private static final LeftOut WITHOUT_ID =
      new LeftOut("container", Optional.empty(), Optional.empty(), "there is no 'Id' in it");

  private static final List<LeftOut> LEFT_OUT = List.of(LARGE, WITHOUT_NAME, WITHOUT_ID);

  @Test
  void people_read_what_the_golden_file_says() {
    var nothingToSweep = new Sweep.Done(List.of(), List.of());
    var texts = new LinkedHashMap<String, String>();
    texts.put("main", lines(LeftOutReport.ofMain(LEFT_OUT)));
    texts.put("post", lines(LeftOutReport.ofPost(LEFT_OUT)));
    texts.put("more than are named", lines(LeftOutReport.ofPost(Collections.nCopies(12, LARGE))));
    texts.put("sweep", lines(SweepReport.of(nothingToSweep, LEFT_OUT, false).lines()));
    texts.put("sweep, as JSON", lines(SweepReport.of(nothingToSweep, LEFT_OUT, true).lines()));
    GoldenFile.named("left-out.golden.txt").assertHolds(texts);
  }

  @Test
  void nothing_is_said_if_everything_could_be_read() {
    assertThat(LeftOutReport.ofMain(List.of())).isEmpty();
    assertThat(LeftOutReport.ofPost(List.of())).isEmpty();
  }

  @Test
  void name_of_any_length_is_cut() {
    var container =
        new LeftOut("container", Optional.empty(), Optional.of("x".repeat(9000)), "odd");
    assertThat(LeftOutReport.finding(List.of(container))).hasSizeLessThan(300);
  }

  private static String lines(List<String> lines) {
    return String.join("\n", lines) + "\n";
  }
}
