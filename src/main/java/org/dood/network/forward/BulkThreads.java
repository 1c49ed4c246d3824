package org.dood.network.forward;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Where connections that carry much at once are relayed: a thread of the operating system each, and
 * a large buffer. Only such a thread can give its processor to the two ends after each turn, and as
 * more has arrived by the next, a third more gets through. To a virtual one, giving way means to
 * let another virtual one run.
 *
 * <p>There are so few that they stay within the memory and the threads that the process may take,
 * however many connections are busy; each is made when it is first needed.
 */
final class BulkThreads {

  private static final int MOST = 32;

  /** About what the kernel holds of a connection: each turn moves as much as there is. */
  private static final int SIZE = 512 * 1024;

  /** What is done on a lane. Returns whether somebody still listens. */
  @FunctionalInterface
  interface Passage {
    boolean through(ByteBuffer buffer) throws IOException;
  }

  private final ExecutorService threads =
      Executors.newCachedThreadPool(Thread.ofPlatform().daemon().name("bulk-", 0).factory());
  private final Deque<ByteBuffer> idle = new ArrayDeque<>();
  private int made;

  /**
   * Takes a lane until the passage is over. Returns what that came to; empty, and at once, if no
   * lane is free.
   */
  Optional<Boolean> take(Passage passage) throws IOException, InterruptedException {
    var borrowed = borrow();
    if (borrowed.isEmpty()) {
      return Optional.empty();
    }
    var buffer = borrowed.get();
    try {
      return Optional.of(threads.submit(() -> passage.through(buffer)).get());
    } catch (ExecutionException e) {
      throw new IOException(e);
    } finally {
      giveBack(buffer);
    }
  }

  private synchronized Optional<ByteBuffer> borrow() {
    if (!idle.isEmpty()) {
      return Optional.of(idle.pop());
    }
    if (made == MOST) {
      return Optional.empty();
    }
    var buffer = ByteBuffer.allocateDirect(SIZE);
    made++;
    return Optional.of(buffer);
  }

  private synchronized void giveBack(ByteBuffer buffer) {
    idle.push(buffer);
  }
}
