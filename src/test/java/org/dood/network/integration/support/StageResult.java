package org.dood.network.integration.support;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.dood.network.github.CommandFile;
import org.dood.network.github.RunnerCommand;

/**
 * What a stage came to, as the runner understands it.
 *
 * @param exitCode its exit code
 * @param stdout all of its standard output
 * @param stderr all of its standard error
 * @param commands the workflow commands in either
 * @param outputs the step's outputs
 * @param savedState the state for post
 * @param variables those for later steps
 */
public record StageResult(
    long exitCode,
    String stdout,
    String stderr,
    List<RunnerCommand> commands,
    Map<String, String> outputs,
    Map<String, String> savedState,
    Map<String, String> variables) {

  /** What a stage came to that ran, and left these files. */
  public static StageResult read(
      CommandResult run, String outputFile, String stateFile, String variablesFile) {
    var commands = new ArrayList<RunnerCommand>();
    Stream.concat(run.stdout().lines(), run.stderr().lines())
        .flatMap(line -> RunnerCommand.in(line).stream())
        .forEach(commands::add);
    return new StageResult(
        run.exitCode(),
        run.stdout(),
        run.stderr(),
        commands,
        merged(commands, "set-output", outputFile),
        merged(commands, "save-state", stateFile),
        CommandFile.parse(variablesFile));
  }

  private static Map<String, String> merged(
      List<RunnerCommand> commands, String command, String file) {
    var values = new LinkedHashMap<String, String>();
    commands.stream()
        .filter(c -> c.name().equals(command))
        .forEach(c -> values.put(c.properties().getOrDefault("name", ""), c.data()));
    values.putAll(CommandFile.parse(file));
    return values;
  }

  /** The data of the commands of a name. */
  List<String> dataOf(String command) {
    return commands.stream()
        .filter(c -> c.name().equals(command))
        .map(RunnerCommand::data)
        .toList();
  }

  /** All that it printed, for the message of a test that fails. */
  String log() {
    return "exit code %d%n%s%s".formatted(exitCode, stdout, stderr);
  }
}
