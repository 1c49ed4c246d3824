package org.dood.network.stage;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.dood.network.attach.AttachPlan;
import org.dood.network.attach.Target;
import org.dood.network.engine.Concurrently;
import org.dood.network.engine.Engine;
import org.dood.network.engine.EngineException;
import org.dood.network.engine.EngineFailure;
import org.dood.network.engine.Running;
import org.dood.network.engine.model.Container;
import org.dood.network.engine.model.Endpoint;
import org.dood.network.engine.model.ObjectName;
import org.dood.network.github.FileCommands;
import org.dood.network.github.JobFacts;
import org.dood.network.github.SavedForwarder;
import org.dood.network.inputs.Inputs;
import org.dood.network.inputs.RequestedService;
import org.dood.network.inputs.WaitChoice;
import org.dood.network.report.ServicesReport;
import org.dood.network.runner.OwnContainer;
import org.dood.network.runner.RunnerLabel;
import org.dood.network.runner.Signature;
import org.dood.network.runner.StepIdentity;
import org.dood.network.services.AwaitedService;
import org.dood.network.services.EarlierForwarder;
import org.dood.network.services.ExportedVariables;
import org.dood.network.services.FindHost;
import org.dood.network.services.FindServices;
import org.dood.network.services.FindTestcontainersHost;
import org.dood.network.services.ForwarderTask;
import org.dood.network.services.Forwarding;
import org.dood.network.services.HostAddress;
import org.dood.network.services.HostPorts;
import org.dood.network.services.JobServices;
import org.dood.network.services.Localhost;
import org.dood.network.services.LookFromSteps;
import org.dood.network.services.ProbeServices;
import org.dood.network.services.Reachability;
import org.dood.network.services.RunForwarder;
import org.dood.network.services.Service;
import org.dood.network.services.ServiceVariables;
import org.dood.network.services.ServicesOutcome;
import org.dood.network.services.StepsLocation;
import org.dood.network.services.StepsView;
import org.dood.network.services.WaitForServices;
import org.dood.network.services.Waiting;

/**
 * Main's part for the job's services: ports at {@code localhost}, variables, waiting, and whether
 * they are reachable. Some of it runs while the runner is attached, the rest after that.
 */
final class ServeServices {

  private final Engine engine;
  private final Inputs inputs;
  private final JobFacts job;
  private final StepIdentity self;
  private final String hostname;
  private final LookFromSteps lookFromSteps;
  private final FindHost findHost;
  private final FileCommands files;
  private final Consumer<String> out;

  /**
   * @param self this step
   * @param process what the kernel says of this process
   * @param out takes the lines that tell of progress
   */
  ServeServices(
      Engine engine,
      Inputs inputs,
      JobFacts job,
      StepIdentity self,
      ProcessInfo process,
      FileCommands files,
      Consumer<String> out) {
    this.engine = engine;
    this.inputs = inputs;
    this.job = job;
    this.self = self;
    this.hostname = process.container();
    this.lookFromSteps = new LookFromSteps(engine, process.resolver());
    this.findHost = new FindHost(process.routes(), process.rootlessEngine());
    this.files = files;
    this.out = out;
  }

  /** Begins the work that does not need the runner to be attached. */
  InProgress begin(AttachPlan plan) {
    var host = Concurrently.begin(() -> host(plan));
    return new InProgress(plan, Concurrently.begin(() -> look(plan, host)), host);
  }

  private Look look(AttachPlan plan, Running<HostAddress> host) {
    var found = services(plan);
    var localhost = Localhost.of(found, inputs.localhost());
    var hostPorts = hostPorts(plan, localhost, host);
    return new Look(
        found, localhost, hostPorts, forwarding(plan, found, localhost, hostPorts), probe(found));
  }

