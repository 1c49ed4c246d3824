package org.dood.network.attach;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.dood.network.attach.AttachOutcome.NotAttached;
import org.dood.network.attach.AttachOutcome.NothingToDo;
import org.dood.network.attach.AttachOutcome.OnNetworks;
import org.dood.network.attach.AttachOutcome.RunnerPlace;
import org.dood.network.engine.Concurrently;
import org.dood.network.engine.Engine;
import org.dood.network.engine.EngineException;
import org.dood.network.engine.Running;
import org.dood.network.engine.model.ApiVersion;
import org.dood.network.engine.model.Endpoint;
import org.dood.network.engine.model.ListedContainer;
import org.dood.network.engine.model.Network;
import org.dood.network.inputs.Input;
import org.dood.network.inputs.NamedNetwork;
import org.dood.network.recovery.EarlierLife;
import org.dood.network.recovery.EngineView;
import org.dood.network.recovery.EngineView.ActionContainers;
import org.dood.network.recovery.Leftovers;
import org.dood.network.route.DefaultRoute;
import org.dood.network.route.KeptRoute;
import org.dood.network.route.RouteKeeping;
import org.dood.network.route.RulesFailure;
import org.dood.network.route.RulesRemoval;
import org.dood.network.runner.JobNetwork;
import org.dood.network.runner.OwnContainer;
import org.dood.network.runner.Signature;
import org.dood.network.runner.StepIdentity;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The first half of main's work on the runner: looks and decides. The plan can so be saved for post
 * before {@link AttachRunner} changes anything.
 */
public final class PlanAttachment {

  private static final Logger LOG = LoggerFactory.getLogger(PlanAttachment.class);

  /**
   * Stands in for the network's name where the runner is looked for without one: to undo what
   * killed jobs left, and to say where published ports answer.
   */
  private static final String NO_NETWORK = "";

  private final Engine engine;
  private final StepIdentity self;
  private final AttachRequest request;

  /**
   * @param self this step
   */
  public PlanAttachment(Engine engine, StepIdentity self, AttachRequest request) {
    this.engine = engine;
    this.self = self;
    this.request = request;
  }

  /** Looks and decides; changes nothing. */
  public AttachPlan plan() {
    try {
      return switch (decide()) {
        case Decision.Found<AttachPlan>(AttachPlan plan) -> plan;
        case Decision.Settled<AttachPlan>(AttachOutcome outcome) -> withoutLook(outcome);
      };
    } catch (EngineException e) {
      return withoutLook(new NotAttached.LookFailed(e.failure()));
    }
  }

  private static AttachPlan withoutLook(AttachOutcome outcome) {
    return new AttachPlan.Settled(outcome, Leftovers.NONE);
  }

  private Decision<AttachPlan> decide() {
    return nothingToDoByRequest()
        .map(nothing -> Decision.<AttachPlan>found(settledByRequest(nothing)))
        .or(() ->
            isWithoutNetwork()
                ? Optional.of(Decision.<AttachPlan>found(withoutNetwork()))
                : Optional.empty())
        .orElseGet(this::look);
  }

  /** Leftovers of killed jobs are looked for nevertheless; a hosted runner is new for each job. */
  private AttachPlan settledByRequest(NothingToDo nothing) {
    return new AttachPlan.Settled(nothing, request.job().hosted() ? Leftovers.NONE : leftovers());
  }

  private Leftovers leftovers() {
    try {
      var view = beginToLook().await();
      return leftovers(view, () -> chooseTarget(view).runner(NO_NETWORK));
    } catch (EngineException e) {
      LOG.debug("the engine could not be asked for leftovers, and the job does not need it", e);
      return Leftovers.NONE;
    }
  }

  /** The runner is looked for nevertheless: steps may reach what containers publish. */
  private AttachPlan withoutNetwork() {
    try {
      var view = beginToLook().await();
      var runner = chooseTarget(view).runner(NO_NETWORK);
      return new AttachPlan.Settled(
          new NothingToDo.NoNetwork(place(runner)), leftovers(view, () -> runner));
    } catch (EngineException e) {
      LOG.debug("the engine could not be asked for the runner, and the job does not need it", e);
      return withoutLook(
          new NothingToDo.NoNetwork(
              new RunnerPlace.Otherwise(new NotAttached.LookFailed(e.failure()))));
    }
  }

  private static RunnerPlace place(Decision<Target> runner) {
    return switch (runner) {
      case Decision.Found<Target>(Target target) -> new RunnerPlace.InContainer(target);
      case Decision.Settled<Target>(AttachOutcome outcome) -> new RunnerPlace.Otherwise(outcome);
    };
  }

