package org.dood.network.integration.support;

import java.util.Optional;

/**
 * A container whose agent starts container actions through the engine's API, so that no {@code
 * docker run} process gives it away.
 *
 * @param inside where its files are
 * @param api what starts its stages
 */
record RunnerWithoutCli(ContainerHost inside, VmHost api) implements RunnerHost {

  @Override
  public Optional<String> container() {
    return inside.container();
  }

  @Override
  public String workDirectory() {
    return inside.workDirectory();
  }

  @Override
  public WorkFiles files() {
    return inside.files();
  }

  @Override
  public CommandResult docker(String... arguments) {
    return inside.docker(arguments);
  }

  @Override
  public CommandResult run(ActionRun run) {
    return api.run(run);
  }
}
