package org.dood.network.integration;

import static org.assertj.core.api.Assertions.assertThat;

import org.dood.network.integration.support.ExampleJob;
import org.dood.network.integration.support.OnARealEngine;
import org.dood.network.integration.support.SimulatedRunner;
import org.dood.network.integration.support.Workbench;
import org.junit.jupiter.api.Test;

/** Each workflow of {@code examples/} does what it is for, run from its very file. */
@OnARealEngine
class ExamplesIT {

  /** A runner's image with the tools that the steps of the examples use. */
  private static final String TOOLS = "dood-network-action/tools";

  @Test
  void postgres(Workbench bench) {
    var job = example("postgres.yml", bench).runOn(runner(bench));
    assertThat(job.log()).contains("CREATE TABLE", "\n2\n");
  }

  private static ExampleJob example(String file, Workbench bench) {
    return ExampleJob.of(file).standIn("postgres:17", bench.engine().postgresImage());
  }

  private static SimulatedRunner runner(Workbench bench) {
    return bench.runner().image(TOOLS).start();
  }
}