  private Leftovers leftovers(EngineView view, Supplier<Decision<Target>> runner) {
    var signature = self.signatureOfRunner();
    var beside = Leftovers.besideRunner(view, signature);
    if (!Leftovers.mayBeOnRunner(view, signature)) {
      return beside;
    }
    return switch (runner.get()) {
      case Decision.Found<Target>(Target target) ->
          Leftovers.of(view, target.namespace(), signature, earlierJobs(target, signature));
      case Decision.Settled<Target> _ -> beside;
    };
  }

  /**
   * Jobs before the last start of a container that proved to be the runner's alone: another runner
   * that uses the same network namespace may be in the middle of its job.
   */
  private List<Signature> earlierJobs(Target target, Signature signature) {
    return target.evidence() instanceof Evidence.Proven && !target.sharesNamespace()
        ? new EarlierLife(engine).jobsOn(target.namespace(), signature)
        : List.of();
  }

  /**
   * The outcome if the request alone shows that there is nothing to do. A job container is on the
   * job's network, on a hosted runner too; whether it is on any other network is not known without
   * asking the engine.
   */
  private Optional<NothingToDo> nothingToDoByRequest() {
    var inputs = request.inputs();
    if (inputs.jobContainer().isPresent()) {
      return Optional.of(inputs.network().map(named -> named.name().value()).orElse(""))
          .filter(network -> network.isEmpty() || isJobNetwork(network))
          .filter(_ -> inputs.extraNetworks().isEmpty() && inputs.aliases().isEmpty())
          .map(NothingToDo.InJobContainer::new);
    }
    return request.job().hosted() ? Optional.of(new NothingToDo.HostedRunner()) : Optional.empty();
  }

  private boolean isWithoutNetwork() {
    var inputs = request.inputs();
    return inputs.jobContainer().isEmpty()
        && inputs.network().isEmpty()
        && inputs.extraNetworks().isEmpty();
  }

  /** The runner names the job network. Where it does not, the form of the name decides. */
  private boolean isJobNetwork(String network) {
    return request
        .inputs()
        .job()
        .network()
        .map(network::equals)
        .orElseGet(() -> JobNetwork.isNamedByAnyRunner(network));
  }

  /** Makes four independent calls at the same time. */
  private Decision<AttachPlan> look() {
    var looking = beginToLook();
    return networks().then(networks -> planFor(networks, looking.await()));
  }

  private Running<EngineView> beginToLook() {
    var own = Concurrently.begin(self::ownContainer);
    var running = Concurrently.begin(engine.containers()::running);
    var ours = Concurrently.begin(this::containersOfAction);
    return () -> new EngineView(own.await(), running.await(), ours.await());
  }

  private ActionContainers containersOfAction() {
    try {
      return new ActionContainers.Listed(engine.containers().labelled(Signature.LABEL).elements());
    } catch (EngineException e) {
      return new ActionContainers.LookFailed(e.failure());
    }
  }

  private ChooseTarget chooseTarget(EngineView view) {
    return new ChooseTarget(engine, view.running(), request, view.own(), self.sharedNamespace());
  }

  private Decision<List<Network>> networks() {
    var inputs = request.inputs();
    var named = Stream.concat(inputs.network().stream(), inputs.extraNetworks().stream()).toList();
    var networks = new LinkedHashSet<Network>();
    for (var network : named) {
      var found = self.network(network.name());
      if (found.isEmpty()) {
        return Decision.settled(missing(network));
      }
      networks.add(found.get());
    }
    return Decision.found(List.copyOf(networks));
  }

  /** The runner names the job's network without being asked to, on the engine that it uses. */
  private NotAttached missing(NamedNetwork network) {
    var name = network.name().value();
    if (request.inputs().job().network().filter(name::equals).isEmpty()) {
      return new NotAttached.NoSuchNetwork(network);
    }
    return self.isKnownToEngine()
        ? new NotAttached.JobNetworkGone(name)
        : new NotAttached.AnotherEngine(name, engine.address());
  }

  private Decision<AttachPlan> planFor(List<Network> networks, EngineView view) {
    return switch (chooseTarget(view).choose(networks.getFirst().name())) {
      case Decision.Found<Target>(Target target) -> planFor(networks, target, view);
      case Decision.Settled<Target>(AttachOutcome outcome) ->
          Decision.found(
              new AttachPlan.Settled(
                  outcome, Leftovers.besideRunner(view, self.signatureOfRunner())));
    };
  }

