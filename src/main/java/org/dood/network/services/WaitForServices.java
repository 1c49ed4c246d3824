package org.dood.network.services;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.dood.network.engine.Engine;
import org.dood.network.engine.EngineException;
import org.dood.network.engine.Workload;

/**
 * Waits until services can be used: each port accepts a connection, from the job's network, and the
 * health check has nothing against it.
 */
public final class WaitForServices {

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);
  private static final Duration BETWEEN_PROGRESS = Duration.ofSeconds(5);

  /** As many as say why a server does not start. */
  private static final int LAST_LINES = 10;

  private final Engine engine;
  private final Consumer<Progress> onProgress;

  /**
   * What is still waited for.
   *
   * @param after how long was waited so far
   */
  public record Progress(List<Readiness> unready, Duration after, Duration limit) {}

  /**
   * @param onProgress is told every few seconds
   */
  public WaitForServices(Engine engine, Consumer<Progress> onProgress) {
    this.engine = engine;
    this.onProgress = onProgress;
  }

  /** Waits, no longer than the limit. */
  public Waiting await(List<AwaitedService> awaited, Duration limit) {
    try {
      return awaitReady(awaited, limit);
    } catch (EngineException e) {
      return new Waiting.LookFailed(e.failure());
    }
  }

  private Waiting awaitReady(List<AwaitedService> awaited, Duration limit) {
    var start = System.nanoTime();
    var nextProgress = BETWEEN_PROGRESS;
    while (true) {
      var unready = awaited.stream().map(this::look).filter(r -> !r.isReady()).toList();
      var after = Duration.ofNanos(System.nanoTime() - start);
      if (unready.isEmpty()) {
        return new Waiting.Ready(awaited, after);
      }
      if (after.compareTo(limit) >= 0 || unready.stream().anyMatch(Readiness::hasEnded)) {
        return new Waiting.Unready(unready.stream().map(this::unready).toList(), after);
      }
      if (after.compareTo(nextProgress) >= 0) {
        onProgress.accept(new Progress(unready, after, limit));
        nextProgress = nextProgress.plus(BETWEEN_PROGRESS);
      }
      pause();
    }
  }

  private Readiness look(AwaitedService awaited) {
    var workload =
        engine
            .container(awaited.service().container())
            .map(c -> c.workload())
            .orElseGet(Workload::removed);
    var reachability =
        workload.runs()
            ? Reachability.of(awaited.service(), awaited.ports())
            : new Reachability(Reachability.NameLookup.NO_ANSWER_IN_TIME, awaited.ports());
    return new Readiness(awaited, workload, reachability);
  }

  private Waiting.UnreadyService unready(Readiness readiness) {
    return new Waiting.UnreadyService(readiness, lastLines(readiness.awaited().service()));
  }

  /** They only explain, so that they may be missing. */
  private List<String> lastLines(Service service) {
    try {
      return engine.lastLines(LAST_LINES, service.container());
    } catch (EngineException e) {
      return List.of();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(BETWEEN_LOOKS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
