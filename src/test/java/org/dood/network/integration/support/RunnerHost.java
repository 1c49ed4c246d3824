package org.dood.network.integration.support;

import java.util.Optional;

/** Where a runner's agent runs, which decides what its commands and files are to the engine. */
interface RunnerHost {

  /** The container that the agent lives in, if it lives in one. */
  Optional<String> container();

  /** The work directory, as the agent sees it. */
  String workDirectory();

  /** What lies there. */
  WorkFiles files();

  /** Runs the Docker command line. */
  CommandResult docker(String... arguments);

  /** Runs a stage of a container action to its end. */
  CommandResult run(ActionRun run);
}
