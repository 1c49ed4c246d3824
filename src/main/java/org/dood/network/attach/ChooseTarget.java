package org.dood.network.attach;

import java.util.List;
import java.util.Optional;
import org.dood.network.attach.AttachOutcome.NotAttached;
import org.dood.network.attach.AttachOutcome.NothingToDo;
import org.dood.network.engine.Engine;
import org.dood.network.engine.EngineAddress;
import org.dood.network.engine.EngineException;
import org.dood.network.engine.EngineFailure;
import org.dood.network.engine.model.Container;
import org.dood.network.engine.model.ContainerId;
import org.dood.network.engine.model.ListedContainer;
import org.dood.network.engine.model.Listing;
import org.dood.network.engine.model.ObjectName;
import org.dood.network.runner.OwnContainer;
import org.dood.network.runner.RunnerSearch;
import org.dood.network.runner.SearchResult;

/**
 * Chooses the container to attach: the one that the job's steps run in, the one that the input
 * {@code runner-container} names, or the one that proves to be the runner's.
 */
final class ChooseTarget {

  /** The start of the network mode of a container that uses another container's network. */
  private static final String CONTAINER_MODE = "container:";

  /** The directory of the programs in this action's image. */
  private static final String OWN_PROGRAMS = "/action/";

  private final Engine engine;
  private final Listing<ListedContainer> running;
  private final AttachRequest request;
  private final Optional<OwnContainer> own;
  private final Optional<Container> sharedNamespace;

  /**
   * @param own this step's own container; empty if it is not known
   * @param sharedNamespace the container whose network namespace this step shares; empty if none
   */
  ChooseTarget(
      Engine engine,
      Listing<ListedContainer> running,
      AttachRequest request,
      Optional<OwnContainer> own,
      Optional<Container> sharedNamespace) {
    this.engine = engine;
    this.running = running;
    this.request = request;
    this.own = own;
    this.sharedNamespace = sharedNamespace;
  }

  /**
   * Chooses the container in which the job's steps run.
   *
   * @param network the job's network, for the outcome if there is nothing to do
   */
  Decision<Target> choose(String network) {
    return request
        .inputs()
        .jobContainer()
        .map(container -> jobContainer(container).then(target -> withNamespace(target, network)))
        .orElseGet(() -> runner(network));
  }

  /**
   * Chooses the runner's own container, even if the job's steps run in another one.
   *
   * @param network the job's network, for the outcome if there is nothing to do
   */
  Decision<Target> runner(String network) {
    return request
        .inputs()
        .runnerContainer()
        .map(this::named)
        .orElseGet(() -> proven(network))
        .then(target -> withNamespace(target, network));
  }

  private Decision<Target> named(ObjectName given) {
    return byNameOrId(given)
        .then(found ->
            found
                .map(c -> Decision.found(new Target(c, c, new Evidence.NamedByInput())))
                .orElseGet(() -> byHostname(given.value())));
  }

  /** Finds an empty value if no container has that name or id. */
  private Decision<Optional<Container>> byNameOrId(ObjectName given) {
    try {
      return Decision.found(engine.containers().find(given));
    } catch (EngineException e) {
      return Decision.settled(ambiguous(given, e));
    }
  }

  /**
   * The engine refuses a name with which the ids of several containers start, stopped ones
   * included. Engines do so with different statuses.
   */
  private NotAttached ambiguous(ObjectName given, EngineException refusal) {
    var meant =
        refusal.failure() instanceof EngineFailure.Refused
            ? idsStartingWith(given)
            : List.<ListedContainer>of();
    if (meant.size() < 2) {
      throw refusal;
    }
    return new NotAttached.AmbiguousContainer(given.value(), meant);
  }

  private List<ListedContainer> idsStartingWith(ObjectName given) {
    return engine.containers().all().stream()
        .filter(c -> c.id().value().startsWith(given.value()))
        .toList();
  }

  private Decision<Target> byHostname(String given) {
    var meant = running.stream().filter(c -> hasHostname(c, given)).toList();
    if (meant.size() > 1) {
      return Decision.settled(new NotAttached.AmbiguousContainer(given, meant));
    }
    return Decision.of(
        meant.stream()
            .flatMap(c -> engine.containers().find(c.id()).stream())
            .map(c -> new Target(c, c, new Evidence.HasHostnameOfInput()))
            .findFirst(),
        () ->
            new NotAttached.NoSuchContainer(
                given, running.stream().filter(this::isLikely).toList()));
  }

  private boolean isLikely(ListedContainer candidate) {
    return candidate.mountsEngineSocket()
        && own.filter(o -> o.container().id().equals(candidate.id())).isEmpty();
  }

  private boolean hasHostname(ListedContainer candidate, String hostname) {
    return engine
        .containers()
        .find(candidate.id())
        .filter(c -> c.hostname().equals(hostname) && !c.networkMode().startsWith(CONTAINER_MODE))
        .isPresent();
  }

  private Decision<Target> jobContainer(ContainerId id) {
    return inspected(id.value(), new Evidence.RunsJobSteps());
  }

