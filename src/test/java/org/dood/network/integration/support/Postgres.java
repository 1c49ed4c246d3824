package org.dood.network.integration.support;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A PostgreSQL as a job's service, and a step's query to it. */
public final class Postgres {

  /** What a step sees of it. */
  public static final String ANSWER = "42";

  private static final List<String> HEALTH_CHECK =
      List.of("--health-cmd", "pg_isready", "--health-interval", "1s", "--health-retries", "60");

  private Postgres() {}

  /**
   * The service {@code postgres}, with a health check.
   *
   * @param options further ones, such as {@code -p}
   */
  public static Service service(Workbench bench, String password, String... options) {
    var all = new ArrayList<>(HEALTH_CHECK);
    all.addAll(List.of(options));
    return unchecked(bench, password, all);
  }

  /** The same without a health check, so that the job begins before it is up. */
  public static Service unchecked(Workbench bench, String password) {
    return unchecked(bench, password, List.of());
  }

  private static Service unchecked(Workbench bench, String password, List<String> options) {
    var all = new ArrayList<>(List.of("-e", "POSTGRES_PASSWORD=" + password));
    all.addAll(options);
    return new Service("postgres", bench.engine().postgresImage(), all);
  }

  /** The command that asks it. */
  public static String[] query(String host, String port) {
    return new String[] {
      "psql",
      "--no-psqlrc",
      "--tuples-only",
      "--no-align",
      "--host=" + host,
      "--port=" + port,
      "--username=postgres",
      "--command=SELECT 6 * 7"
    };
  }

  /** The variables that the command needs. */
  public static Map<String, String> environment(String password) {
    return Map.of("PGPASSWORD", password, "PGCONNECT_TIMEOUT", "5");
  }

  /** Asks it from a step on a runner in a container. */
  public static CommandResult ask(
      SimulatedRunner runner, String host, String port, String password) {
    return runner.run(environment(password), query(host, port));
  }
}
