package org.dood.network;

import com.github.dockerjava.transport.DockerHttpClient;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntSupplier;
import java.util.function.UnaryOperator;
import org.dood.network.actions.Durations;
import org.dood.network.actions.Environment;
import org.dood.network.actions.FileCommands;
import org.dood.network.actions.Job;
import org.dood.network.actions.SavedForwarder;
import org.dood.network.actions.SavedState;
import org.dood.network.actions.WorkflowCommand;
import org.dood.network.attachment.AttachOutcome;
import org.dood.network.attachment.AttachOutcome.NotAttached;
import org.dood.network.attachment.AttachPlan;
import org.dood.network.attachment.AttachRequest;
import org.dood.network.attachment.AttachRunner;
import org.dood.network.attachment.DetachRequest;
import org.dood.network.attachment.DetachRunner;
import org.dood.network.attachment.HealRunner;
import org.dood.network.attachment.KeptRoute;
import org.dood.network.attachment.PlanAttachment;
import org.dood.network.docker.Engine;
import org.dood.network.docker.EngineAddress;
import org.dood.network.docker.EngineAddress.Parsed;
import org.dood.network.docker.EngineException;
import org.dood.network.docker.ObjectName;
import org.dood.network.report.AttachReport;
import org.dood.network.report.DetachReport;
import org.dood.network.report.HealReport;
import org.dood.network.report.HostReport;
import org.dood.network.report.Report;
import org.dood.network.report.ServicesReport;
import org.dood.network.runner.ActionContainer;
import org.dood.network.runner.Signature;
import org.dood.network.services.RemoveForwarder;
import org.dood.network.upkeep.LookAfterHost;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One stage of the action, from its environment to its exit code. */
public final class Main {

  private static final Logger LOG = LoggerFactory.getLogger(Main.class);

  private static final String DEBUGGING_HINT =
      "Run the job again with debug logging to learn more.";

  static final int SUCCESS = 0;
  static final int FAILURE = 1;
  static final int USAGE = 2;

  private final Environment environment;
  private final Function<EngineAddress, DockerHttpClient> transport;
  private final Surroundings surroundings;
  private final PrintStream out;

  Main(
      Environment environment,
      Function<EngineAddress, DockerHttpClient> transport,
      Surroundings surroundings,
      PrintStream out) {
    this.environment = environment;
    this.transport = transport;
    this.surroundings = surroundings;
    this.out = out;
  }

  /**
   * Runs the stages that the arguments name, {@code main} or {@code post}. The runner names one; to
   * train a JVM's cache of classes takes one process for all.
   *
   * <p>Exits with 0 on success, 1 where the runner could not be attached, 2 on a wrong argument.
   */
  @SuppressWarnings("SystemOut") // Standard output is how an action talks to the runner.
  public static void main(String[] arguments) throws IOException {
    var surroundings = Surroundings.ofProcess(Path.of("/proc"));
    var main = new Main(Environment.ofProcess(), EngineAddress::open, surroundings, System.out);
    System.exit(main.run(List.of(arguments)));
  }

  /** Runs stages; the arguments are those of {@link #main}, and so is the exit code. */
  int run(List<String> arguments) {
    return Stage.parse(arguments).stream().mapToInt(this::run).max().orElseGet(this::usage);
  }

  private int run(Stage stage) {
    return switch (stage) {
      case MAIN -> orElse(this::attach, WorkflowCommand::error, FAILURE);
      case POST -> orElse(this::detach, WorkflowCommand::warning, SUCCESS);
    };
  }

  /**
   * What no outcome stands for, such as a full disk: told in a line, with its trace for debugging.
   */
  private int orElse(IntSupplier stage, UnaryOperator<String> annotation, int exitCode) {
    try {
      return stage.getAsInt();
    } catch (RuntimeException e) {
      LOG.debug("unexpected", e);
      out.println(annotation.apply("Did not end as it should: " + e + ". " + DEBUGGING_HINT));
      return exitCode;
    }
  }

  private int attach() {
    var job = Job.from(environment);
    var files = fileCommands(job);
    var badPruneAfter = job.pruneAfter().filter(given -> Durations.parse(given).isEmpty());
    if (badPruneAfter.isPresent()) {
      return fail(new NotAttached.BadPruneAfter(badPruneAfter.get()), files);
    }
    var mistake = ServiceChoices.mistakeIn(job);
    if (mistake.isPresent()) {
      return fail(mistake.get(), files);
    }
    return switch (engineAddress(job)) {
      case Parsed.Good(EngineAddress address) -> attach(job, files, address);
      case Parsed.OutOfSight(String given) ->
          fail(new NotAttached.DockerHostOutOfSight(given), files);
      case Parsed.Malformed(String given) -> fail(new NotAttached.BadDockerHost(given), files);
      case Parsed.BadTls(String reason) -> fail(new NotAttached.BadTlsMaterial(reason), files);
    };
  }

  private int attach(Job job, FileCommands files, EngineAddress address) {
    try (var engine = Engine.at(address, transport.apply(address))) {
      var plan = new PlanAttachment(engine, request(job, files)).plan();
      var services =
          new ServeJob(engine, job, surroundings.hostname(), files, out::println).begin(plan);
      return switch (attach(engine, plan, address, files)) {
        case NotAttached failure -> fail(failure, files);
        case AttachOutcome outcome -> {
          var exitCode =
              publish(AttachReport.of(outcome).and(ServicesReport.of(services.finish())), files);
          if (outcome.engineServesJob()) {
            lookAfterHost(engine, job).forEach(out::println);
          }
          yield exitCode;
        }
      };
    }
  }

  private static List<String> lookAfterHost(Engine engine, Job job) {
    var pruneAfter = job.pruneAfter().flatMap(Durations::parse);
    return HostReport.of(new LookAfterHost(engine, pruneAfter, InstantSource.system()).look());
  }

