package org.dood.network.github;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.function.Consumer;

/**
 * Sets outputs, saves state and adds summaries through the files that the runner made for this
 * step.
 *
 * <p>The runner creates each file before the stage starts. A missing one means that its work
 * directory is not the one mounted here; what is written there would be lost without a word. Nor
 * can it be written where the engine maps root to another user, or SELinux denies it. Then the
 * older commands on standard output are used, which the runner still reads, and no file is left on
 * the host.
 */
public final class FileCommands {

  private static final String END_OF_VALUE = "end-of-value.";

  private final JobFacts job;
  private final Consumer<String> console;

  /**
   * @param job says which files
   * @param console takes the lines of standard output
   */
  public FileCommands(JobFacts job, Consumer<String> console) {
    this.job = job;
    this.console = console;
  }

  /** Whether the runner's files for this step are here, that is, its work directory is mounted. */
  public CommandFileAccess access() {
    var state = access(job.stateFile());
    return state == CommandFileAccess.PRESENT ? access(job.outputFile()) : state;
  }

  private static CommandFileAccess access(Optional<Path> file) {
    return file.isPresent() ? CommandFileAccess.to(file.get()) : CommandFileAccess.MISSING;
  }

  /** Sets the step's outputs. */
  public void setOutputs(Map<String, String> outputs) {
    write(job.outputFile(), outputs, WorkflowCommand::setOutput);
  }

  /** Saves state for the post stage. */
  public void saveState(Map<String, String> state) {
    write(job.stateFile(), state, WorkflowCommand::saveState);
  }

  /**
   * Sets variables for later steps. Without the file they cannot be set: the command on standard
   * output is one that the runner takes no more.
   *
   * @return whether they are set
   */
  public boolean setVariables(Map<String, String> variables) {
    var file = existing(job.variablesFile()).filter(Files::isWritable);
    file.ifPresent(f -> variables.forEach((name, value) -> append(f, entry(name, value))));
    return file.isPresent();
  }

  /** Adds Markdown to the page of the run. Without the file it is not shown: no command does it. */
  public void addSummary(String markdown) {
    existing(job.summaryFile()).filter(Files::isWritable).ifPresent(f -> append(f, markdown));
  }

  private void write(
      Optional<Path> file, Map<String, String> values, BinaryOperator<String> command) {
    existing(file)
        .filter(Files::isWritable)
        .ifPresentOrElse(
            f -> values.forEach((name, value) -> append(f, entry(name, value))),
            () -> values.forEach((name, value) -> console.accept(command.apply(name, value))));
  }

  private static String entry(String name, String value) {
    var end = delimiterOf(value);
    return name + "<<" + end + "\n" + value + "\n" + end + "\n";
  }

  /**
   * A word that the value does not contain. A random word would delay main by 10 ms, in which the
   * JVM sets up its source of random numbers.
   */
  private static String delimiterOf(String value) {
    var end = END_OF_VALUE;
    while (value.contains(end)) {
      end += end;
    }
    return end;
  }

  private static Optional<Path> existing(Optional<Path> file) {
    return file.filter(Files::isRegularFile);
  }

  private static void append(Path file, String text) {
    try {
      // Not as a string: an unpaired surrogate, which JSON can hold, would fail there.
      Files.write(file, text.getBytes(StandardCharsets.UTF_8), StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
