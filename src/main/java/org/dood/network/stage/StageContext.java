package org.dood.network.stage;

import com.github.dockerjava.transport.DockerHttpClient;
import java.io.PrintStream;
import java.util.UUID;
import java.util.function.Function;
import org.dood.network.engine.Engine;
import org.dood.network.engine.EngineAddress;
import org.dood.network.github.Environment;
import org.dood.network.github.FileCommands;
import org.dood.network.github.JobFacts;
import org.dood.network.report.Report;

/**
 * What a stage has to do with outside of itself.
 *
 * @param environment what the runner passed
 * @param transport leads to an engine
 * @param processInfo what the kernel says
 * @param out standard output, which the runner reads
 */
public record StageContext(
    Environment environment,
    Function<EngineAddress, DockerHttpClient> transport,
    ProcessInfo processInfo,
    PrintStream out) {

  /** The engine at an address; a connection is made at the first call. */
  Engine engineAt(EngineAddress address) {
    return Engine.at(address, transport.apply(address));
  }

  FileCommands fileCommands(JobFacts job) {
    return new FileCommands(job, out::println, () -> UUID.randomUUID().toString());
  }

  /** Tells a report. Returns the exit code. */
  int publish(Report report, FileCommands files) {
    report.lines().forEach(out::println);
    files.setOutputs(report.outputs());
    return report.failed() ? ExitCode.FAILURE : ExitCode.SUCCESS;
  }
}