  private int fail(NotAttached failure, FileCommands files) {
    return publish(AttachReport.of(failure).and(ServicesReport.ofNone()), files);
  }

  private AttachOutcome attach(
      Engine engine, AttachPlan plan, EngineAddress address, FileCommands files) {
    return switch (plan) {
      case AttachPlan.Settled(AttachOutcome outcome) -> {
        files.saveState(new SavedState.NothingAttached().entries());
        yield outcome;
      }
      case AttachPlan.Connect connect -> {
        // Before the act: if that is cut short, post knows what to look for.
        files.saveState(state(connect, address).entries());
        HealReport.of(new HealRunner(engine, connect).heal()).forEach(out::println);
        yield new AttachRunner(engine, connect).attach();
      }
    };
  }

  private AttachRequest request(Job job, FileCommands files) {
    return new AttachRequest(
        job.network(),
        job.extraNetworks(),
        job.aliases(),
        job.defaultRoute(),
        job.runnerContainer(),
        job.jobContainer(),
        job.hosted(),
        surroundings.hostname(),
        job.step(),
        job.stateFile().map(Path::getFileName).map(Path::toString),
        files.present(),
        surroundings.engineHome());
  }

  private int detach() {
    var job = Job.from(environment);
    var saved = SavedState.from(environment);
    var forwarder = SavedForwarder.from(environment);
    var address =
        switch (saved) {
          case SavedState.AttachedBy attached -> engineAddress(job, attached.engine());
          case SavedState.NothingAttached(), SavedState.Lost() ->
              forwarder
                  .map(f -> engineAddress(job, f.engine()))
                  .orElseGet(() -> engineAddressIfGood(job));
        };
    try (var engine = Engine.at(address, transport.apply(address))) {
      var request =
          switch (saved) {
            case SavedState.AttachedBy(var container, var networks, var alias, var routes, _) ->
                Signature.parse(alias)
                    .<DetachRequest>map(signature ->
                        new DetachRequest.Saved(
                            container, networks, signature, KeptRoute.recordedIn(routes)))
                    .orElseGet(() -> new DetachRequest.Unsaved(job.step()));
            case SavedState.NothingAttached() -> new DetachRequest.NothingAttached();
            case SavedState.Lost() -> new DetachRequest.Unsaved(job.step());
          };
      // First: it has no more to forward to once the runner is detached.
      var left = removeForwarder(engine, job, saved, forwarder);
      var detaching = new DetachRunner(engine, surroundings.hostname());
      return publish(
          DetachReport.of(detaching.detach(request)).and(ServicesReport.ofLeft(left)),
          fileCommands(job));
    }
  }

  private List<RemoveForwarder.Left> removeForwarder(
      Engine engine, Job job, SavedState saved, Optional<SavedForwarder> forwarder) {
    var removing = new RemoveForwarder(engine);
    return switch (saved) {
      case SavedState.AttachedBy _, SavedState.NothingAttached _ ->
          forwarder.map(SavedForwarder::container).flatMap(ObjectName::parse).stream()
              .flatMap(name -> removing.named(name).stream())
              .toList();
      case SavedState.Lost() ->
          ownSignature(engine, job).stream()
              .flatMap(signature ->
                  removing
                      .labelled(
                          Signature.PURPOSE_LABEL + "=" + ServeJob.FORWARDER,
                          Signature.LABEL + "=" + signature.alias())
                      .stream())
              .toList();
    };
  }

  /** Empty if the engine does not know whose this step is. */
  private Optional<Signature> ownSignature(Engine engine, Job job) {
    try {
      return ActionContainer.find(engine, surroundings.hostname())
          .map(self -> Signature.of(Optional.of(self), job.step()));
    } catch (EngineException e) {
      return Optional.empty();
    }
  }

  private static Parsed engineAddress(Job job) {
    return EngineAddress.parse(
        job.dockerHost(), job.tlsAuthority(), job.tlsCertificate(), job.tlsKey());
  }

  /** Where main saved that the engine is. Of the inputs, post needs the TLS material alone. */
  private static EngineAddress engineAddress(Job job, String saved) {
    var withTls =
        EngineAddress.parse(
            Optional.of(saved), job.tlsAuthority(), job.tlsCertificate(), job.tlsKey());
    return good(withTls)
        .or(() -> good(EngineAddress.parse(Optional.of(saved))))
        .orElse(EngineAddress.mountedSocket());
  }

  /** Without saved state the input is the only hint, and a bad one changes nothing. */
  private static EngineAddress engineAddressIfGood(Job job) {
    return good(engineAddress(job)).orElse(EngineAddress.mountedSocket());
  }

  private static Optional<EngineAddress> good(Parsed parsed) {
    return parsed instanceof Parsed.Good(EngineAddress address)
        ? Optional.of(address)
        : Optional.empty();
  }

  private FileCommands fileCommands(Job job) {
    return new FileCommands(job, out::println, () -> UUID.randomUUID().toString());
  }

  private int publish(Report report, FileCommands files) {
    report.lines().forEach(out::println);
    files.setOutputs(report.outputs());
    return report.failed() ? FAILURE : SUCCESS;
  }

  private int usage() {
    out.println(
        WorkflowCommand.error(
            "This image is a step of a workflow: it takes one argument, 'main' or 'post'."));
    return USAGE;
  }

  private static SavedState state(AttachPlan.Connect connect, EngineAddress address) {
    return new SavedState.AttachedBy(
        connect.target().namespace().id().value(),
        connect.forPost().stream().map(n -> n.id().value()).toList(),
        connect.signature().alias(),
        connect.routes().records(),
        address.uri());
  }
}
