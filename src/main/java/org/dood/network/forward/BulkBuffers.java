package org.dood.network.forward;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * The large buffers that all connections share. There are so few that they stay within the memory
 * that the process may take, however many connections are busy; each is made when it is first
 * needed.
 */
final class BulkBuffers {

  private static final int MOST = 32;

  /** About what the kernel holds of a connection: each turn moves as much as there is. */
  private static final int SIZE = 512 * 1024;

  private final Deque<ByteBuffer> idle = new ArrayDeque<>();
  private int made;

  /** A buffer to be given back; empty if all are in use. */
  synchronized Optional<ByteBuffer> borrow() {
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

  synchronized void giveBack(ByteBuffer buffer) {
    idle.push(buffer.clear());
  }
}
