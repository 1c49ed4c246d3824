package org.dood.network.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.dood.network.engine.EngineAddress;
import org.dood.network.engine.EngineAddress.Parsed;
import org.dood.network.inputs.Durations;
import org.dood.network.report.CommandReport;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;

/** The commands for people who look after hosts, from their arguments to their exit code. */
@Command(
    name = "docker run --rm -v /var/run/docker.sock:/var/run/docker.sock <image>",
    description = "Looks after a host whose runners use dood-network-action.",
    synopsisSubcommandLabel = "doctor|sweep",
    optionListHeading = "%n",
    commandListHeading = "%nCommands:%n",
    footer = {
      "",
      "As a step of a workflow, the image is started by its action.yml, and takes no arguments."
    })
public final class HostCommands {

  private static final int WIDTH = 100;

  private final CommandContext context;

  @Option(names = "--help", usageHelp = true, description = "Show this help.")
  boolean help;

  HostCommands(CommandContext context) {
    this.context = context;
  }

  /** Runs the command that the arguments name. Exit codes are those of {@code docs/hosts.md}. */
  @SuppressWarnings("SystemOut") // Where a command's output belongs.
  public static void main(String[] arguments) {
    var context = new CommandContext(EngineAddress::open, InstantSource.system(), System.out);
    System.exit(new HostCommands(context).run(arguments));
  }

  /** Runs a command; its arguments are those of {@link #main}. Returns the exit code. */
  int run(String... arguments) {
    var writer = new PrintWriter(context.out(), true, StandardCharsets.UTF_8);
    var commands =
        new CommandLine(this)
            .addSubcommand(new DoctorCommand(context))
            .addSubcommand(new SweepCommand(context))
            .registerConverter(Duration.class, HostCommands::age)
            .registerConverter(EngineAddress.class, HostCommands::address)
            .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF))
            .setUsageHelpWidth(WIDTH)
            .setOut(writer)
            .setErr(writer);
    var inWords = commands.getParameterExceptionHandler();
    return commands
        .setParameterExceptionHandler((wrong, given) ->
            List.of(given).contains(HostOptions.JSON)
                ? inJson(wrong)
                : inWords.handleParseException(wrong, given))
        .execute(arguments.length == 0 ? new String[] {"--help"} : arguments);
  }

  private int inJson(ParameterException wrong) {
    context.out().println(CommandReport.failureAsJson(String.valueOf(wrong.getMessage())));
    return wrong.getCommandLine().getCommandSpec().exitCodeOnInvalidInput();
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
