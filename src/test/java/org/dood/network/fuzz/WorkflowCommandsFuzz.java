package org.dood.network.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.dood.network.github.RunnerCommand;
import org.dood.network.github.WorkflowCommand;

/** The runner finds the commands that a stage prints, and no further command in their texts. */
class WorkflowCommandsFuzz {

  private static final Map<String, String> TITLE = Map.of("title", "dood-network-action");

  @FuzzTest(maxDuration = "1m")
  void text_starts_no_command(byte[] input) {
    var text = new String(input, StandardCharsets.UTF_8);
    assertThat(commandsIn(WorkflowCommand.plainLine(text))).isEmpty();
    assertThat(commandsIn(WorkflowCommand.error(text)))
        .singleElement()
        .returns("error", RunnerCommand::name)
        .returns(TITLE, RunnerCommand::properties);
    assertThat(commandsIn(WorkflowCommand.debug(text)))
        .containsExactly(new RunnerCommand("debug", Map.of(), text));
    assertThat(commandsIn(WorkflowCommand.saveState(text + ".", text)))
        .singleElement()
        .returns("save-state", RunnerCommand::name)
        .returns(text, RunnerCommand::data);
  }

  /** The commands that the runner finds in the lines of an output, which it ends as .NET does. */
  private static List<RunnerCommand> commandsIn(String output) {
    return Stream.of(output.split("\r\n|\r|\n", -1))
        .flatMap(line -> RunnerCommand.in(line).stream())
        .toList();
  }
}
