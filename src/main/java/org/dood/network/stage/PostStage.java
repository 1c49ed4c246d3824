package org.dood.network.stage;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.dood.network.detach.ContainerRemoval;
import org.dood.network.detach.DetachRequest;
import org.dood.network.detach.DetachRunner;
import org.dood.network.detach.RemoveContainers;
import org.dood.network.detach.StepContainers;
import org.dood.network.engine.EngineAddress;
import org.dood.network.engine.EngineAddress.Parsed;
import org.dood.network.engine.EngineException;
import org.dood.network.engine.model.ListedContainer;
import org.dood.network.engine.model.ObjectName;
import org.dood.network.github.JobFacts;
import org.dood.network.github.SavedForwarder;
import org.dood.network.github.SavedState;
import org.dood.network.inputs.Inputs;
import org.dood.network.inputs.SummaryChoice;
import org.dood.network.report.DetachReport;
import org.dood.network.report.LeftOutReport;
import org.dood.network.report.StepSummary;
import org.dood.network.route.KeptRoute;
import org.dood.network.runner.OwnContainer;
import org.dood.network.runner.OwnMarks;
import org.dood.network.runner.Signature;
import org.dood.network.runner.StepIdentity;
import org.dood.network.sharing.JobNetworkMembers;
import org.dood.network.sharing.JobUse;

/** The post stage, from what main saved to the exit code. */
public final class PostStage {

  private final StageContext context;

  public PostStage(StageContext context) {
    this.context = context;
  }

  /** Undoes what main did. Returns the exit code, which never fails a job. */
  public int run() {
    var job = JobFacts.from(context.environment());
    var saved = ofThisAction(SavedState.from(context.environment()));
    var forwarder = SavedForwarder.from(context.environment());
    var address =
        switch (saved) {
          case SavedState.AttachedBy attached -> engineAddress(attached.engine());
          case SavedState.NothingAttached() ->
              savedWith(forwarder).orElseGet(EngineAddress::mountedSocket);
          case SavedState.Lost() -> savedWith(forwarder).orElseGet(() -> engineThatRunsUs());
        };
    try (var engine = context.engineAt(address)) {
      var removing = new RemoveContainers(engine);
      var self =
          new StepIdentity(engine, context.processInfo().container(), job.step(), Optional.empty());
      var members = new JobNetworkMembers(engine);
      var made = signature(self, saved).map(removing::madeBy).orElse(StepContainers.NONE);
      // Removed first, since a forwarder has nothing to forward to once the runner is detached.
      var removedFirst =
          removeAllButMarks(removing, made, forwarder, JobUse.of(mark(self, saved), members));
      var outcome = new DetachRunner(engine, self, members).detach(request(saved, job));
      var removedLast = removing.remove(made.marks());
      var files = context.fileCommands(job);
      if (Inputs.summaryIn(context.environment()) == SummaryChoice.SHOWN) {
        StepSummary.of(outcome).ifPresent(files::addSummary);
      }
      var exitCode =
          context.publish(
              DetachReport.of(outcome)
                  .and(DetachReport.of(removedFirst))
                  .and(DetachReport.of(removedLast)),
              files);
      LeftOutReport.ofPost(engine.leftOut()).forEach(context.out()::println);
      return exitCode;
    }
  }

  /** State whose mark no main stage can have made counts as lost. */
  private static SavedState ofThisAction(SavedState saved) {
    return switch (saved) {
      case SavedState.AttachedBy attached when withSecret(attached.mark()).isEmpty() ->
          new SavedState.Lost();
      case SavedState.AttachedBy _, SavedState.NothingAttached(), SavedState.Lost() -> saved;
    };
  }

  private static Optional<Signature> withSecret(String mark) {
    return Signature.parse(mark).filter(signature -> signature.secret().isPresent());
  }

  private static DetachRequest request(SavedState saved, JobFacts job) {
    return switch (saved) {
      case SavedState.AttachedBy(var container, var networks, var mark, var routes, _) ->
          withSecret(mark)
              .<DetachRequest>map(signature ->
                  new DetachRequest.Saved(
                      container, networks, signature, KeptRoute.fromMarks(routes)))
              .orElseGet(() -> new DetachRequest.Unsaved(job.stateFileName()));
      case SavedState.NothingAttached() -> new DetachRequest.NothingAttached();
      case SavedState.Lost() -> new DetachRequest.Unsaved(job.stateFileName());
    };
  }

