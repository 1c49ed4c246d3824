package org.dood.network.host;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.dood.network.engine.Engine;
import org.dood.network.engine.EngineException;
import org.dood.network.engine.HarmlessCall;
import org.dood.network.engine.model.Container;
import org.dood.network.engine.model.ContainerState.Phase;
import org.dood.network.engine.model.Endpoint;
import org.dood.network.engine.model.ListedContainer;
import org.dood.network.host.Diagnosis.Complete;
import org.dood.network.host.Diagnosis.Host;
import org.dood.network.host.Diagnosis.HostLookFailed;
import org.dood.network.host.Diagnosis.LookFailed;
import org.dood.network.host.Diagnosis.TriedCall;
import org.dood.network.runner.JobNetwork;
import org.dood.network.runner.RunnerLabel;
import org.dood.network.runner.Signature;

/** Examines an engine and what jobs left on it; changes nothing. */
public final class DiagnoseHost {

  /** The runner's process that waits for jobs (actions/runner). */
  private static final String LISTENER = "Runner.Listener";

  /** The runner's process for one job (actions/runner). */
  private static final String WORKER = "Runner.Worker";

  /**
   * The driver by which the control group of a container is called {@code /docker/<id>}. A runner
   * that finds this name in its {@code /proc/1/cgroup} refuses any job with services
   * (actions/runner, {@code ContainerOperationProvider.cs}).
   */
  private static final String NAMED_AFTER_DOCKER = "cgroupfs";

  private final Engine engine;
  private final Duration olderThan;
  private final InstantSource clock;

  /**
   * @param olderThan the age from which a network can be an orphan, longer than any job takes
   */
  public DiagnoseHost(Engine engine, Duration olderThan, InstantSource clock) {
    this.engine = engine;
    this.olderThan = olderThan;
    this.clock = clock;
  }

  /** Examines the engine. */
  public Diagnosis examine() {
    try {
      var version = engine.system().version();
      var calls =
          HarmlessCall.all().stream()
              .map(c -> new TriedCall(c, engine.system().tryOut(c)))
              .toList();
      try {
        return new Complete(version, calls, host());
      } catch (EngineException e) {
        return new HostLookFailed(version, calls, e.failure());
      }
    } catch (EngineException e) {
      return new LookFailed(e.failure());
    }
  }

  private Host host() {
    var survey = Survey.of(engine);
    var configuration = engine.system().configuration();
    var candidates = survey.socketHolders().stream().map(this::candidate).toList();
    return new Host(
        candidates.stream().flatMap(c -> c.runner().stream()).toList(),
        configuration.cgroupDriver().equals(NAMED_AFTER_DOCKER)
            ? withoutServices(candidates)
            : List.of(),
        candidates.stream().flatMap(c -> c.leftEndpoints(survey)).toList(),
        traces(survey),
        Orphan.in(survey, olderThan, engine.now(clock)),
        UnstartableContainer.in(survey),
        services(survey)
            .flatMap(c ->
                engine.containers().fixedPorts(c.id()).stream()
                    .map(port -> new FixedPort(port, c.name())))
            .toList(),
        PoolUse.of(survey.networks().elements(), configuration.addressPools()));
  }

  /** In a control group namespace of its own, a container does not see the name of its group. */
  private List<String> withoutServices(List<Candidate> candidates) {
    return candidates.stream()
        .filter(c -> c.runner().isPresent())
        .map(Candidate::container)
        .filter(c -> engine.containers().usesCgroupNamespaceOfHost(c.id()))
        .map(Container::name)
        .toList();
  }

  private Candidate candidate(Container container) {
    return new Candidate(container, processesOf(container));
  }

  /** A container that may be a runner's, and the command lines of its processes. */
  private record Candidate(Container container, List<String> processes) {

    Optional<FoundRunner> runner() {
      return runs(LISTENER)
          ? Optional.of(
              new FoundRunner(
                  container.name(),
                  runs(WORKER),
                  container.endpoints().stream()
                      .map(Endpoint::networkName)
                      .filter(JobNetwork::isNamedByAnyRunner)
                      .toList()))
          : Optional.empty();
    }

    /** A runner that has a job may need its endpoints, even if the job's services have ended. */
    Stream<LeftEndpoint> leftEndpoints(Survey survey) {
      return runs(WORKER)
          ? Stream.empty()
          : container.endpoints().stream()
              .filter(e -> isOfOneJob(e) && !isUsedByOthers(e.networkName(), survey))
              .map(e -> new LeftEndpoint(container.name(), e.networkName()));
    }

    private static boolean isOfOneJob(Endpoint endpoint) {
      return Signature.on(endpoint).filter(s -> s.isMadeForJob(endpoint.networkName())).isPresent();
    }

    private boolean isUsedByOthers(String network, Survey survey) {
      return survey.containers().stream()
          .filter(c -> !c.id().equals(container.id()) && c.state().phase() != Phase.STOPPED)
          .anyMatch(c -> c.networks().containsKey(network));
    }

    private boolean runs(String program) {
      return processes.stream().anyMatch(p -> p.contains(program));
    }
  }

  /** None if the engine cannot list them: the runner then shows only by what it made. */
  private List<String> processesOf(Container container) {
    try {
      return engine.containers().commandLines(container.id()).orElseGet(List::of);
    } catch (EngineException _) {
      return List.of();
    }
  }

  private static List<RunnerTrace> traces(Survey survey) {
    var networks =
        survey.networks().stream()
            .flatMap(n -> JobNetwork.of(n).stream())
            .map(JobNetwork::runnerLabel)
            .toList();
    var containers = services(survey).flatMap(c -> label(c).stream()).toList();
    return Stream.concat(networks.stream(), containers.stream())
        .distinct()
        .map(label -> new RunnerTrace(label, count(networks, label), count(containers, label)))
        .toList();
  }

  private static Stream<ListedContainer> services(Survey survey) {
    return survey.containers().stream()
        .filter(c -> JobNetwork.isServiceOrJobContainer(c) && label(c).isPresent());
  }

  private static Optional<RunnerLabel> label(ListedContainer container) {
    return RunnerLabel.among(container.labels().keySet());
  }

  private static long count(List<RunnerLabel> labels, RunnerLabel label) {
    return labels.stream().filter(label::equals).count();
  }
}
