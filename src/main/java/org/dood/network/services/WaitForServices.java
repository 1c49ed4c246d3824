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
  private static final Duration BETWEEN_NEWS = Duration.ofSeconds(5);

  /** As many as say why a server does not start. */
  private static final int LAST_LINES = 10;

  private final Engine engine;
  private final Consumer<News> news;

  /**
   * What is still waited for.
   *
   * @param after how long was waited so far
   */
  public record News(List<Readiness> unready, Duration after, Duration limit) {}

  /**
   * @param news is told every few seconds
   */
  public WaitForServices(Engine engine, Consumer<News> news) {
    this.engine = engine;
    this.news = news;
  }

  /** Waits, no longer than the limit. */
  public Waiting await(List<Awaited> awaited, Duration limit) {
    try {
      return awaitReady(awaited, limit);
    } catch (EngineException e) {
      return new Waiting.Blind(e.failure());
    }
  }

  private Waiting awaitReady(List<Awaited> awaited, Duration limit) {
    var start = System.nanoTime();
    var nextNews = BETWEEN_NEWS;
    while (true) {
      var unready = awaited.stream().map(this::look).filter(r -> !r.isReady()).toList();
      var after = Duration.ofNanos(System.nanoTime() - start);
      if (unready.isEmpty()) {
        return new Waiting.Ready(awaited, after);
      }
      if (after.compareTo(limit) >= 0 || unready.stream().anyMatch(Readiness::isLost)) {
        return new Waiting.Unready(unready.stream().map(this::stuck).toList(), after);
      }
      if (after.compareTo(nextNews) >= 0) {
        news.accept(new News(unready, after, limit));
        nextNews = nextNews.plus(BETWEEN_NEWS);
      }
      pause();
    }
  }

  private Readiness look(Awaited awaited) {
    var workload =
        engine
            .container(awaited.service().container())
            .map(c -> c.workload())
            .orElseGet(Workload::removed);
    var reachability =
        workload.runs()
            ? Reachability.of(awaited.service(), awaited.ports())
            : new Reachability(Reachability.Naming.UNANSWERED, awaited.ports());
    return new Readiness(awaited, workload, reachability);
  }

  private Waiting.Stuck stuck(Readiness readiness) {
    return new Waiting.Stuck(readiness, lastLines(readiness.awaited().service()));
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
