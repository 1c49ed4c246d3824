package org.dood.network;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntSupplier;
import java.util.function.UnaryOperator;
import org.dood.network.engine.EngineAddress;
import org.dood.network.engine.WarmUp;
import org.dood.network.github.Environment;
import org.dood.network.github.WorkflowCommand;
import org.dood.network.runner.StepSecret;
import org.dood.network.stage.DetachStage;
import org.dood.network.stage.ExitCode;
import org.dood.network.stage.MainStage;
import org.dood.network.stage.PostStage;
import org.dood.network.stage.ProcessInfo;
import org.dood.network.stage.Stage;
import org.dood.network.stage.StageContext;
import org.slf4j.LoggerFactory;

/** One stage of the action, from its environment to its exit code. */
public final class Main {

  private static final String DEBUGGING_HINT =
      "Run the job again with debug logging to learn more.";

  private final StageContext context;

  public Main(StageContext context) {
    this.context = context;
  }

  /**
   * Runs the stages that the arguments name, {@code main}, {@code post} or {@code detach}. The
   * runner names one; to train a JVM's cache of classes takes one process for all.
   *
   * <p>Exits with 0 on success, 1 where the runner could not be attached or detached, 2 on a wrong
   * argument.
   */
  @SuppressWarnings("SystemOut") // Standard output is how an action talks to the runner.
  public static void main(String[] arguments) throws IOException {
    WarmUp.take();
    var processInfo = ProcessInfo.ofProcess(Path.of("/proc"));
    var context =
        new StageContext(
            Environment.ofProcess(),
            EngineAddress::open,
            processInfo,
            StepSecret::random,
            System.out);
    var exitCode = new Main(context).run(List.of(arguments));
    // Where all threads are daemons, returning ends the process too. System.exit takes longer,
    // since
    // it sets up the JDK's own logging first.
    if (exitCode != ExitCode.SUCCESS) {
      System.exit(exitCode);
    }
  }

  /** Runs stages; the arguments are those of {@link #main}, and so is the exit code. */
  public int run(List<String> arguments) {
    return Stage.parse(arguments).stream().mapToInt(this::run).max().orElseGet(this::usage);
  }

  private int run(Stage stage) {
    return switch (stage) {
      case MAIN -> orElse(new MainStage(context)::run, WorkflowCommand::error, ExitCode.FAILURE);
      case POST -> orElse(new PostStage(context)::run, WorkflowCommand::warning, ExitCode.SUCCESS);
      case DETACH ->
          orElse(new DetachStage(context)::run, WorkflowCommand::error, ExitCode.FAILURE);
    };
  }

  /**
   * Reports what no outcome stands for, such as a full disk or a missing class, in one line. The
   * stack trace is shown with debug logging only.
   */
  private int orElse(IntSupplier stage, UnaryOperator<String> annotation, int exitCode) {
    try {
      return stage.getAsInt();
    } catch (RuntimeException | Error e) {
      LoggerFactory.getLogger(Main.class).debug("unexpected", e);
      context
          .out()
          .println(annotation.apply("The stage failed unexpectedly: " + e + ". " + DEBUGGING_HINT));
      return exitCode;
    }
  }

  private int usage() {
    context
        .out()
        .println(
            WorkflowCommand.error(
                "This image is a step of a workflow: it takes one argument, 'main', 'post' or 'detach'."));
    return ExitCode.USAGE;
  }
}
