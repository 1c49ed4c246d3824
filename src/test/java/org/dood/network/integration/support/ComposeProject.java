package org.dood.network.integration.support;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A project of the real Docker Compose with a PostgreSQL, which a step on a runner starts. */
public final class ComposeProject {

  /** A runner's image that has Compose. */
  public static final String TOOLS = "dood-network-action/tools";

  private static final String FILE =
      """
      services:
        db:
          image: IMAGE
          environment:
            POSTGRES_PASSWORD: secret
          healthcheck:
            test: pg_isready
            interval: 1s
            retries: 60
      """;

  private final SimulatedRunner runner;
  private final String name;
  private final String file;

  private ComposeProject(SimulatedRunner runner, String name, String file) {
    this.runner = runner;
    this.name = name;
    this.file = file;
  }

  /** Starts one, and waits until its PostgreSQL is healthy. */
  public static ComposeProject up(SimulatedRunner runner, Workbench bench) {
    var name = "it-" + Hex.digits(8);
    bench.owns("com.docker.compose.project=" + name);
    var file = runner.workspace() + "/compose.yml";
    var text = FILE.replace("IMAGE", bench.engine().postgresImage());
    runner.run(Map.of("TEXT", text), "sh", "-c", "printf %s \"$TEXT\" > \"$0\"", file).output();
    var project = new ComposeProject(runner, name, file);
    project.compose("up", "--detach", "--wait").output();
    return project;
  }

  /** The name of the project, with which those of its containers start. */
  public String name() {
    return name;
  }

  /** The name of its network. */
  public String network() {
    return name + "_default";
  }

  /** Asks its PostgreSQL from where steps run. */
  public CommandResult query() {
    return Postgres.ask(runner, "db", "5432", "secret");
  }

  /** Removes it, as far as Compose can. */
  public CommandResult down() {
    return compose("down", "--volumes");
  }

  private CommandResult compose(String... arguments) {
    var command = new ArrayList<>(List.of("docker", "compose", "--file", file));
    command.addAll(List.of("--project-name", name));
    command.addAll(List.of(arguments));
    return runner.run(Map.of(), command.toArray(String[]::new));
  }
}
