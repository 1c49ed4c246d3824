package org.dood.network.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dood.network.integration.support.StageResultAssert.assertThatStage;

import java.util.Map;
import org.dood.network.integration.support.CommandResult;
import org.dood.network.integration.support.OnARealEngine;
import org.dood.network.integration.support.Postgres;
import org.dood.network.integration.support.SimulatedRunner;
import org.dood.network.integration.support.Workbench;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the action is for, from end to end. */
@OnARealEngine
class PostgresIT {

  private static final String PASSWORD = "only-for-this-test";

  @Test
  @Tag("core")
  void steps_reach_the_jobs_postgres_by_name_between_main_and_post(Workbench bench) {
    var runner = bench.runner().hostname("build-box").start();
    var job = runner.startJob(Postgres.service(bench, PASSWORD));
    var step = job.step();
    assertThat(query(runner).exitCode()).as("the query's exit code before main").isNotZero();

    var main = step.main();

    assertThatStage(main)
        .succeeded()
        .hasOutputs(
            Map.of(
                "network",
                job.network(),
                "runner-container",
                runner.container(),
                "ip-address",
                runner.addressOn(job.network()),
                "ipv6-address",
                "",
                "attached",
                "true",
                "outcome",
                "attached"));
    assertThat(query(runner).output()).isEqualTo("42");

    assertThatStage(step.post()).succeeded().says("Detached", job.network());
    assertThat(query(runner).exitCode()).as("the query's exit code after post").isNotZero();
    job.end();
  }

  private static CommandResult query(SimulatedRunner runner) {
    return Postgres.ask(runner, "postgres", "5432", PASSWORD);
  }
}
