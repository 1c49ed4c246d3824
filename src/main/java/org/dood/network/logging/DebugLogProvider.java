package org.dood.network.logging;

import ch.qos.logback.classic.spi.LogbackServiceProvider;
import org.dood.network.github.Environment;
import org.dood.network.github.JobFacts;
import org.slf4j.helpers.NOP_FallbackServiceProvider;
import org.slf4j.spi.SLF4JServiceProvider;

/**
 * Chooses logback with step debugging, and no logging at all without, since starting logback takes
 * as long as a call to the engine. {@code runtime/module-info.java} names this class in logback's
 * place.
 */
public final class DebugLogProvider {

  private DebugLogProvider() {}

  /** The provider method that {@link java.util.ServiceLoader} calls for slf4j. */
  public static SLF4JServiceProvider provider() {
    return JobFacts.from(Environment.ofProcess()).debugging()
        ? new LogbackServiceProvider()
        : new NOP_FallbackServiceProvider();
  }
}
