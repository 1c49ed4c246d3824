package org.dood.network.engine;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import java.util.function.Supplier;

/** Calls to the engine beside other calls, and other work that waits for answers. */
public final class Concurrently {

  private Concurrently() {}

  /** Begins work on a thread of its own. */
  public static <R> Running<R> begin(Supplier<R> work) {
    var answer = start(work);
    return () -> await(answer);
  }

  /**
   * The answers, in order.
   *
   * @param patience how long to wait for any of them
   * @param late stands for an answer that does not come in time
   */
  public static <T, R> List<R> map(
      List<T> asked, Function<T, R> question, Duration patience, R late) {
    return asked.stream()
        .map(a ->
            start(() -> question.apply(a)).completeOnTimeout(late, patience.toNanos(), NANOSECONDS))
        .toList()
        .stream()
        .map(Concurrently::await)
        .toList();
  }

  /** The answers, in order. */
  public static <T, R> List<R> map(List<T> asked, Function<T, R> question) {
    return asked.stream().map(a -> start(() -> question.apply(a))).toList().stream()
        .map(Concurrently::await)
        .toList();
  }

  /** On a platform thread: virtual ones delay the exit of a process this short. */
  private static <R> CompletableFuture<R> start(Supplier<R> work) {
    return CompletableFuture.supplyAsync(
        work, task -> Thread.ofPlatform().daemon().name("concurrently").start(task));
  }

  private static <R> R await(CompletableFuture<R> answer) {
    try {
      return answer.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof EngineException failed
          ? failed
          : new IllegalStateException(e.getCause());
    }
  }
}
