package org.dood.network.detach;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dood.network.detach.DetachJobOutcome.LeftNetwork;
import org.dood.network.detach.DetachOutcome.Handled;
import org.dood.network.detach.DetachOutcome.MarkedEndpoint;
import org.dood.network.engine.Engine;
import org.dood.network.engine.EngineException;
import org.dood.network.engine.EngineFailure;
import org.dood.network.engine.model.Container;
import org.dood.network.engine.model.Endpoint;
import org.dood.network.engine.model.ListedContainer;
import org.dood.network.engine.model.Network;
import org.dood.network.engine.model.ObjectName;
import org.dood.network.route.RulesRemoval;
import org.dood.network.runner.OwnMarks;
import org.dood.network.runner.Signature;
import org.dood.network.runner.StepIdentity;
import org.dood.network.sharing.Claims;
import org.dood.network.sharing.JobNetworkMembers;
import org.dood.network.sharing.SharedAttachment;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The detach stage's work: detaches the runner, before the job ends, from networks that any step of
 * the same job attached it to, and from no others.
 *
 * <p>It knows no state that another step saved. The runner is found as post finds it if that state
 * is lost: by marks that cannot be another job's, or by proof.
 */
public final class DetachJob {

  private static final Logger LOG = LoggerFactory.getLogger(DetachJob.class);

  private final Engine engine;
  private final StepIdentity self;

  /**
   * @param self the step that runs
   */
  public DetachJob(Engine engine, StepIdentity self) {
    this.engine = engine;
    this.self = self;
  }

  /**
   * The container that this job's steps attached, and where they attached it.
   *
   * @param own the marks of this job's steps
   * @param endpoints the endpoints that steps of this job made, or that they claimed
   */
  private record Attachment(Container runner, OwnMarks own, List<Endpoint> endpoints) {}

  /**
   * Detaches the runner.
   *
   * @param named the networks to leave; all if none is named
   * @param stateFile the name of the step's state file, for the proof of the runner's container;
   *     empty if the runner named none
   */
  public DetachJobOutcome detach(List<ObjectName> named, Optional<String> stateFile) {
    try {
      var ofAction = engine.containers().labelled(Signature.LABEL).elements();
      var signature = self.signature();
      var ifProven = new OwnMarks.OfJobOnProvenRunner(signature);
      return switch (new SearchByMark(engine, self, stateFile)
          .search(
              c -> attachment(c, new OwnMarks.OfJob(signature), ofAction),
              c -> attachment(c, ifProven, ofAction).isPresent(),
              c -> attachment(c, ifProven, ofAction))) {
        case SearchByMark.Result.Found(Attachment attachment) ->
            detach(attachment, named, ofAction);
        case SearchByMark.Result.NotFound() ->
            new DetachJobOutcome.NothingAttached(choose(named, List.of()).left());
        case SearchByMark.Result.OwnerUnknown(List<Container> containers) ->
            new DetachJobOutcome.OwnerUnknown(
                containers.stream()
                    .flatMap(c -> attachment(c, ifProven, ofAction).stream())
                    .flatMap(a ->
                        a.endpoints().stream()
                            .map(e -> new MarkedEndpoint(a.runner().name(), e.networkName())))
                    .toList());
      };
    } catch (EngineException e) {
      return e.failure().isWithoutSocket()
          ? new DetachJobOutcome.NoEngine()
          : new DetachJobOutcome.LookFailed(e.failure());
    }
  }

  private static Optional<Attachment> attachment(
      Container container, OwnMarks own, List<ListedContainer> ofAction) {
    var endpoints =
        container.endpoints().stream()
            .filter(e ->
                own.areOn(e)
                    || Claims.areHeld(
                        own, new SharedAttachment(container.id(), e.network()), ofAction))
            .toList();
    return Optional.of(new Attachment(container, own, endpoints))
        .filter(a -> !a.endpoints().isEmpty());
  }

