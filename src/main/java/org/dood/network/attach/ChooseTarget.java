package org.dood.network.attach;

import java.util.List;
import java.util.Optional;
import org.dood.network.attach.AttachOutcome.NotAttached;
import org.dood.network.attach.AttachOutcome.NothingToDo;
import org.dood.network.engine.Container;
import org.dood.network.engine.Engine;
import org.dood.network.engine.EngineAddress;
import org.dood.network.engine.EngineException;
import org.dood.network.engine.EngineFailure;
import org.dood.network.engine.ListedContainer;
import org.dood.network.engine.ObjectName;
import org.dood.network.runner.OwnContainer;
import org.dood.network.runner.RunnerSearch;
import org.dood.network.runner.SearchResult;

/** Settles which container is to be attached: the job's own, the named one, or the proven one. */
final class ChooseTarget {

  private static final String SHARES = "container:";

  private static final List<String> ATTACHABLE = List.of("running", "paused");

  private final Engine engine;
  private final List<ListedContainer> running;
  private final AttachRequest request;
  private final Optional<OwnContainer> self;

  ChooseTarget(
      Engine engine,
      List<ListedContainer> running,
      AttachRequest request,
      Optional<OwnContainer> self) {
    this.engine = engine;
    this.running = running;
    this.request = request;
    this.self = self;
  }

  /**
   * @param network the network's name, to be told where there is nothing to do
   */
  Decision<Target> choose(String network) {
    return request
        .jobContainer()
        .map(container -> jobContainer(container).then(target -> withNamespace(target, network)))
        .orElseGet(() -> runner(network));
  }

  /** The runner's own, whatever the job's steps run in. */
  Decision<Target> runner(String network) {
    return request
        .runnerContainer()
        .map(this::named)
        .orElseGet(() -> proven(network))
        .then(target -> withNamespace(target, network));
  }

  private Decision<Target> named(String given) {
    var name = ObjectName.parse(given);
    if (name.isEmpty()) {
      return Decision.settled(new NotAttached.BadName(NamingInput.RUNNER_CONTAINER, given));
    }
    return byNameOrId(name.get())
        .then(found ->
            found
                .map(c -> Decision.found(new Target(c, c, "named by the input 'runner-container'")))
                .orElseGet(() -> byHostname(given)));
  }

  /** Finds nothing if there is none of that name. */
  private Decision<Optional<Container>> byNameOrId(ObjectName given) {
    try {
      return Decision.found(engine.container(given));
    } catch (EngineException e) {
      return Decision.settled(ambiguous(given, e));
    }
  }

  /**
   * The engine refuses the start of several ids, be they of stopped containers, with one status or
   * another.
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
    return engine.allContainers().stream()
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
            .flatMap(c -> engine.container(c.id()).stream())
            .map(c -> new Target(c, c, "it has the hostname that 'runner-container' names"))
            .findFirst(),
        () ->
            new NotAttached.NoSuchContainer(
                given, running.stream().filter(this::isLikely).toList()));
  }

  private boolean isLikely(ListedContainer candidate) {
    return candidate.mountsEngineSocket()
        && self.filter(own -> own.container().id().equals(candidate.id())).isEmpty();
  }

  private boolean hasHostname(ListedContainer candidate, String hostname) {
    return engine
        .container(candidate.id())
        .filter(c -> c.hostname().equals(hostname) && !c.networkMode().startsWith(SHARES))
        .isPresent();
  }

  private Decision<Target> jobContainer(String id) {
    return inspected(id, "the job's steps run in it");
  }

  private Decision<Target> proven(String network) {
    if (self.isEmpty()) {
      return Decision.settled(new NotAttached.OwnContainerUnknown(request.hostname()));
    }
    var own = self.get();
    return switch (new RunnerSearch(engine, running, own, request.stateFileName()).search()) {
      case SearchResult.Proven(ListedContainer runner, String evidence) ->
          inspected(runner.id().value(), evidence);
      case SearchResult.InNoContainer(int asked) ->
          Decision.settled(
              request.commandFilesPresent()
                  ? besideEngine(network, asked)
                  : awayFromEngine(network, own.workDirectory()));
      case SearchResult.Unproven(var open) ->
          Decision.settled(new NotAttached.RunnerUnproven(open));
      case SearchResult.Contested(var proven) ->
          Decision.settled(new NotAttached.RunnerContested(proven));
    };
  }

  /**
   * The engine mounted the runner's work directory into our own container, so it sees the same
   * files, through whatever proxy it is asked.
   */
  private NothingToDo besideEngine(String network, int asked) {
    return switch (request.engineLocation()) {
      case HOST -> new NothingToDo.RunnerInNoContainer(network, asked);
      case POD -> new NothingToDo.BesideEngineInPod(network, List.of());
      case CONTAINER -> new NothingToDo.EngineElsewhere(network, hostOfEngine(), List.of());
    };
  }

  /** An engine that lives elsewhere has none of the runner's files; one on its own host has. */
  private AttachOutcome awayFromEngine(String network, String workDirectory) {
    var notices = List.<Notice>of(new Notice.WorkDirectoryNotWithEngine(workDirectory));
    return switch (request.engineLocation()) {
      case HOST ->
          hostOfEngine().isPresent()
              ? new NothingToDo.EngineElsewhere(network, hostOfEngine(), notices)
              : new NotAttached.CommandFilesMissing(workDirectory);
      case POD -> new NothingToDo.BesideEngineInPod(network, notices);
      case CONTAINER -> new NothingToDo.EngineElsewhere(network, hostOfEngine(), notices);
    };
  }

  /** As the user named it; the mounted socket says nothing of its host. */
  private Optional<String> hostOfEngine() {
    return switch (engine.address()) {
      case EngineAddress.Tcp(String host, _, _, _) -> Optional.of(host);
      case EngineAddress.MountedSocket _ -> Optional.empty();
    };
  }

  private Decision<Target> inspected(String id, String evidence) {
    return Decision.of(
        ObjectName.parse(id).flatMap(engine::container).map(c -> new Target(c, c, evidence)),
        () -> new NotAttached.NoSuchContainer(id, List.of()));
  }

  /**
   * A container in another's network namespace cannot be attached; that other one can. One that
   * does not run can be attached on paper alone.
   */
  private Decision<Target> withNamespace(Target target, String network) {
    var state = target.namespace().workload().state();
    if (!ATTACHABLE.contains(state)) {
      return Decision.settled(new NotAttached.NotRunning(target, state));
    }
    var mode = target.namespace().networkMode();
    if (mode.equals("host")) {
      return Decision.settled(
          new NothingToDo.OnHostNetwork(
              network, target, FindNotices.workDirectory(request, self).stream().toList()));
    }
    if (!mode.startsWith(SHARES)) {
      return Decision.found(target);
    }
    var owner = mode.substring(SHARES.length());
    return Decision.of(
            ObjectName.parse(owner)
                .flatMap(engine::container)
                .map(c -> new Target(target.runner(), c, target.evidence())),
            () -> new NotAttached.NoSuchContainer(owner, List.of()))
        .then(shared -> withNamespace(shared, network));
  }
}
