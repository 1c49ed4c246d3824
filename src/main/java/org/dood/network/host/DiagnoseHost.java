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
import org.dood.network.engine.model.Endpoint;
import org.dood.network.engine.model.ListedContainer;
import org.dood.network.host.Diagnosis.Complete;
import org.dood.network.host.Diagnosis.Host;
import org.dood.network.host.Diagnosis.HostLookFailed;
import org.dood.network.host.Diagnosis.LookFailed;
import org.dood.network.host.Diagnosis.TriedCall;
import org.dood.network.runner.JobNetwork;
import org.dood.network.runner.RunnerLabel;

/** Examines an engine and what jobs left on it; changes nothing. */
public final class DiagnoseHost {

  /** The runner's process that waits for jobs (actions/runner). */
  private static final String LISTENER = "Runner.Listener";

  /** The runner's process for one job (actions/runner). */
  private static final String WORKER = "Runner.Worker";

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
    return new Host(
        survey.socketHolders().stream().flatMap(c -> runner(c).stream()).toList(),
        traces(survey),
        Orphan.in(survey, olderThan, clock.instant()),
        UnstartableContainer.in(survey),
        services(survey)
            .flatMap(c ->
                engine.containers().fixedPorts(c.id()).stream()
                    .map(port -> new FixedPort(port, c.name())))
            .toList(),
        PoolUse.of(survey.networks().elements(), engine.system().configuredAddressPools()));
  }

  private Optional<FoundRunner> runner(Container container) {
    var processes = processesOf(container);
    return processes.stream().anyMatch(p -> p.contains(LISTENER))
        ? Optional.of(
            new FoundRunner(
                container.name(),
                processes.stream().anyMatch(p -> p.contains(WORKER)),
                container.endpoints().stream()
                    .map(Endpoint::networkName)
                    .filter(JobNetwork::isNamed)
                    .toList()))
        : Optional.empty();
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
        .filter(c -> JobNetwork.isNamedAsService(c.name()) && label(c).isPresent());
  }

  private static Optional<RunnerLabel> label(ListedContainer container) {
    return RunnerLabel.among(container.labels().keySet());
  }

  private static long count(List<RunnerLabel> labels, RunnerLabel label) {
    return labels.stream().filter(label::equals).count();
  }
}
