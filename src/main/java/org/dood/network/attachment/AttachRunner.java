package org.dood.network.attachment;

import java.util.Optional;
import org.dood.network.attachment.AttachOutcome.AlreadyAttached;
import org.dood.network.attachment.AttachOutcome.Attached;
import org.dood.network.attachment.AttachOutcome.NotAttached;
import org.dood.network.attachment.AttachOutcome.NothingToDo;
import org.dood.network.docker.Container;
import org.dood.network.docker.Endpoint;
import org.dood.network.docker.Engine;
import org.dood.network.docker.EngineException;
import org.dood.network.docker.Network;
import org.dood.network.docker.ObjectName;
import org.dood.network.runner.ActionContainer;
import org.dood.network.runner.RunnerSearch;
import org.dood.network.runner.Sighting;
import org.dood.network.runner.Signature;

/**
 * Main: attaches the runner's container to the job's network.
 *
 * <p>In two halves, so that the plan can be put on record before anything is changed: {@link #plan}
 * looks and decides, {@link #carryOut} acts.
 */
public final class AttachRunner {

  private final Engine engine;
  private final AttachRequest request;

  public AttachRunner(Engine engine, AttachRequest request) {
    this.engine = engine;
    this.request = request;
  }

  /** Looks and decides; changes nothing. */
  public AttachPlan plan() {
    try {
      return decide();
    } catch (EngineException e) {
      return settled(new NotAttached.EngineFailed(e.failure()));
    }
  }

  /** Attaches the runner as planned. */
  public AttachOutcome carryOut(AttachPlan.Connect plan) {
    var attachment = plan.attachment();
    try {
      engine.connect(attachment.network().id(), attachment.runner().id(), attachment.alias());
      return endpointOf(attachment)
          .<AttachOutcome>map(e -> new Attached(attachment, e.ipAddress()))
          .orElseGet(() -> new NotAttached.NoSuchContainer(attachment.runner().name()));
    } catch (EngineException e) {
      return afterFailure(attachment, e);
    }
  }

  private AttachPlan decide() {
    if (request.hosted()) {
      return settled(new NothingToDo.HostedRunner());
    }
    return request
        .network()
        .map(this::decideFor)
        .orElseGet(() -> settled(new NothingToDo.NoNetwork()));
  }

  private AttachPlan decideFor(String networkGiven) {
    var name = ObjectName.parse(networkGiven);
    if (name.isEmpty()) {
      return settled(new NotAttached.BadNetworkName(networkGiven));
    }
    var runnerGiven = request.runnerContainer();
    if (runnerGiven.isPresent() && runnerGiven.flatMap(ObjectName::parse).isEmpty()) {
      return settled(new NotAttached.BadContainerName(runnerGiven.get()));
    }
    return name.flatMap(engine::network)
        .map(network -> {
          var self = ActionContainer.find(engine, request.hostname());
          return runnerGiven
              .map(given -> attachNamed(given, self, network))
              .orElseGet(() -> attachProven(self, network));
        })
        .orElseGet(() -> settled(new NotAttached.NoSuchNetwork(networkGiven)));
  }

  private AttachPlan attachNamed(String given, Optional<ActionContainer> self, Network network) {
    return engine
        .container(new ObjectName(given))
        .map(runner -> attach(runner, "named by the input 'runner-container'", self, network))
        .orElseGet(() -> settled(new NotAttached.NoSuchContainer(given)));
  }

  private AttachPlan attachProven(Optional<ActionContainer> self, Network network) {
    return self.map(own ->
            switch (new RunnerSearch(engine, own, request.stateFileName()).search()) {
              case Sighting.Proven(var runner, var evidence) ->
                  engine
                      .container(runner.id())
                      .map(found -> attach(found, evidence, self, network))
                      .orElseGet(() -> settled(new NotAttached.NoSuchContainer(runner.name())));
              case Sighting.InNoContainer(int asked) ->
                  settled(
                      request.commandFilesPresent()
                          ? new NothingToDo.RunnerInNoContainer(network.name(), asked)
                          : new NotAttached.CommandFilesMissing(workDirectory(own)));
              case Sighting.Unproven(var open) -> settled(new NotAttached.RunnerUnproven(open));
              case Sighting.Contested(var proven) ->
                  settled(new NotAttached.RunnerContested(proven));
            })
        .orElseGet(() -> settled(new NotAttached.OwnContainerUnknown(request.hostname())));
  }

  private AttachPlan attach(
      Container runner, String evidence, Optional<ActionContainer> self, Network network) {
    var alias = Signature.of(self, request.step()).alias();
    var unshared =
        request.commandFilesPresent()
            ? Optional.<String>empty()
            : self.map(AttachRunner::workDirectory);
    var attachment = new Attachment(runner, evidence, network, alias, unshared);
    return runner
        .endpointOn(network.id())
        .map(e -> settled(new AlreadyAttached(attachment, e.ipAddress())))
        .orElseGet(() -> new AttachPlan.Connect(attachment));
  }

  /** A call can fail after the engine acted: what counts is what is there now. */
  private AttachOutcome afterFailure(Attachment attachment, EngineException failure) {
    try {
      return endpointOf(attachment)
          .filter(e -> e.aliases().contains(attachment.alias()))
          .<AttachOutcome>map(e -> new Attached(attachment, e.ipAddress()))
          .orElseGet(() -> new NotAttached.ConnectFailed(attachment, failure.failure()));
    } catch (EngineException lookFailed) {
      failure.addSuppressed(lookFailed);
      return new NotAttached.ConnectUncertain(attachment, failure.failure());
    }
  }

  private Optional<Endpoint> endpointOf(Attachment attachment) {
    return engine
        .container(attachment.runner().id())
        .flatMap(runner -> runner.endpointOn(attachment.network().id()));
  }

  /** {@code <work>} of {@code <work>/_temp/_runner_file_commands}. */
  private static String workDirectory(ActionContainer self) {
    return self.fileCommands().replaceFirst("/_temp/[^/]+$", "");
  }

  private static AttachPlan settled(AttachOutcome outcome) {
    return new AttachPlan.Settled(outcome);
  }
}
