package org.dood.network.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.transport.DockerHttpClient;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.dood.network.DocumentedCalls;
import org.dood.network.Main;
import org.dood.network.engine.EngineAddress;
import org.dood.network.github.CommandFile;
import org.dood.network.github.Environment;
import org.dood.network.services.ResolverConfiguration;
import org.dood.network.services.RoutingTable;
import org.dood.network.stage.ProcessInfo;
import org.dood.network.stage.StageContext;
import org.dood.network.testing.engine.FakeContainer;

/**
 * A step that uses the action. Its inputs are the job's network and {@code default-route: keep},
 * unless they are given. Each call that its stages make must be in {@code docs/api-calls.md}.
 */
public final class Step {

  static final String STATE_FILE = "save_state_5f0c";

  private static final Map<String, String> FILE_BY_VARIABLE =
      Map.of(
          "GITHUB_STATE",
          STATE_FILE,
          "GITHUB_ENV",
          "set_env_5f0c",
          "GITHUB_OUTPUT",
          "set_output_5f0c",
          "GITHUB_STEP_SUMMARY",
          "step_summary_5f0c");

  private static final DocumentedCalls DOCUMENTED = DocumentedCalls.read();

  private final Job job;
  private final Map<String, String> environment = new HashMap<>();
  private final Map<String, String> savedState = new HashMap<>();
  private final Set<String> missingFiles = new HashSet<>();
  private Optional<Error> transportFailure = Optional.empty();
  private String secretOf;

  Step(Job job, String id) {
    this.job = job;
    this.secretOf = id;
    environment.put("GITHUB_ACTION", id);
    with("network", Job.NETWORK);
    with("default-route", "keep");
  }

  /** Gives the stages that follow an input. */
  public Step with(String input, String value) {
    return withVariable("INPUT_" + input.replace('-', '_').toUpperCase(Locale.ROOT), value);
  }

  /** Sets a variable for the stages that follow. */
  public Step withVariable(String name, String value) {
    environment.put(name, value);
    return this;
  }

  /** Saves state, as main does. */
  public Step withSavedState(String name, String value) {
    savedState.put(name, value);
    return this;
  }

  /** Main makes another secret than for the other steps of this id, as each run of a step does. */
  public Step withSecretOf(String otherRun) {
    secretOf = otherRun;
    return this;
  }

  /** The state that main saved does not reach post. */
  public Step losesSavedState() {
    savedState.clear();
    return this;
  }

  /**
   * A command file is not there, as where the work directory is not at the same path on the
   * engine's host.
   *
   * @param variable the variable that names the file, such as {@code GITHUB_STATE}
   */
  public Step withoutCommandFile(String variable) {
    missingFiles.add(variable);
    return this;
  }

  /** The JVM fails when the engine's transport is opened. */
  public Step transportFailsWith(Error failure) {
    transportFailure = Optional.of(failure);
    return this;
  }

  /** Runs main, and keeps the state that it saves. */
  public StageRun main() {
    var run = run("main");
    savedState.putAll(run.savedState());
    return run;
  }

  /** Runs post. */
  public StageRun post() {
    return run("post");
  }

  /** Runs the stage that detaches the runner before the job ends. */
  public StageRun detach() {
    return run("detach");
  }

  /** Runs the image with an argument. */
  public StageRun run(String argument) {
    var directory = job.newDirectory();
    var variables = new HashMap<>(environment);
    savedState.forEach((name, value) -> variables.put("STATE_" + name, value));
    FILE_BY_VARIABLE.forEach(
        (variable, file) -> variables.put(variable, directory.resolve(file).toString()));
    FILE_BY_VARIABLE.forEach((variable, file) -> {
      if (!missingFiles.contains(variable)) {
        write(directory.resolve(file));
      }
    });
    var log = new ByteArrayOutputStream();
    var calls = new CopyOnWriteArrayList<String>();
    var context =
        new StageContext(
            Environment.of(variables::get),
            address -> connect(address, calls),
            new ProcessInfo(
                job.ownId().shortForm(),
                job.engineLocation(),
                new ResolverConfiguration(FakeContainer.RESOLVER),
                new RoutingTable(job.routes()),
                job.engineIsRootless()),
            () -> EngineValues.secret(secretOf),
            new PrintStream(log, true, StandardCharsets.UTF_8));
    var exitCode = new Main(context).run(List.of(argument));
    var callsMade = List.copyOf(calls);
    callsMade.forEach(call -> assertDocumented(call, argument));
    return new StageRun(
        exitCode,
        log.toString(StandardCharsets.UTF_8),
        entries(directory, "GITHUB_OUTPUT"),
        entries(directory, "GITHUB_STATE"),
        entries(directory, "GITHUB_ENV"),
        read(directory, "GITHUB_STEP_SUMMARY"),
        callsMade);
  }

  private DockerHttpClient connect(EngineAddress address, List<String> calls) {
    transportFailure.ifPresent(failure -> {
      throw failure;
    });
    job.addresses().add(address.uri());
    return job.engine().noting(calls::add);
  }

  private static void assertDocumented(String call, String stage) {
    assertThat(DOCUMENTED.rowOf(call))
        .as("a row of docs/api-calls.md for %s in %s", call, stage)
        .hasValueSatisfying(row -> assertThat(row.stages()).contains(stage));
  }

  private static void write(Path file) {
    try {
      Files.createFile(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Map<String, String> entries(Path directory, String variable) {
    return CommandFile.parse(read(directory, variable));
  }

  private String read(Path directory, String variable) {
    var file = directory.resolve(FILE_BY_VARIABLE.getOrDefault(variable, ""));
    if (missingFiles.contains(variable)) {
      assertThat(file).as("a command file of the runner").doesNotExist();
      return "";
    }
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
