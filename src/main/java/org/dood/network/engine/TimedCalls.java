package org.dood.network.engine;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.net.ProtocolException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.dood.network.engine.json.DeniedException;
import org.dood.network.engine.json.RefusedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs calls to the engine, each with a deadline. A call that brings no usable answer ends with an
 * {@link EngineException}, whose failure names the call.
 *
 * @param address the address of the engine, which is examined if no connection can be made
 */
record TimedCalls(EngineAddress address) {

  private static final Logger LOG = LoggerFactory.getLogger(TimedCalls.class);
  private static final Path THIS_PROCESS = Path.of("/proc/self");
  private static final Set<Integer> NOT_FOUND = Set.of(404);

  /**
   * Runs a call on a thread of its own, since a transport's time-out ends a silence, but not an
   * answer that never ends.
   *
   * @param call the call in words, such as {@code list networks}
   * @param body makes the request and reads its answer
   */
  <T> T within(Duration deadline, String call, Callable<T> body) {
    var answer = new FutureTask<>(body);
    var started = System.nanoTime();
    // A platform thread: virtual ones delay the exit of a process this short.
    Thread.ofPlatform().daemon().name("engine-call").start(answer);
    try {
      return answer.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw failed(call, e);
    } catch (TimeoutException e) {
      answer.cancel(true);
      throw new EngineException(new EngineFailure.TimedOut(call, deadline), e);
    } catch (InterruptedException e) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      throw new EngineException(unreachable(call, e), e);
    } finally {
      LOG.debug("{}: {} ms", call, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started));
    }
  }

  /** The same; empty if the engine answers 404. */
  <T> Optional<T> ifFound(Duration deadline, String call, Callable<T> body) {
    return unless(NOT_FOUND, deadline, call, body);
  }

  /**
   * The same; empty if the engine refuses with one of some statuses.
   *
   * @param nothing the statuses which say that the object does not exist
   */
  <T> Optional<T> unless(Set<Integer> nothing, Duration deadline, String call, Callable<T> body) {
    try {
      return Optional.of(within(deadline, call, body));
    } catch (EngineException e) {
      if (e.failure() instanceof EngineFailure.Refused(_, int status, _)
          && nothing.contains(status)) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private EngineException failed(String call, ExecutionException wrapper) {
    var cause = Optional.ofNullable(wrapper.getCause()).orElse(wrapper);
    var failure =
        switch (cause) {
          case EngineException already -> already.failure();
          case RefusedException refused ->
              new EngineFailure.Refused(call, refused.status(), refused.words());
          case DeniedException denied ->
              new EngineFailure.Denied(call, denied.request(), denied.status(), denied.words());
          case Throwable other ->
              causeOf(other, JsonProcessingException.class)
                  .map(JsonProcessingException::getOriginalMessage)
                  .or(() -> causeOf(other, ProtocolException.class).map(TimedCalls::messageOf))
                  .<EngineFailure>map(words -> new EngineFailure.Unintelligible(call, words))
                  .or(() -> causeOf(other, IOException.class).map(e -> unreachable(call, e)))
                  .orElseGet(() -> new EngineFailure.Unintelligible(call, other.toString()));
        };
    LOG.debug(
        "{}", failure.inWords(), failure instanceof EngineFailure.Unintelligible ? cause : null);
    return new EngineException(failure, cause);
  }

  private EngineFailure unreachable(String call, Throwable failure) {
    return new EngineFailure.Unreachable(
        call, messageOf(failure), ConnectFailure.at(address, failure, THIS_PROCESS));
  }

  private static String messageOf(Throwable e) {
    return Optional.ofNullable(e.getMessage()).orElseGet(() -> e.getClass().getSimpleName());
  }

  /** The first of a kind among a failure and its causes. */
  private static <T extends Throwable> Optional<T> causeOf(Throwable failure, Class<T> kind) {
    return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
        .filter(kind::isInstance)
        .map(kind::cast)
        .findFirst();
  }
}
