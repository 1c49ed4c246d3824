/** The application and its libraries as one module: {@code jlink} needs modules, few of them are. */
open module org.dood.network {
  requires java.logging;
  requires jdk.unsupported;

  uses ch.qos.logback.classic.spi.Configurator;
  uses org.slf4j.spi.SLF4JServiceProvider;

  provides ch.qos.logback.classic.spi.Configurator with
      org.dood.network.logging.DebugLog;
  provides org.slf4j.spi.SLF4JServiceProvider with
      org.dood.network.logging.DebugLogProvider;
}
