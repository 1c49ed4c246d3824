package org.dood.network.stage;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;
import org.dood.network.attach.AttachOutcome;
import org.dood.network.attach.AttachOutcome.NotAttached;
import org.dood.network.attach.AttachPlan;
import org.dood.network.attach.AttachRequest;
import org.dood.network.attach.AttachRunner;
import org.dood.network.attach.PlanAttachment;
import org.dood.network.engine.Concurrently;
import org.dood.network.engine.Engine;
import org.dood.network.engine.EngineAddress;
import org.dood.network.engine.EngineAddress.Parsed;
import org.dood.network.github.Durations;
import org.dood.network.github.FileCommands;
import org.dood.network.github.Job;
import org.dood.network.github.SavedState;
import org.dood.network.host.CheckHost;
import org.dood.network.recovery.RecoverRunner;
import org.dood.network.report.AttachReport;
import org.dood.network.report.HostReport;
import org.dood.network.report.RecoveryReport;
import org.dood.network.report.ServicesReport;

/** Main, from what the runner passed to the exit code. */
public final class MainStage {

  private final StageContext context;

  public MainStage(StageContext context) {
    this.context = context;
  }

  /** Attaches the runner, and does what is asked for its services. Returns the exit code. */
  public int run() {
    var job = Job.from(context.environment());
    var files = context.fileCommands(job);
    var badPruneAfter = job.pruneAfter().filter(given -> Durations.parse(given).isEmpty());
    if (badPruneAfter.isPresent()) {
      return fail(new NotAttached.BadPruneAfter(badPruneAfter.get()), files);
    }
    var mistake = ServiceChoices.mistakeIn(job);
    if (mistake.isPresent()) {
      return fail(mistake.get(), files);
    }
    return switch (EngineAddress.parse(
        job.dockerHost(), job.tlsAuthority(), job.tlsCertificate(), job.tlsKey())) {
      case Parsed.Good(EngineAddress address) -> run(job, files, address);
      case Parsed.OutOfSight(String given) ->
          fail(new NotAttached.DockerHostOutOfSight(given), files);
      case Parsed.Malformed(String given) -> fail(new NotAttached.BadDockerHost(given), files);
      case Parsed.BadTls(String reason) -> fail(new NotAttached.BadTlsMaterial(reason), files);
    };
  }

  private int run(Job job, FileCommands files, EngineAddress address) {
    try (var engine = context.engineAt(address)) {
      var plan = new PlanAttachment(engine, request(job, files)).plan();
      // Before the first act: if that is cut short, post knows what to look for.
      files.saveState(stateOf(plan, address).entries());
      // First of all, since a killed job's forwarder may hold a port that this job's is to have.
      RecoveryReport.of(new RecoverRunner(engine).recover(plan.leftovers()))
          .forEach(context.out()::println);
      var services =
          new ServeJob(engine, job, context.processInfo().hostname(), files, context.out()::println)
              .begin(plan);
      var host = lookAfterHost(engine, job, plan);
      return switch (attach(engine, plan)) {
        case NotAttached failure -> fail(failure, files);
        case AttachOutcome outcome -> {
          var exitCode =
              context.publish(
                  AttachReport.of(outcome).and(ServicesReport.of(services.finish())), files);
          host.get().forEach(context.out()::println);
          yield exitCode;
        }
      };
    }
  }

  /** A mere look is taken beside the attachment; what removes something comes last. */
  private static Supplier<List<String>> lookAfterHost(Engine engine, Job job, AttachPlan plan) {
    if (!plan.engineServesJob()) {
      return List::of;
    }
    var pruneAfter = job.pruneAfter().flatMap(Durations::parse);
    var looking = new CheckHost(engine, pruneAfter, InstantSource.system());
    Supplier<List<String>> look = () -> HostReport.of(looking.look());
    return pruneAfter.isEmpty() ? Concurrently.begin(look) : look;
  }

  private int fail(NotAttached failure, FileCommands files) {
    return context.publish(AttachReport.of(failure).and(ServicesReport.ofNone()), files);
  }

  private static AttachOutcome attach(Engine engine, AttachPlan plan) {
    return switch (plan) {
      case AttachPlan.Settled(AttachOutcome outcome, _) -> outcome;
      case AttachPlan.Connect connect -> new AttachRunner(engine, connect).attach();
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
        context.processInfo().hostname(),
        job.step(),
        job.stateFile().map(Path::getFileName).map(Path::toString),
        files.present(),
        context.processInfo().engineLocation());
  }

  private static SavedState stateOf(AttachPlan plan, EngineAddress address) {
    return switch (plan) {
      case AttachPlan.Settled _ -> new SavedState.NothingAttached();
      case AttachPlan.Connect connect ->
          new SavedState.AttachedBy(
              connect.target().namespace().id().value(),
              connect.forPost().stream().map(n -> n.id().value()).toList(),
              connect.signature().alias(),
              connect.routesForPost(),
              address.uri());
    };
  }
}
