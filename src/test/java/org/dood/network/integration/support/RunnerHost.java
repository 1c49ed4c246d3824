package org.dood.network.integration.support;

import java.util.List;
import java.util.Optional;

/** Where a runner's agent runs, which decides what its commands and files are to the engine. */
interface RunnerHost {

  /** The container that the agent lives in, if it lives in one. */
  Optional<String> container();

  /** The work directory, as the agent sees it. */
  String workDirectory();

  /** Makes directories and empty files, by their absolute paths. */
  void prepare(List<String> directories, List<String> emptyFiles);

  /** The texts of files, in their order. */
  List<String> read(List<String> files);

  /** Runs the Docker command line. */
  CommandResult docker(String... arguments);

  /** Runs a stage of a container action to its end. */
  CommandResult run(ActionRun run);
}
