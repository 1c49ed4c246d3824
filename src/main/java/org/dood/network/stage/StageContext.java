package org.dood.network.stage;

import com.github.dockerjava.transport.DockerHttpClient;
import java.io.PrintStream;
import java.util.function.Function;
import java.util.function.Supplier;
import org.dood.network.engine.Engine;
import org.dood.network.engine.EngineAddress;
import org.dood.network.github.Environment;
import org.dood.network.github.FileCommands;
import org.dood.network.github.JobFacts;
import org.dood.network.report.Report;
import org.dood.network.runner.StepSecret;

/**
 * What connects a stage to its surroundings; tests replace it.
 *
 * @param environment what the runner passed
 * @param transport opens a transport to an engine
 * @param processInfo what the kernel says of this process
 * @param secret makes a new secret for this run of the step
 * @param out standard output, which the runner reads
 */
public record StageContext(
    Environment environment,
    Function<EngineAddress, DockerHttpClient> transport,
    ProcessInfo processInfo,
    Supplier<StepSecret> secret,
    PrintStream out) {

  /** The engine at an address. The first call connects to it. */
  Engine engineAt(EngineAddress address) {
    return Engine.at(address, transport.apply(address));
  }

  FileCommands fileCommands(JobFacts job) {
    return new FileCommands(job, out::println);
  }

  /** Prints a report and sets its outputs. Returns the exit code. */
  int publish(Report report, FileCommands files) {
    report.lines().forEach(out::println);
    files.setOutputs(report.outputs());
    return report.failed() ? ExitCode.FAILURE : ExitCode.SUCCESS;
  }
}
