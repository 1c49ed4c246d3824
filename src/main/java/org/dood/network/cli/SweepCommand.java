package org.dood.network.cli;

import java.time.Duration;
import java.util.concurrent.Callable;
import org.dood.network.host.SweepHost;
import org.dood.network.report.SweepReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Removes what runners that died left behind. */
@Command(
    name = "sweep",
    description = {
      "Removes the networks that runners which died left behind, with the service containers on"
          + " them, and lets stopped containers start again that refer to a job's network which is"
          + " gone.",
      "",
      "Exit codes: 0 done, 1 something could not be removed or detached, 2 wrong arguments, 3 the"
          + " engine could not be asked."
    },
    optionListHeading = "%n")
final class SweepCommand implements Callable<Integer> {

  private final CommandContext context;

  @Mixin private HostOptions options = new HostOptions();

  @Option(
      names = HostOptions.OLDER_THAN,
      required = true,
      paramLabel = "<age>",
      description = HostOptions.AGE)
  private Duration olderThan = Duration.ZERO;

  @Option(names = "--dry-run", description = "Say what would be done, and do nothing.")
  private boolean dryRun;

  SweepCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    return context.run(
        options.engine,
        engine -> {
          var host = new SweepHost(engine, olderThan, context.clock());
          return SweepReport.of(
              dryRun ? host.plan() : host.sweep(), engine.leftOut(), options.json);
        });
  }
}