  /** Waits for the address of the host only if a port of it is to be at localhost. */
  private HostPorts hostPorts(AttachPlan plan, Localhost localhost, Running<HostAddress> host) {
    var asked = inputs.localhostPorts();
    return asked.ports().isEmpty()
        ? new HostPorts.NotNeeded()
        : HostPorts.of(asked, placeOfSteps(plan), host.await(), localhost.forwards());
  }

  private Optional<StepsLocation> placeOfSteps(AttachPlan plan) {
    return WhereStepsRun.by(plan, inputs.jobContainer());
  }

  private HostAddress host(AttachPlan plan) {
    return placeOfSteps(plan)
        .map(findHost::of)
        .orElseGet(() -> new HostAddress.None(new HostAddress.Reason.StepsNotLocated()));
  }

  private JobServices services(AttachPlan plan) {
    var finding =
        new FindServices(
            engine, hostname, labels -> runnerLabel(labels).map(RunnerLabel::value), inputs.job());
    return placeOfSteps(plan)
        .flatMap(place -> inputs.network().map(network -> finding.on(network.name(), place)))
        .filter(found -> !isWithoutEngine(found))
        .orElseGet(JobServices.NotLooked::new);
  }

  /** A job that needs no attachment may run where container actions get no engine's socket. */
  private static boolean isWithoutEngine(JobServices found) {
    return found instanceof JobServices.LookFailed(EngineFailure failure)
        && failure.isWithoutSocket();
  }

  /**
   * The label that marks services as the runner's. It is compared with that of the job network,
   * which jobs of several runners may share, but on a hosted runner, whose networks are new.
   */
  private Optional<RunnerLabel> runnerLabel(Map<String, String> labelsOfOwnContainer) {
    return job.hosted() ? RunnerLabel.on(labelsOfOwnContainer) : self.signature().runnerLabel();
  }

  private Running<Forwarding> forwarding(
      AttachPlan plan, JobServices found, Localhost localhost, HostPorts hostPorts) {
    var services = servicesIn(found);
    return localhost.forwards().isEmpty() && hostPorts.toForward().isEmpty()
        ? Running.ended(new Forwarding.NotNeeded())
        : placeOfSteps(plan)
            .map(place ->
                startForwarder(plan, () -> task(plan, place, services, localhost, hostPorts)))
            .orElseGet(() -> Running.ended(new Forwarding.NotNeeded()));
  }

  private static List<Service> servicesIn(JobServices found) {
    return found instanceof JobServices.Found(_, List<Service> services) ? services : List.of();
  }

  /**
   * The forwarder runs as long as the steps are on the network of the services, or on another;
   * empty if they are on none.
   */
  private Optional<ForwarderTask> task(
      AttachPlan plan,
      StepsLocation place,
      List<Service> services,
      Localhost localhost,
      HostPorts hostPorts) {
    var forwards = localhost.forwards();
    var host = hostPorts.toForward();
    return services.stream()
        .filter(service -> !service.ip().isEmpty())
        .findFirst()
        .map(s -> new ForwarderTask(place, s.network(), s.ip(), forwards, services, host))
        .or(() ->
            networkOfSteps(plan)
                .map(network ->
                    new ForwarderTask(
                        place,
                        network.networkName(),
                        network.address(),
                        forwards,
                        services,
                        host)));
  }

  /**
   * A network that steps are on from now on: one of this step's own container, or one of the
   * runner's, where a job without a network has them on another. Empty if none has an address.
   */
  private Optional<Endpoint> networkOfSteps(AttachPlan plan) {
    var own =
        self.ownContainer().stream().flatMap(c -> c.container().endpoints().stream()).toList();
    var steps = WhereStepsRun.target(plan);
    return Stream.concat(
            own.stream()
                .filter(
                    e -> steps.filter(target -> !isOn(e.networkName(), plan, target)).isEmpty()),
            steps.stream().flatMap(target -> target.namespace().endpoints().stream()))
        .filter(endpoint -> !endpoint.address().isEmpty())
        .findFirst();
  }