  private Decision<AttachPlan> planFor(List<Network> networks, Target target, EngineView view) {
    var own = view.own();
    var runner = target.namespace();
    var signature = self.signature();
    var ofRunner = self.signatureOfRunner();
    var leftovers = Leftovers.of(view, runner, ofRunner, earlierJobs(target, ofRunner));
    var staying =
        runner.endpoints().stream().filter(e -> !leftovers.endpoints().contains(e)).toList();
    var names = freeNames(networks.getFirst(), staying, target, view);
    var plans =
        networks.stream()
            .map(n -> planFor(n, namedBy(n, networks), names, staying, signature, own))
            .toList();
    var noticed =
        new FindNotices(engine, view.running().elements(), request, own, target).about(plans);
    var notices = Stream.concat(names.inUse().stream(), noticed.stream()).toList();
    if (plans.stream().noneMatch(NetworkPlan::isForPost)) {
      var already = plans.stream().map(Membership::before).flatMap(Optional::stream).toList();
      return Decision.found(
          new AttachPlan.Settled(new OnNetworks(target, already, notices), leftovers));
    }
    var joining =
        plans.stream()
            .filter(NetworkPlan.Join.class::isInstance)
            .map(NetworkPlan::network)
            .toList();
    var atStake =
        switch (request.inputs().defaultRoute()) {
          case KEEP -> DefaultRoute.toKeep(staying, joining, engine.family());
          case ENGINE -> Optional.<KeptRoute>empty();
        };
    return routeKeeping(target, atStake, signature, own)
        .then(routes ->
            Decision.found(
                new AttachPlan.Connect(
                    target,
                    leftovers,
                    plans,
                    signature,
                    own.map(container -> container.container().image()),
                    routes,
                    notices)));
  }

  /**
   * The names that the runner gets on the network that the input {@code network} names. Containers
   * on further networks have nothing to do with the job, and do not see its names. Makes no call
   * unless there are names to set.
   */
  private FreeNames freeNames(
      Network network, List<Endpoint> staying, Target target, EngineView view) {
    var wanted = request.inputs().aliases();
    if (wanted.isEmpty()
        || request.inputs().network().isEmpty()
        || staying.stream().anyMatch(e -> e.network().equals(network.id()))) {
      return FreeNames.NONE;
    }
    var others =
        view.running().stream()
            .filter(c -> c.networks().containsKey(network.name()))
            .map(ListedContainer::id)
            .filter(id -> !id.equals(target.namespace().id()))
            .toList();
    return FreeNames.of(
        wanted,
        network,
        Concurrently.map(others, engine.containers()::find).stream()
            .flatMap(Optional::stream)
            .toList());
  }

  /** The input that names a network; the network of the input {@code network} is the first. */
  private Input namedBy(Network network, List<Network> networks) {
    return request.inputs().network().isPresent() && network.equals(networks.getFirst())
        ? Input.NETWORK
        : Input.EXTRA_NETWORKS;
  }

  private static NetworkPlan planFor(
      Network network,
      Input namedBy,
      FreeNames names,
      List<Endpoint> staying,
      Signature signature,
      Optional<OwnContainer> own) {
    var there = staying.stream().filter(e -> e.network().equals(network.id())).findFirst();
    if (there.isEmpty()) {
      return new NetworkPlan.Join(
          network, namedBy, namedBy == Input.NETWORK ? names.free() : List.of());
    }
    var endpoint = there.get();
    return Signature.on(endpoint)
        .filter(_ -> own.isPresent())
        .<NetworkPlan>map(holder ->
            new NetworkPlan.Share(
                network, endpoint, holder, holder.isOfSameJobAs(signature), namedBy))
        .orElseGet(() -> new NetworkPlan.LeaveAlone(network, endpoint));
  }

  private Decision<RouteKeeping> routeKeeping(
      Target target, Optional<KeptRoute> atStake, Signature signature, Optional<OwnContainer> own) {
    if (atStake.isEmpty()) {
      return Decision.found(new RouteKeeping.EnginesChoice());
    }
    if (engine.system().apiVersion().compareTo(ApiVersion.WITH_GATEWAY_PRIORITY) >= 0) {
      return Decision.found(new RouteKeeping.ByPriority());
    }
    return Decision.of(
        own.map(container ->
            new RouteKeeping.ByRules(atStake.get(), container.container().image(), signature)),
        () ->
            new NotAttached.RouteNotKept(
                target, new RulesFailure.ImageUnknown(), new RulesRemoval.NotDue()));
  }
}
