package org.dood.network.cli;

import java.time.Duration;
import java.util.concurrent.Callable;
import org.dood.network.host.DiagnoseHost;
import org.dood.network.report.DoctorReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Says how an engine is, and what jobs left on it. */
@Command(
    name = "doctor",
    description = {
      "Says how the engine is, and what jobs left on it. Changes nothing.",
      "",
      "Exit codes: 0 all is well, 1 something is not, 2 wrong arguments, 3 the engine could not be"
          + " asked."
    },
    optionListHeading = "%n")
final class DoctorCommand implements Callable<Integer> {

  private final CommandContext context;

  @Mixin private HostOptions options = new HostOptions();

  @Option(
      names = HostOptions.OLDER_THAN,
      defaultValue = "24h",
      paramLabel = "<age>",
      description = HostOptions.AGE + " Default: ${DEFAULT-VALUE}.")
  private Duration olderThan = Duration.ZERO;

  DoctorCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    return context.run(
        options.engine,
        engine ->
            DoctorReport.of(
                new DiagnoseHost(engine, olderThan, context.clock()).examine(),
                engine.leftOut(),
                options.json));
  }
}
