package org.dood.network.cli;

import org.dood.network.engine.EngineAddress;
import picocli.CommandLine.Option;

/**
 * The options that all commands for hosts take in the same way. {@code --older-than} is declared by
 * each command: only one that changes nothing may have a default for it.
 */
final class HostOptions {

  static final String OLDER_THAN = "--older-than";

  static final String JSON = "--json";

  static final String AGE =
      "The age from which a job's network is taken for one that its runner left behind, such as 24h"
          + " or 7d. It must exceed the longest job on the host.";

  @Option(
      names = "--docker-host",
      defaultValue = "unix:///var/run/docker.sock",
      paramLabel = "<address>",
      description =
          "Where the engine is, tcp://<host>:<port>, such as a filtering proxy. Default: the"
              + " mounted socket.")
  EngineAddress engine = EngineAddress.mountedSocket();

  @Option(names = JSON, description = "Print JSON, for programs.")
  boolean json;

  @Option(names = "--help", usageHelp = true, description = "Show this help.")
  boolean help;
}
