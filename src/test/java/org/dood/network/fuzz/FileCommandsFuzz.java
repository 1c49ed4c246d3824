package org.dood.network.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.Map;
import org.dood.network.github.CommandFile;
import org.dood.network.github.Environment;
import org.dood.network.github.FileCommands;
import org.dood.network.github.JobFacts;

/**
 * The runner reads back each value that a stage writes, and the value that the stage writes next.
 */
class FileCommandsFuzz {

  @FuzzTest(maxDuration = "1m")
  void value_reads_back(byte[] input) throws IOException {
    var values = new LinkedHashMap<String, String>();
    values.put("value", new String(input, StandardCharsets.UTF_8));
    values.put("next", "after");
    var file = Files.createTempFile("output", "");
    try {
      var job = JobFacts.from(Environment.of(Map.of("GITHUB_OUTPUT", file.toString())::get));
      new FileCommands(job, _ -> {}).setOutputs(values);
      assertThat(CommandFile.parse(Files.readString(file))).isEqualTo(values);
    } finally {
      Files.delete(file);
    }
  }
}