  private Running<Forwarding> startForwarder(
      AttachPlan plan, Supplier<Optional<ForwarderTask>> task) {
    var name = new ObjectName(Signature.PREFIX + "-forwarder-" + UUID.randomUUID());
    try {
      var signature = signature(plan);
      // Before the container is created: if this stage is killed, post knows its name.
      files.saveState(
          new SavedForwarder(name.value(), signature.alias(), engine.address().uri()).entries());
      return Concurrently.begin(() -> startForwarder(name, signature, task.get()));
    } catch (EngineException e) {
      return Running.ended(notStarted(e));
    }
  }

  private Signature signature(AttachPlan plan) {
    return switch (plan) {
      case AttachPlan.Connect connect -> connect.signature();
      case AttachPlan.Settled _ -> self.signature();
    };
  }

  private Forwarding startForwarder(
      ObjectName name, Signature signature, Optional<ForwarderTask> task) {
    return task.map(known -> startForwarder(name, signature, known))
        .orElseGet(() -> new Forwarding.NotStarted(new Forwarding.Reason.NoNetwork()));
  }

  private Forwarding startForwarder(ObjectName name, Signature signature, ForwarderTask task) {
    try {
      return self.image()
          .map(image ->
              new RunForwarder(engine)
                  .start(
                      name,
                      image,
                      self.labels(signature, Signature.FORWARDER),
                      task,
                      earlierForwarders(signature, task.steps())))
          .orElseGet(() -> new Forwarding.NotStarted(new Forwarding.Reason.NoImage()));
    } catch (EngineException e) {
      return notStarted(e);
    }
  }

  private List<EarlierForwarder> earlierForwarders(Signature signature, StepsLocation place) {
    return engine
        .containers()
        .labelled(Signature.PURPOSE_LABEL + "=" + Signature.FORWARDER)
        .stream()
        .flatMap(c -> EarlierForwarder.of(c, signature, place).stream())
        .toList();
  }

  private static Forwarding notStarted(EngineException e) {
    return new Forwarding.NotStarted(new Forwarding.Reason.CallFailed(e.failure()));
  }

  private Running<Map<String, Reachability>> probe(JobServices found) {
    return found instanceof JobServices.Found(_, List<Service> services)
            && !services.isEmpty()
            && inputs.waiting() instanceof WaitChoice.NoWait
        ? Concurrently.begin(() -> ProbeServices.of(services))
        : Running.ended(Map.of());
  }

  /** Services that were waited for are not probed: waiting has shown whether they are reachable. */
  private Map<String, Reachability> reachability(Look look) {
    return look.found() instanceof JobServices.Found(_, List<Service> services)
            && !services.isEmpty()
            && inputs.waiting() instanceof WaitChoice.UpTo(_, var requested)
        ? ProbeServices.of(notWaitedFor(services, requested))
        : look.probe().await();
  }

  private static List<Service> notWaitedFor(
      List<Service> services, List<RequestedService> requested) {
    return switch (AwaitedService.choose(services, requested)) {
      case AwaitedService.Chosen.All(List<AwaitedService> awaited) -> {
        var waitedFor = awaited.stream().map(AwaitedService::service).toList();
        yield services.stream().filter(s -> !waitedFor.contains(s)).toList();
      }
      case AwaitedService.Chosen.NoSuchService _ -> List.of();
    };
  }

  /**
   * The services as they were before the runner was attached, and the work for them.
   *
   * @param hostPorts the ports of the engine's host that are to be at localhost
   * @param probe tries to reach the services; has ended with nothing if they are waited for, since
   *     it is then made after waiting
   */
  private record Look(
      JobServices found,
      Localhost localhost,
      HostPorts hostPorts,
      Running<Forwarding> forwarding,
      Running<Map<String, Reachability>> probe) {}

  /** The work that {@link #begin} began. */
  final class InProgress {
    private final AttachPlan plan;
    private final Running<Look> looking;
    private final Running<HostAddress> host;

