package org.dood.network.integration.support;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.dood.network.engine.Deadlines;

/** A simulated runner on a real engine, for the trials of faults. */
public final class SimulatedTrialRunner implements TrialRunner {

  /** As {@code docs/runners.md} tells them. */
  private static final Deadlines DEADLINES =
      new Deadlines(Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ofSeconds(3));

  /** Nobody publishes it. */
  private static final String PORT_OF_HOST = "18190";

  private final Workbench bench;
  private final Service service;
  private final EngineProxy proxy;
  private final SimulatedRunner runner;

  private SimulatedTrialRunner(Workbench bench, String network, Service service) {
    this.bench = bench;
    this.service = service;
    this.proxy = bench.engineProxy();
    this.runner = bench.runner().onNetwork(network).behind(proxy).start();
  }

  /**
   * Starts one.
   *
   * @param network the network that its container is started on
   * @param service the service of its jobs, which publishes a port
   */
  public static SimulatedTrialRunner start(Workbench bench, String network, Service service) {
    return new SimulatedTrialRunner(bench, network, service);
  }

  @Override
  public EngineProxy proxy() {
    return proxy;
  }

  @Override
  public Deadlines deadlines() {
    return DEADLINES;
  }

  @Override
  public Duration slowness() {
    return Duration.ofMillis(1_500);
  }

  @Override
  public Optional<String> purposeOf(String id) {
    return Optional.empty();
  }

  @Override
  public String container() {
    return runner.container();
  }

  @Override
  public Set<String> networks() {
    return runner.networks();
  }

  @Override
  public String addressOn(String network) {
    return runner.addressOn(network);
  }

  @Override
  public List<String> containersOfTheAction() {
    return runner.containersOfTheAction();
  }

  @Override
  public List<String> networksOfTheEngine() {
    return bench.networkNames();
  }

  @Override
  public List<String> routingRules() {
    return runner
        .run(Map.of(), "ip", "rule")
        .output()
        .lines()
        .filter(rule -> rule.contains("7100"))
        .toList();
  }

  @Override
  public Job startJob() {
    return new SimulatedJob(runner, service, runner.startJob(service));
  }

  private record SimulatedJob(SimulatedRunner runner, Service service, WorkflowJob job)
      implements Job {

    @Override
    public String network() {
      return job.network();
    }

    @Override
    public List<String> serviceContainers() {
      return job.serviceContainers();
    }

    @Override
    public Step step() {
      return new SimulatedStep(
          job.step().with("localhost-ports", PORT_OF_HOST).with("export-env", "true"),
          job.detachStep());
    }

    @Override
    public void useService() {
      runner.run(Map.of(), "getent", "hosts", service.name()).output();
    }

    @Override
    public void endAnyway() {
      job.endAnyway();
    }

    @Override
    public void end() {
      job.end();
    }
  }

  private record SimulatedStep(ActionStep step, ActionStep detachStep) implements Step {

    @Override
    public StageResult main() {
      return step.main();
    }

    @Override
    public StageResult detach() {
      return detachStep.main();
    }

    @Override
    public StageResult post() {
      return step.post();
    }
  }
}
