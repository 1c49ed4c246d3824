package org.dood.network.logging;

import ch.qos.logback.classic.spi.LogbackServiceProvider;
import org.dood.network.github.Environment;
import org.dood.network.github.JobFacts;
import org.slf4j.helpers.NOP_FallbackServiceProvider;
import org.slf4j.spi.SLF4JServiceProvider;

/**
 * Chooses what logs, where {@code runtime/module-info.java} puts it in logback's place: nothing
 * without step debugging. To start logback takes as long as a call to the engine does.
 */
public final class DebugLogProvider {

  private DebugLogProvider() {}

  /** What {@link java.util.ServiceLoader} takes for slf4j. */
  public static SLF4JServiceProvider provider() {
    return JobFacts.from(Environment.ofProcess()).debugging()
        ? new LogbackServiceProvider()
        : new NOP_FallbackServiceProvider();
  }
}