    private InProgress(AttachPlan plan, Running<Look> looking, Running<HostAddress> host) {
      this.plan = plan;
      this.looking = looking;
      this.host = host;
    }

    /** Does what steps that reach the services need, and waits for all of the work. */
    ServicesOutcome finish() {
      var look = looking.await();
      var mayDiffer =
          Concurrently.begin(() -> !isSandboxed(plan) && stepsMayDiffer(plan, look.found()));
      var waiting = waiting(look.found());
      var now = now(waiting, look.found());
      var forwarding = look.forwarding().await();
      var reachability = reachability(look);
      var view = mayDiffer.await() ? view(plan, now) : withoutLook(plan);
      var found = bySteps(now, view);
      var address = view.host(findHost.gateway(), host.await());
      return new ServicesOutcome(
          found,
          look.localhost(),
          look.hostPorts(),
          forwarding,
          reachability,
          view,
          waiting,
          address,
          export(plan, found, address));
    }

    /** Looks again after waiting, in which services become healthy. */
    private JobServices now(Waiting waiting, JobServices before) {
      return waiting instanceof Waiting.Ready ? services(plan) : before;
    }
  }

  private static StepsView withoutLook(AttachPlan plan) {
    return isSandboxed(plan) ? new StepsView.InSandbox() : new StepsView.AsHere();
  }

  private static boolean isSandboxed(AttachPlan plan) {
    return plan instanceof AttachPlan.Connect connect && connect.stepsAreInSandbox();
  }

  private boolean stepsMayDiffer(AttachPlan plan, JobServices found) {
    return switch (found) {
      case JobServices.Found(StepsLocation.OnJobNetwork steps, var services)
          when !services.isEmpty() ->
          lookFromSteps.mayDiffer(steps);
      case JobServices.Found _, JobServices.NotLooked _, JobServices.LookFailed _ ->
          findHost.gateway().isPresent() && hostMayDiffer(plan);
    };
  }

  /**
   * Whether the engine's host may answer steps otherwise than this process: they are on none of its
   * networks, or share another container's network namespace, in which a VPN client may rule.
   */
  private boolean hostMayDiffer(AttachPlan plan) {
    return WhereStepsRun.target(plan)
        .filter(target -> target.sharesNamespace() || !isOnANetworkOf(plan, target))
        .isPresent();
  }

  /** A step whose own container is not known shares the network namespace of the steps. */
  private boolean isOnANetworkOf(AttachPlan plan, Target steps) {
    try {
      return self.ownContainer()
          .map(own ->
              own.container().endpoints().stream()
                  .map(Endpoint::networkName)
                  .anyMatch(network -> isOn(network, plan, steps)))
          .orElse(true);
    } catch (EngineException e) {
      return false;
    }
  }

  private static boolean isOn(String network, AttachPlan plan, Target steps) {
    return steps.namespace().endpoints().stream().anyMatch(e -> e.networkName().equals(network))
        || (plan instanceof AttachPlan.Connect connect && connect.joined().contains(network));
  }

  private StepsView view(AttachPlan plan, JobServices found) {
    return switch (found) {
      case JobServices.Found(StepsLocation.OnJobNetwork steps, var services) ->
          view(plan, steps, services);
      case JobServices.Found _, JobServices.NotLooked _, JobServices.LookFailed _ ->
          WhereStepsRun.target(plan)
              .map(target -> view(plan, WhereStepsRun.at(target), List.of()))
              .orElseGet(StepsView.AsHere::new);
    };
  }

  /** Without an image to look by, nothing is known to differ. */
  private StepsView view(
      AttachPlan plan, StepsLocation.OnJobNetwork steps, List<Service> services) {
    try {
      return self.image()
          .map(image ->
              lookFromSteps.look(
                  steps,
                  services,
                  findHost.gateway(),
                  image,
                  self.labels(signature(plan), Signature.LOOK)))
          .orElseGet(StepsView.AsHere::new);
    } catch (EngineException e) {
      return new StepsView.Unknown(e.failure());
    }
  }