  private Decision<Target> proven(String network) {
    return own.map(container -> proven(container, network))
        .or(() -> sharedNamespace.filter(c -> !isOwn(c)).map(ChooseTarget::sharing))
        .orElseGet(() -> Decision.settled(new NotAttached.OwnContainerUnknown(request.hostname())));
  }

  /** Runners that share the job container's network with an action run all steps there. */
  private static Decision<Target> sharing(Container container) {
    return Decision.found(new Target(container, container, new Evidence.SharesNetwork()));
  }

  /** Without the mounts of GitHub's runner, only its program shows that a container is our own. */
  private boolean isOwn(Container container) {
    return engine
        .containers()
        .program(container.id())
        .filter(program -> program.startsWith(OWN_PROGRAMS))
        .isPresent();
  }

  private Decision<Target> proven(OwnContainer container, String network) {
    return switch (new RunnerSearch(engine, running, container, request.job().stateFileName())
        .search()) {
      case SearchResult.Proven(ListedContainer runner, var seen) ->
          inspected(runner.id().value(), new Evidence.Proven(seen));
      case SearchResult.InNoContainer(int asked) ->
          Decision.settled(inNoContainer(network, asked, container.workDirectory()));
      case SearchResult.Unproven(var open) ->
          Decision.settled(new NotAttached.RunnerUnproven(open));
      case SearchResult.Contested(var proven) ->
          Decision.settled(new NotAttached.RunnerContested(proven));
    };
  }

  private AttachOutcome inNoContainer(String network, int asked, String workDirectory) {
    return switch (request.commandFiles()) {
      case PRESENT -> besideEngine(network, asked);
      case MISSING ->
          awayFromEngine(
              network,
              new Notice.WorkDirectoryNotWithEngine(workDirectory),
              new NotAttached.CommandFilesMissing(workDirectory));
      case DENIED ->
          awayFromEngine(
              network,
              new Notice.WorkDirectoryDenied(workDirectory),
              new NotAttached.CommandFilesDenied(workDirectory));
    };
  }

  /**
   * The outcome if this step's own container has the runner's work directory: the engine, which
   * mounted it, sees the same files as the runner, even if a proxy passes the calls on.
   */
  private NothingToDo besideEngine(String network, int asked) {
    return switch (request.engineLocation()) {
      case HOST -> new NothingToDo.RunnerInNoContainer(network, asked);
      case POD -> new NothingToDo.BesideEngineInPod(network, List.of());
      case CONTAINER -> new NothingToDo.EngineElsewhere(network, hostOfEngine(), List.of());
    };
  }

  /**
   * The outcome if this step's own container does not show that it has the runner's work directory:
   * an engine on another host cannot see the runner's files, but one on the runner's host can.
   *
   * @param onSameHost the outcome if the engine is on the host of this step, and so of the runner
   */
  private AttachOutcome awayFromEngine(String network, Notice notice, NotAttached onSameHost) {
    var notices = List.of(notice);
    return switch (request.engineLocation()) {
      case HOST ->
          hostOfEngine().isPresent()
              ? new NothingToDo.EngineElsewhere(network, hostOfEngine(), notices)
              : onSameHost;
      case POD -> new NothingToDo.BesideEngineInPod(network, notices);
      case CONTAINER -> new NothingToDo.EngineElsewhere(network, hostOfEngine(), notices);
    };
  }

  /** The host that the user named; empty for the mounted socket, which may lead to any host. */
  private Optional<String> hostOfEngine() {
    return switch (engine.address()) {
      case EngineAddress.Tcp(String host, _, _, _) -> Optional.of(host);
      case EngineAddress.MountedSocket _ -> Optional.empty();
    };
  }

  private Decision<Target> inspected(String id, Evidence evidence) {
    return Decision.of(
        ObjectName.parse(id)
            .flatMap(engine.containers()::find)
            .map(c -> new Target(c, c, evidence)),
        () -> new NotAttached.NoSuchContainer(id, List.of()));
  }

  /**
   * Finds the container to attach: a container that uses another container's network namespace
   * cannot be attached, so the other one is. The engine records the attachment of a container that
   * does not run, but does not make it.
   */
  private Decision<Target> withNamespace(Target target, String network) {
    var state = target.namespace().workload().state();
    if (!state.hasNetworkNamespace()) {
      return Decision.settled(new NotAttached.NotRunning(target, state));
    }
    var mode = target.namespace().networkMode();
    if (mode.equals("host")) {
      return Decision.settled(
          new NothingToDo.OnHostNetwork(
              network, target, FindNotices.workDirectory(request, own).stream().toList()));
    }
    if (!mode.startsWith(CONTAINER_MODE)) {
      return Decision.found(target);
    }
    var owner = mode.substring(CONTAINER_MODE.length());
    return Decision.of(
            ObjectName.parse(owner)
                .flatMap(engine.containers()::find)
                .map(c -> new Target(target.runner(), c, target.evidence())),
            () -> new NotAttached.NoSuchContainer(owner, List.of()))
        .then(shared -> withNamespace(shared, network));
  }
}