  /**
   * Removes the forwarder and the step's other containers, except those that mark what to undo. A
   * forwarder that serves several steps is removed with the last of them.
   */
  private static List<ContainerRemoval> removeAllButMarks(
      RemoveContainers removing,
      StepContainers made,
      Optional<SavedForwarder> forwarder,
      JobUse use) {
    return switch (use) {
      case JobUse.ByThisStep() ->
          Stream.concat(
                  forwarder.stream().flatMap(f -> remove(f, removing)),
                  removing
                      .removeAtEndOfJob(
                          made.others().stream()
                              .filter(c ->
                                  forwarder.filter(f -> f.container().equals(c.name())).isEmpty())
                              .toList())
                      .stream())
              .toList();
      case JobUse.ByFurtherSteps() -> removing.removeAtEndOfJob(withoutForwarders(made));
      case JobUse.ByThisStepAsTheLast(OwnMarks.OfJob ofJob) ->
          removing.removeAtEndOfJob(
              Stream.concat(removing.forwardersOf(ofJob).stream(), withoutForwarders(made).stream())
                  .toList());
    };
  }

  private static List<ListedContainer> withoutForwarders(StepContainers made) {
    return made.others().stream().filter(c -> !StepContainers.isForwarder(c)).toList();
  }

  /** The mark of what main attached; empty if it attached nothing, or if it is not known. */
  private static Optional<Signature> mark(StepIdentity self, SavedState saved) {
    return switch (saved) {
      case SavedState.AttachedBy attached -> withSecret(attached.mark());
      case SavedState.NothingAttached() -> Optional.empty();
      case SavedState.Lost() -> ownSignature(self);
    };
  }

  private static Stream<ContainerRemoval> remove(
      SavedForwarder forwarder, RemoveContainers removing) {
    return withSecret(forwarder.mark()).stream()
        .flatMap(signature ->
            ObjectName.parse(forwarder.container()).stream()
                .map(name -> removing.removeForwarder(signature, name)));
  }

  /**
   * The signature of the containers that main may have had no time to remove. Empty if the saved
   * state shows that main created none except the forwarder and claims on the job's own network,
   * because it set no routing rules and joined no network beside the job's. So most jobs need no
   * call for such containers.
   */
  private static Optional<Signature> signature(StepIdentity self, SavedState saved) {
    return switch (saved) {
      case SavedState.AttachedBy(_, var networks, var mark, var routes, _)
          when !routes.isEmpty() || networks.size() > 1 ->
          withSecret(mark);
      case SavedState.AttachedBy _, SavedState.NothingAttached() -> Optional.empty();
      case SavedState.Lost() -> ownSignature(self);
    };
  }

  /** The signature of this step; empty if the engine does not know this step's own container. */
  private static Optional<Signature> ownSignature(StepIdentity self) {
    try {
      return self.ownContainer().map(_ -> self.signature());
    } catch (EngineException e) {
      return Optional.empty();
    }
  }

  /** The engine that main saved. Of the inputs, post reads only those that hold TLS material. */
  private EngineAddress engineAddress(String saved) {
    return good(Inputs.engineAt(Optional.of(saved), context.environment()))
        .or(() -> good(EngineAddress.parse(Optional.of(saved))))
        .orElse(EngineAddress.mountedSocket());
  }

  private Optional<EngineAddress> savedWith(Optional<SavedForwarder> forwarder) {
    return forwarder.map(f -> engineAddress(f.engine()));
  }

  /**
   * The engine without saved state: the one behind the mounted socket if it knows this step's own
   * container. Otherwise the one that the input names now, which main may not have used.
   */
  private EngineAddress engineThatRunsUs() {
    var socket = EngineAddress.mountedSocket();
    return runsUs(socket) ? socket : good(Inputs.dockerHost(context.environment())).orElse(socket);
  }

  private boolean runsUs(EngineAddress address) {
    try (var engine = context.engineAt(address)) {
      return OwnContainer.find(engine, context.processInfo().container()).isPresent();
    } catch (EngineException e) {
      return false;
    }
  }

  private static Optional<EngineAddress> good(Parsed parsed) {
    return parsed instanceof Parsed.Good(EngineAddress address)
        ? Optional.of(address)
        : Optional.empty();
  }
}
