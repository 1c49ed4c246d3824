package org.dood.network.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Path;
import org.dood.network.attach.AttachOutcome.NothingToDo;
import org.junit.jupiter.api.Test;

/** The outputs that the reports set are those that {@code action.yml} declares. */
class OutputsTest {

  @Test
  void main_sets_each_declared_output_and_no_other() throws IOException {
    var declared = new YAMLMapper().readTree(Path.of("action.yml").toFile()).path("outputs");
    var report = AttachReport.of(new NothingToDo.HostedRunner()).and(ServicesReport.ofNone());
    assertThat(declared.fieldNames())
        .toIterable()
        .containsExactlyInAnyOrderElementsOf(report.outputs().keySet());
  }
}
