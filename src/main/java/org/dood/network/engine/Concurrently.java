package org.dood.network.engine;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;

/** Calls to the engine beside other calls, and other work that waits for answers. */
public final class Concurrently {

  private Concurrently() {}

  /** Begins some work. */
  public static <R> Running<R> begin(Supplier<R> work) {
    var answer = start(work, Supplier::get);
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
    var end = System.nanoTime() + patience.toNanos();
    return asked.stream().map(a -> start(a, question)).toList().stream()
        .map(answer -> await(answer, end - System.nanoTime(), late))
        .toList();
  }

  /** On a platform thread: virtual ones delay the exit of a process this short. */
  private static <T, R> FutureTask<R> start(T asked, Function<T, R> question) {
    var answer = new FutureTask<>(() -> question.apply(asked));
    Thread.ofPlatform().daemon().name("services").start(answer);
    return answer;
  }

  private static <R> R await(FutureTask<R> answer) {
    try {
      return answer.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof EngineException failed
          ? failed
          : new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static <R> R await(FutureTask<R> answer, long nanos, R late) {
    try {
      return answer.get(Math.max(0, nanos), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      return late;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return late;
    }
  }
}
