package org.dood.network.stage;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.dood.network.attach.AttachOutcome;
import org.dood.network.attach.AttachOutcome.NotAttached;
import org.dood.network.attach.AttachPlan;
import org.dood.network.attach.AttachRequest;
import org.dood.network.attach.AttachRunner;
import org.dood.network.attach.PlanAttachment;
import org.dood.network.engine.Concurrently;
import org.dood.network.engine.Engine;
import org.dood.network.engine.EngineAddress;
import org.dood.network.engine.Running;
import org.dood.network.engine.model.Endpoint;
import org.dood.network.github.FileCommands;
import org.dood.network.github.JobFacts;
import org.dood.network.github.SavedState;
import org.dood.network.host.CheckHost;
import org.dood.network.host.HostState;
import org.dood.network.host.RunnersNetworks;
import org.dood.network.inputs.Inputs;
import org.dood.network.inputs.Inputs.Parsed;
import org.dood.network.inputs.InvalidInput;
import org.dood.network.inputs.SummaryChoice;
import org.dood.network.recovery.RecoverRunner;
import org.dood.network.report.AttachReport;
import org.dood.network.report.HostReport;
import org.dood.network.report.LeftOutReport;
import org.dood.network.report.RecoveryReport;
import org.dood.network.report.ServicesReport;
import org.dood.network.report.StepSummary;
import org.dood.network.runner.StepIdentity;

/** The main stage, from what the runner passed to the exit code. */
public final class MainStage {

  private final StageContext context;

  public MainStage(StageContext context) {
    this.context = context;
  }

  /** Attaches the runner, and does what the inputs ask for its services. Returns the exit code. */
  public int run() {
    var job = JobFacts.from(context.environment());
    var files = context.fileCommands(job);
    // First of all: what stands in the workflow's own environment is then no saved state.
    files.saveState(new SavedState.NothingAttached().entries());
    return switch (Inputs.parse(context.environment())) {
      case Parsed.Valid(Inputs inputs) -> run(inputs, job, files);
      case Parsed.Invalid(InvalidInput reason) -> reject(reason, files);
    };
  }

  private int reject(InvalidInput reason, FileCommands files) {
    return context.publish(AttachReport.of(reason).and(ServicesReport.ofNone()), files);
  }

  private int run(Inputs inputs, JobFacts job, FileCommands files) {
    try (var engine = context.engineAt(inputs.engine())) {
      var self =
          new StepIdentity(
              engine,
              context.processInfo().container(),
              job.step(),
              Optional.of(context.secret().get()));
      var plan = new PlanAttachment(engine, self, request(inputs, job, files)).plan();
      // Before the first change: if this stage is killed, post knows what to look for.
      stateOf(plan, inputs.engine()).map(SavedState::entries).ifPresent(files::saveState);
      // Before the services: the forwarder of a killed job may hold a port that this job needs.
      RecoveryReport.of(new RecoverRunner(engine).recover(plan.leftovers()))
          .forEach(context.out()::println);
      var services =
          new ServeServices(
                  engine, inputs, job, self, context.processInfo(), files, context.out()::println)
              .begin(plan);
      var host =
          new CheckHost(
              engine, networksOfRunner(plan), inputs.pruneAfter(), InstantSource.system());
      var looking = beginToLook(host, inputs, plan);
      var exitCode =
          switch (attach(engine, plan)) {
            case NotAttached failure -> fail(failure, files);
            case AttachOutcome outcome -> {
              var served = services.finish();
              var published =
                  context.publish(AttachReport.of(outcome).and(ServicesReport.of(served)), files);
              if (inputs.summary() == SummaryChoice.SHOWN) {
                StepSummary.of(outcome, served).ifPresent(files::addSummary);
              }
              reportOf(host, looking, plan).forEach(context.out()::println);
              yield published;
            }
          };
      LeftOutReport.ofMain(engine.leftOut()).forEach(context.out()::println);
      return exitCode;
    }
  }

  /**
   * Without removals, the look at the host runs while the runner is attached; removals come last.
   */
  private static Optional<Running<HostState>> beginToLook(
      CheckHost host, Inputs inputs, AttachPlan plan) {
    return plan.engineServesJob() && inputs.pruneAfter().isEmpty()
        ? Optional.of(Concurrently.begin(host::look))
        : Optional.empty();
  }

  private static RunnersNetworks networksOfRunner(AttachPlan plan) {
    return switch (plan) {
      case AttachPlan.Settled _ -> RunnersNetworks.NONE;
      case AttachPlan.Connect connect ->
          new RunnersNetworks(
              connect.target().namespace().endpoints().stream()
                  .map(Endpoint::networkName)
                  .filter(name -> !connect.joined().contains(name))
                  .collect(Collectors.toSet()),
              connect.joined());
    };
  }

  private static List<String> reportOf(
      CheckHost host, Optional<Running<HostState>> looking, AttachPlan plan) {
    return plan.engineServesJob()
        ? HostReport.of(looking.map(Running::await).orElseGet(host::look))
        : List.of();
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

  private AttachRequest request(Inputs inputs, JobFacts job, FileCommands files) {
    return new AttachRequest(
        inputs,
        job,
        context.processInfo().container(),
        files.access(),
        context.processInfo().engineLocation());
  }

  /**
   * What is to be saved beside that nothing is attached; empty if the plan is to attach nothing.
   */
  private static Optional<SavedState> stateOf(AttachPlan plan, EngineAddress address) {
    return switch (plan) {
      case AttachPlan.Settled _ -> Optional.empty();
      case AttachPlan.Connect connect ->
          Optional.of(
              new SavedState.AttachedBy(
                  connect.target().namespace().id().value(),
                  connect.forPost().stream().map(n -> n.id().value()).toList(),
                  connect.signature().alias(),
                  connect.routesForPost(),
                  address.uri()));
    };
  }
}
