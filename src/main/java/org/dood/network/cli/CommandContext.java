package org.dood.network.cli;

import com.github.dockerjava.transport.DockerHttpClient;
import java.io.PrintStream;
import java.time.InstantSource;
import java.util.function.Function;
import org.dood.network.engine.Engine;
import org.dood.network.engine.EngineAddress;
import org.dood.network.report.CommandReport;

/**
 * What a command needs beside its options.
 *
 * @param transport opens a transport to an engine
 * @param clock tells the time from which ages are counted
 * @param out standard output
 */
record CommandContext(
    Function<EngineAddress, DockerHttpClient> transport, InstantSource clock, PrintStream out) {

  /** Runs a command against an engine and prints its report. Returns the exit code. */
  int run(EngineAddress address, Function<Engine, CommandReport> command) {
    try (var engine = Engine.at(address, transport.apply(address))) {
      var report = command.apply(engine);
      report.lines().forEach(out::println);
      return report.exitCode();
    }
  }
}
