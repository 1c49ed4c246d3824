package org.dood.network.cli;

import com.github.dockerjava.transport.DockerHttpClient;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;
import org.dood.network.engine.Engine;
import org.dood.network.engine.EngineAddress;
import org.dood.network.engine.EngineAddress.Parsed;
import org.dood.network.github.Durations;
import org.dood.network.host.DiagnoseHost;
import org.dood.network.host.SweepHost;
import org.dood.network.report.CommandReport;
import org.dood.network.report.DoctorReport;
import org.dood.network.report.SweepReport;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The commands for people who look after hosts, from their arguments to their exit code. */
@Command(
    name = HostCommands.NAME,
    description = "Looks after a host whose runners use dood-network-action.",
    synopsisSubcommandLabel = "doctor|sweep",
    optionListHeading = "%n",
    commandListHeading = "%nCommands:%n",
    footer = {
      "",
      "As a step of a workflow, the image is started by its action.yml, and takes no arguments."
    })
public final class HostCommands {

  static final String NAME = "docker run --rm -v /var/run/docker.sock:/var/run/docker.sock <image>";

  private static final String OLDER_THAN = "--older-than";
  private static final String AGE_OF_ORPHANS =
      "The age from which a job's network is taken for one that its runner left behind, such as 12h or"
          + " 7d. It must exceed the longest job on the host. Default: ${DEFAULT-VALUE}.";
  private static final String DOCKER_HOST = "--docker-host";
  private static final String SOCKET = "unix:///var/run/docker.sock";
  private static final String ENGINE =
      "Where the engine is, tcp://<host>:<port>, such as a filtering proxy. Default: the mounted"
          + " socket.";
  private static final String AS_JSON = "Print JSON, for programs.";
  private static final int WIDTH = 100;

  private final Function<EngineAddress, DockerHttpClient> transport;
  private final InstantSource clock;
  private final PrintStream out;

  HostCommands(
      Function<EngineAddress, DockerHttpClient> transport, InstantSource clock, PrintStream out) {
    this.transport = transport;
    this.clock = clock;
    this.out = out;
  }

  /** Runs the command that the arguments name. Exit codes are those of {@code docs/hosts.md}. */
  @SuppressWarnings("SystemOut") // Where a command's output belongs.
  public static void main(String[] arguments) {
    var commands = new HostCommands(EngineAddress::open, InstantSource.system(), System.out);
    System.exit(commands.run(arguments));
  }

  /** Runs a command; its arguments are those of {@link #main}. Returns the exit code. */
  int run(String... arguments) {
    var writer = new PrintWriter(out, true, StandardCharsets.UTF_8);
    return new CommandLine(this)
        .registerConverter(Duration.class, HostCommands::age)
        .registerConverter(EngineAddress.class, HostCommands::address)
        .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF))
        .setUsageHelpWidth(WIDTH)
        .setOut(writer)
        .setErr(writer)
        .execute(arguments.length == 0 ? new String[] {"--help"} : arguments);
  }

  @Option(names = "--help", usageHelp = true, description = "Show this help.")
  boolean helpWanted;

  /** Says how an engine and what jobs left on it are. */
  @Command(
      description = {
        "Says how the engine is, and what jobs left on it. Changes nothing.",
        "",
        "Exit codes: 0 all is well, 1 something is not, 2 wrong arguments, 3 the engine could not be"
            + " asked."
      },
      optionListHeading = "%n")
  int doctor(
      @Option(
              names = OLDER_THAN,
              defaultValue = "24h",
              paramLabel = "<age>",
              description = AGE_OF_ORPHANS)
          Duration olderThan,
      @Option(
              names = DOCKER_HOST,
              defaultValue = SOCKET,
              paramLabel = "<address>",
              description = ENGINE)
          EngineAddress address,
      @Option(names = "--json", description = AS_JSON) boolean json,
      @Option(names = "--help", usageHelp = true, description = "Show this help.") boolean help) {
    return on(
        address,
        engine -> DoctorReport.of(new DiagnoseHost(engine, olderThan, clock).examine(), json));
  }

  /** Removes what runners that died left behind. */
  @Command(
      description = {
        "Removes the networks that runners which died left behind, with the service containers on"
            + " them, and lets stopped containers start again that refer to a job's network which is"
            + " gone.",
        "",
        "Exit codes: 0 done, 1 something could not be removed or mended, 2 wrong arguments, 3 the"
            + " engine could not be asked."
      },
      optionListHeading = "%n")
  int sweep(
      @Option(
              names = OLDER_THAN,
              required = true,
              paramLabel = "<age>",
              description =
                  "The age from which a job's network is taken for one that its runner left"
                      + " behind, such as 24h or 7d. It must exceed the longest job on the host.")
          Duration olderThan,
      @Option(names = "--dry-run", description = "Say what would be done, and do nothing.")
          boolean dryRun,
      @Option(
              names = DOCKER_HOST,
              defaultValue = SOCKET,
              paramLabel = "<address>",
              description = ENGINE)
          EngineAddress address,
      @Option(names = "--json", description = AS_JSON) boolean json,
      @Option(names = "--help", usageHelp = true, description = "Show this help.") boolean help) {
    return on(
        address,
        engine -> {
          var host = new SweepHost(engine, olderThan, clock);
          return SweepReport.of(dryRun ? host.plan() : host.sweep(), json);
        });
  }

  private int on(EngineAddress address, Function<Engine, CommandReport> command) {
    try (var engine = Engine.at(address, transport.apply(address))) {
      var report = command.apply(engine);
      report.lines().forEach(out::println);
      return report.exitCode();
    }
  }

  private static Duration age(String given) {
    return Durations.parse(given)
        .orElseThrow(
            () -> new TypeConversionException("'" + given + "' is not " + Durations.GRAMMAR));
  }

  private static EngineAddress address(String given) {
    return switch (EngineAddress.parse(Optional.of(given))) {
      case Parsed.Good(EngineAddress address) -> address;
      case Parsed.OutOfSight _, Parsed.Malformed _, Parsed.BadTls _ ->
          throw new TypeConversionException("'" + given + "' is not tcp://<host>:<port>");
    };
  }
}