  private static JobServices bySteps(JobServices found, StepsView view) {
    return found instanceof JobServices.Found(StepsLocation steps, var services)
        ? new JobServices.Found(steps, view.of(services))
        : found;
  }

  private Waiting waiting(JobServices found) {
    return switch (inputs.waiting()) {
      case WaitChoice.NoWait() -> new Waiting.NotAsked();
      case WaitChoice.UpTo(var limit, var requested) -> waiting(found, limit, requested);
    };
  }

  private Waiting waiting(JobServices found, Duration limit, List<RequestedService> requested) {
    return switch (found) {
      case JobServices.NotLooked() -> new Waiting.NotAsked();
      case JobServices.LookFailed(EngineFailure failure) -> new Waiting.LookFailed(failure);
      case JobServices.Found(_, List<Service> services) ->
          switch (AwaitedService.choose(services, requested)) {
            case AwaitedService.Chosen.All(List<AwaitedService> awaited) ->
                new WaitForServices(engine, news -> out.accept(ServicesReport.line(news)))
                    .await(awaited, limit);
            case AwaitedService.Chosen.NoSuchService(var request) ->
                new Waiting.NoSuchService(request, services.stream().map(Service::name).toList());
          };
    };
  }

  private ExportedVariables export(AttachPlan plan, JobServices found, HostAddress host) {
    return inputs.exportEnv()
        ? placeOfSteps(plan)
            .map(place -> export(servicesIn(found), place, host))
            .orElseGet(ExportedVariables.NotAsked::new)
        : new ExportedVariables.NotAsked();
  }

  /** Without a service, only steps in a container may have to be told anything. */
  private ExportedVariables export(List<Service> services, StepsLocation place, HostAddress host) {
    if (services.isEmpty() && !(place instanceof StepsLocation.OnJobNetwork)) {
      return new ExportedVariables.NotAsked();
    }
    try {
      return existingVariables(place)
          .map(existing -> variables(services, place, host, existing))
          .<ExportedVariables>map(this::export)
          .orElseGet(ExportedVariables.ContainerNotFound::new);
    } catch (EngineException e) {
      return new ExportedVariables.LookFailed(e.failure());
    }
  }

  private ExportedVariables export(ServiceVariables variables) {
    return variables.set().isEmpty() || files.setVariables(variables.set())
        ? new ExportedVariables.Exported(variables)
        : new ExportedVariables.Unwritable();
  }

  private ServiceVariables variables(
      List<Service> services, StepsLocation place, HostAddress host, Set<String> existing) {
    var ofServices = ServiceVariables.of(services, place, existing);
    return new FindTestcontainersHost(engine, findHost)
        .toBeTold(place, host, existing)
        .map(told -> ofServices.with(FindTestcontainersHost.VARIABLE, told, existing))
        .orElse(ofServices);
  }

  /**
   * The names of the variables that steps already have: the workflow's, which this step's own
   * container has too, and those of the container that steps run in. Empty if either is not known.
   */
  private Optional<Set<String>> existingVariables(StepsLocation place) {
    var workflows =
        self.ownContainer().map(OwnContainer::container).map(ServeServices::variablesOf);
    return switch (place) {
      case StepsLocation.OnJobNetwork(var steps, _) ->
          workflows.flatMap(
              names -> engine.containers().find(steps).map(c -> union(names, variablesOf(c))));
      case StepsLocation.OnEngineHost(), StepsLocation.AwayFromEngine _ -> workflows;
    };
  }

  private static Set<String> variablesOf(Container container) {
    return container.workload().variables();
  }

  private static Set<String> union(Set<String> some, Set<String> others) {
    var all = new HashSet<>(some);
    all.addAll(others);
    return all;
  }
}
