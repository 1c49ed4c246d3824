package org.dood.network.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.nio.channels.SocketChannel;
import org.dood.network.engine.json.JsonTree;

/**
 * What the first call to an engine has the JVM do beside the call: to set up Unix sockets, for
 * which the JDK looks for a source of random numbers, and Jackson, whose numbers bring tables
 * along. Each takes longer than the call, so a stage has it done while it reads what it is asked
 * for.
 */
public final class WarmUp {

  private WarmUp() {}

  /** Begins it, on threads that nobody waits for. */
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
      // The call will say so.
      throw new UncheckedIOException(e);
    }
  }

  private static void setUpJson() {
    try {
      JsonTree.read(InputStream.nullInputStream());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