  private DetachJobOutcome detach(
      Attachment attachment, List<ObjectName> named, List<ListedContainer> ofAction) {
    var choice = choose(named, attachment.endpoints());
    var own = attachment.own();
    // Removed first, since a forwarder ends when the runner leaves the job's network, and post
    // takes one that has ended for one that failed.
    var forwarders =
        choice.endpoints().stream().anyMatch(e -> isJobNetwork(e, own.signature()))
            ? new RemoveContainers(engine).removeAtEndOfJob(forwardersOf(own, ofAction))
            : List.<ContainerRemoval>of();
    return new DetachJobOutcome.Attached(
        new DetachContainer(engine, self, new JobNetworkMembers(engine))
            .detach(attachment.runner(), choice.endpoints()::contains, own, Optional.empty())
            .map(handled -> verified(handled, attachment.runner()))
            .orElseGet(() ->
                new Handled(
                    attachment.runner().name(),
                    List.of(),
                    new RulesRemoval.NotDue(),
                    Map.of(),
                    List.of())),
        forwarders,
        choice.left());
  }

  /**
   * Verifies by inspecting: a proxy may answer 200 without passing the call on, and the next step
   * relies on what this one says. Post need not, since the next job makes up for it.
   */
  private Handled verified(Handled handled, Container runner) {
    try {
      var now =
          engine.containers().find(runner.id()).stream()
              .flatMap(c -> c.endpoints().stream())
              .map(Endpoint::networkName)
              .toList();
      return new Handled(
          handled.runner(),
          handled.endpoints().stream().map(outcome -> verified(outcome, now)).toList(),
          handled.rules(),
          handled.blocking(),
          handled.unusedOfCompose());
    } catch (EngineException e) {
      LOG.debug("whether the container {} was detached is not known", runner.name(), e);
      return handled;
    }
  }

  private static EndpointOutcome verified(EndpointOutcome outcome, List<String> now) {
    return switch (outcome) {
      case EndpointOutcome.Detached(String runner, String network) when now.contains(network) ->
          new EndpointOutcome.StillAttached(
              runner,
              network,
              new EngineFailure.Unintelligible(
                  "disconnect container " + runner + " from network " + network,
                  "it says that this is done, but the container is on the network"));
      case EndpointOutcome.Detached _,
          EndpointOutcome.LeftToOthers _,
          EndpointOutcome.StillAttached _ ->
          outcome;
    };
  }

  private static boolean isJobNetwork(Endpoint endpoint, Signature signature) {
    return signature.jobNetwork().filter(endpoint.networkName()::equals).isPresent();
  }

  private static List<ListedContainer> forwardersOf(OwnMarks own, List<ListedContainer> ofAction) {
    return ofAction.stream()
        .filter(StepContainers::isForwarder)
        .filter(c -> Signature.on(c).filter(own::include).isPresent())
        .toList();
  }

  /**
   * The endpoints and networks that the input {@code networks} names.
   *
   * @param endpoints the endpoints to end
   * @param left the named networks on which the job has no endpoint
   */
  private record Choice(List<Endpoint> endpoints, List<LeftNetwork> left) {}

  private Choice choose(List<ObjectName> named, List<Endpoint> endpoints) {
    if (named.isEmpty()) {
      return new Choice(endpoints, List.of());
    }
    var chosen = new LinkedHashSet<Endpoint>();
    var left = new LinkedHashMap<ObjectName, LeftNetwork>();
    for (var name : named) {
      var network = self.network(name);
      var there =
          endpoints.stream().filter(e -> network.filter(n -> isOn(n, e)).isPresent()).findFirst();
      there.ifPresentOrElse(
          chosen::add, () -> left.put(name, left(name.value(), network.isPresent())));
    }
    return new Choice(List.copyOf(chosen), List.copyOf(left.values()));
  }

  private static boolean isOn(Network network, Endpoint endpoint) {
    return endpoint.network().equals(network.id());
  }

  private static LeftNetwork left(String network, boolean exists) {
    return exists
        ? new LeftNetwork.NotAttachedByJob(network)
        : new LeftNetwork.NoSuchNetwork(network);
  }
}
