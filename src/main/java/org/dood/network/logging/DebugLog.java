package org.dood.network.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.LayoutBase;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import ch.qos.logback.core.spi.ContextAwareBase;
import java.util.Optional;
import org.dood.network.github.Environment;
import org.dood.network.github.JobFacts;
import org.dood.network.github.WorkflowCommand;
import org.slf4j.Logger;

/**
 * Configures logback: this project's own debug messages become {@code ::debug::} commands where
 * step debugging is on. The libraries stay silent, for what they log of the engine's answers holds
 * the environment of this container, tokens included.
 *
 * <p>Found by logback as a service, so that no configuration file is searched for or parsed.
 */
public final class DebugLog extends ContextAwareBase implements Configurator {

  @Override
  public ExecutionStatus configure(LoggerContext context) {
    context.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(Level.OFF);
    if (JobFacts.from(Environment.ofProcess()).debugging()) {
      var appender = new ConsoleAppender<ILoggingEvent>();
      appender.setContext(context);
      appender.setEncoder(encoder(context));
      appender.start();
      var own = context.getLogger("org.dood.network");
      own.setLevel(Level.DEBUG);
      own.addAppender(appender);
    }
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }

  private static String trace(ILoggingEvent event) {
    return Optional.ofNullable(event.getThrowableProxy())
        .map(thrown -> "\n" + ThrowableProxyUtil.asString(thrown))
        .orElse("");
  }

  private static LayoutWrappingEncoder<ILoggingEvent> encoder(LoggerContext context) {
    var layout =
        new LayoutBase<ILoggingEvent>() {
          @Override
          public String doLayout(ILoggingEvent event) {
            return WorkflowCommand.debug(event.getFormattedMessage() + trace(event)) + "\n";
          }
        };
    layout.setContext(context);
    layout.start();
    var encoder = new LayoutWrappingEncoder<ILoggingEvent>();
    encoder.setContext(context);
    encoder.setLayout(layout);
    encoder.start();
    return encoder;
  }
}
