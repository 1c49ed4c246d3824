package org.dood.network.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dood.network.integration.support.StageResultAssert.assertThatStage;

import java.util.LinkedHashMap;
import java.util.Map;
import org.dood.network.integration.support.FakeJava;
import org.dood.network.integration.support.OnARealEngine;
import org.dood.network.integration.support.Workbench;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A workflow's {@code env} reaches each of its steps, and is not meant for this one. */
@OnARealEngine
class HostileEnvironmentIT {

  private static final Map<String, String> FOR_JAVA =
      Map.of(
          "JAVA_TOOL_OPTIONS", "-XX:+UseZGC -Dfile.encoding=ISO-8859-1",
          "JDK_JAVA_OPTIONS", "--no-such-option",
          "_JAVA_OPTIONS", "-Xmx1k",
          "JAVA_HOME", "/nowhere",
          "CLASSPATH", "/nowhere/a.jar",
          "LC_ALL", "POSIX");

  private static final Map<String, String> FOR_DOCKER =
      Map.of(
          "DOCKER_HOST", "tcp://127.0.0.1:1",
          "DOCKER_TLS_VERIFY", "1",
          "DOCKER_CERT_PATH", "/nowhere",
          "DOCKER_CONTEXT", "no-such-context",
          "DOCKER_CONFIG", "/nowhere",
          "DOCKER_API_VERSION", "1.99",
          "HTTP_PROXY", "http://127.0.0.1:1",
          "NO_PROXY", "");

  private static final Map<String, String> FOR_THE_SHELL =
      Map.of("ENV", "/nowhere", "BASH_ENV", "/nowhere", "IFS", "/", "CDPATH", "/", "PS4", "$(id)");

  /** One that is missing would make the dynamic linker complain before any of our code runs. */
  private static final String HARMLESS_LIBRARY = "libm.so.6";

  @Test
  @Tag("core")
  void both_stages_do_their_work_and_their_log_is_clean(Workbench bench) {
    var runner = bench.runner().start();
    var job = runner.startJobWithService();
    var step = job.step();
    FOR_JAVA.forEach(step::env);
    FOR_DOCKER.forEach(step::env);
    FOR_THE_SHELL.forEach(step::env);
    step.env("LD_PRELOAD", HARMLESS_LIBRARY);

    assertThatStage(step.main()).succeeded().hasOutput("attached", "true");
    assertThat(runner.networks()).contains(job.network());

    assertThatStage(step.post()).succeeded().says("Detached");
    assertThat(runner.networks()).containsOnly(bench.defaultNetwork());
    job.end();
  }

  @Test
  void with_step_debugging_the_log_still_holds_no_secret(Workbench bench) {
    var runner = bench.runner().start();
    var job = runner.startJobWithService();
    var step = job.step().env("RUNNER_DEBUG", "1");

    assertThatStage(step.main()).succeeded().says("::debug::");

    assertThatStage(step.post()).succeeded().says("::debug::");
    job.end();
  }

  @Test
  void the_jvm_is_started_with_the_variables_that_the_action_reads_and_no_other(Workbench bench) {
    var environment = new LinkedHashMap<String, String>();
    environment.putAll(FOR_JAVA);
    environment.putAll(FOR_DOCKER);
    environment.putAll(FOR_THE_SHELL);
    environment.put("LD_PRELOAD", HARMLESS_LIBRARY);
    environment.put("LD_LIBRARY_PATH", "/nowhere");
    environment.put("PATH", "/nowhere");
    environment.put("GITHUB_STATE", "/github/file_commands/save_state_1");
    environment.put("INPUT_NETWORK", "a 'quoted' \"name\" with $dollars and\ntwo lines");

    var seen = FakeJava.environmentIn(bench, "/action/main", environment);

    assertThat(seen)
        .containsEntry("LANG", "C.UTF-8")
        .containsEntry("GITHUB_STATE", environment.get("GITHUB_STATE"))
        .containsEntry("INPUT_NETWORK", environment.get("INPUT_NETWORK"))
        .containsOnlyKeys("LANG", "GITHUB_STATE", "INPUT_NETWORK");
  }
}
