package org.dood.network.sharing;

import java.util.List;
import java.util.Optional;
import org.dood.network.engine.model.ListedContainer;
import org.dood.network.runner.OwnMarks;
import org.dood.network.runner.Signature;

/** Which steps of a job still use what one of them attached or started. */
public sealed interface JobUse {

  /** No step has shared it. */
  record ByThisStep() implements JobUse {}

  /** Other steps, whose post stages are still to come, use it too. */
  record ByFurtherSteps() implements JobUse {}

  /**
   * This step shared it with others, whose post stages have run.
   *
   * @param ofJob the marks of all of the job's steps
   */
  record ByThisStepAsTheLast(OwnMarks.OfJob ofJob) implements JobUse {}

  /**
   * The use, by the claims on the attachment to the job's own network.
   *
   * @param step the step whose post stage runs; empty if it is not known, or attached nothing
   */
  static JobUse of(Optional<Signature> step, JobNetworkMembers members) {
    return step.flatMap(known ->
            known
                .jobNetwork()
                .filter(known::isMadeForJob)
                .map(network -> of(known, members.claimsOn(network))))
        .orElseGet(ByThisStep::new);
  }

  private static JobUse of(Signature step, List<ListedContainer> claims) {
    var ofStep = new OwnMarks.OfStep(step);
    var ofJob = new OwnMarks.OfJob(step);
    // The image of a service can bring any label, and cannot know this job's marks.
    var marks =
        claims.stream().flatMap(c -> Signature.on(c).stream()).filter(ofJob::include).toList();
    if (marks.isEmpty()) {
      return new ByThisStep();
    }
    return marks.stream().allMatch(ofStep::include)
        ? new ByThisStepAsTheLast(ofJob)
        : new ByFurtherSteps();
  }
}
