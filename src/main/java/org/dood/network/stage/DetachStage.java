package org.dood.network.stage;

import java.util.Optional;
import org.dood.network.detach.DetachJob;
import org.dood.network.github.JobFacts;
import org.dood.network.inputs.DetachInputs;
import org.dood.network.inputs.DetachInputs.Parsed;
import org.dood.network.inputs.InvalidInput;
import org.dood.network.report.DetachJobReport;
import org.dood.network.report.LeftOutReport;
import org.dood.network.runner.StepIdentity;

/**
 * The detach stage, from what the runner passed to the exit code. It is the only stage of an action
 * of its own, which a job uses to leave networks before it ends.
 */
public final class DetachStage {

  private final StageContext context;

  public DetachStage(StageContext context) {
    this.context = context;
  }

  /** Detaches the runner from networks that this job's steps attached it to. */
  public int run() {
    var job = JobFacts.from(context.environment());
    return switch (DetachInputs.parse(context.environment())) {
      case Parsed.Valid(DetachInputs inputs) -> run(inputs, job);
      case Parsed.Invalid(InvalidInput reason) ->
          context.publish(DetachJobReport.of(reason), context.fileCommands(job));
    };
  }

  private int run(DetachInputs inputs, JobFacts job) {
    try (var engine = context.engineAt(inputs.engine())) {
      var self =
          new StepIdentity(
              engine,
              context.processInfo().container(),
              job.step(),
              Optional.of(context.secret().get()));
      var outcome = new DetachJob(engine, self).detach(inputs.networks(), job.stateFileName());
      var exitCode = context.publish(DetachJobReport.of(outcome), context.fileCommands(job));
      LeftOutReport.ofPost(engine.leftOut()).forEach(context.out()::println);
      return exitCode;
    }
  }
}
