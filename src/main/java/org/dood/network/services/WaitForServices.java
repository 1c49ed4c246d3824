package org.dood.network.services;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.dood.network.engine.Engine;
import org.dood.network.engine.EngineException;
import org.dood.network.engine.model.Container;
import org.dood.network.engine.model.Workload;

/**
 * Waits until services can be used: each awaited port accepts a connection from the job's network,
 * and the container's health check, if it has one, says healthy.
 */
public final class WaitForServices {

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);
  private static final Duration BETWEEN_PROGRESS = Duration.ofSeconds(5);

  /** Servers mostly say within their last ten lines why they do not start. */
  private static final int LAST_LINES = 10;

  private final Engine engine;
  private final Consumer<Progress> onProgress;
  private final NetworkAccess network;
  private final Pauses pauses;

  /**
   * The services that are not ready yet.
   *
   * @param after how long was waited so far
   */
  public record Progress(List<Readiness> unready, Duration after, Duration limit) {}

  /**
   * @param onProgress is called every five seconds
   */
  public WaitForServices(Engine engine, Consumer<Progress> onProgress) {
    this(engine, onProgress, NetworkAccess.ofThisProcess(), Pauses.inRealTime());
  }

  WaitForServices(
      Engine engine, Consumer<Progress> onProgress, NetworkAccess network, Pauses pauses) {
    this.engine = engine;
    this.onProgress = onProgress;
    this.network = network;
    this.pauses = pauses;
  }

  /** Waits until all are ready, one has ended, or the limit is reached. */
  public Waiting await(List<AwaitedService> awaited, Duration limit) {
    try {
      return awaitReady(awaited, limit);
    } catch (EngineException e) {
      return new Waiting.LookFailed(e.failure());
    }
  }

  private Waiting awaitReady(List<AwaitedService> awaited, Duration limit) {
    var start = pauses.now();
    var nextProgress = BETWEEN_PROGRESS;
    while (true) {
      var unready = awaited.stream().map(this::look).filter(r -> !r.isReady()).toList();
      var after = pauses.now().minus(start);
      if (unready.isEmpty()) {
        return new Waiting.Ready(awaited, after);
      }
      if (after.compareTo(limit) >= 0 || unready.stream().anyMatch(Readiness::hasEnded)) {
        return new Waiting.Unready(unready.stream().map(this::withLastLines).toList(), after);
      }
      if (after.compareTo(nextProgress) >= 0) {
        onProgress.accept(new Progress(unready, after, limit));
        nextProgress = nextProgress.plus(BETWEEN_PROGRESS);
      }
      pauses.pause(BETWEEN_LOOKS);
    }
  }

  private Readiness look(AwaitedService awaited) {
    var service = awaited.service();
    var workload =
        engine
            .containers()
            .find(service.container())
            .map(Container::workload)
            .orElseGet(Workload::removed);
    var ports =
        workload.runs()
            ? TriedPorts.of(service.host(), awaited.ports(), network)
            : TriedPorts.allSilent(awaited.ports());
    return new Readiness(awaited, workload, ports);
  }

  private Waiting.UnreadyService withLastLines(Readiness readiness) {
    return new Waiting.UnreadyService(readiness, lastLines(readiness.awaited().service()));
  }

  /** A failure is ignored: the lines only help to find out why the service is not ready. */
  private List<String> lastLines(Service service) {
    try {
      return engine.containers().lastLines(LAST_LINES, service.container());
    } catch (EngineException e) {
      return List.of();
    }
  }
}
