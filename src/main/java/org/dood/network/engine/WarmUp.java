package org.dood.network.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.nio.channels.SocketChannel;
import org.dood.network.engine.json.JsonTree;

/**
 * Initialises on background threads what the JVM would otherwise initialise during the first call:
 * Unix sockets, for which the JDK needs a source of random numbers, and Jackson, whose numbers need
 * tables. Each takes longer than the call itself, so a stage begins before it reads its inputs.
 */
public final class WarmUp {

  private WarmUp() {}

  /** Begins, on threads that nothing waits for. */
  public static void take() {
    begin(WarmUp::setUpSockets);
    begin(WarmUp::setUpJson);
  }

  private static void begin(Runnable work) {
    Thread.ofPlatform().daemon().name("warm-up").start(work);
  }

  private static void setUpSockets() {
    try {
      SocketChannel.open(StandardProtocolFamily.UNIX).close();
    } catch (IOException e) {
      // The first call will fail in the same way, and report it.
      throw new UncheckedIOException(e);
    }
  }

  private static void setUpJson() {
    try {
      JsonTree.read("");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
