package org.dood.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.dood.network.stage.Stage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code entrypoint.sh}, run by this machine's shell, with a script in the place of Java. */
class EntrypointTest {

  private static final Duration AT_ONCE = Duration.ofSeconds(1);

  @TempDir private Path action;

  private record Ended(int exitCode, String log) {}

  @BeforeEach
  void theImagesDirectory() throws IOException {
    Files.createDirectories(action.resolve("java/bin"));
    script("busybox", "exec \"$@\"");
    for (var command : List.of("main", "post", "entrypoint.sh")) {
      Files.writeString(action.resolve(command), entrypoint());
    }
  }

  private String entrypoint() throws IOException {
    return Files.readString(Path.of("entrypoint.sh")).replace("/action/", action + "/");
  }

  private void java(String commands) throws IOException {
    script("java/bin/java", commands);
  }

  private void script(String name, String commands) throws IOException {
    var script = Files.writeString(action.resolve(name), "#!/bin/sh\n" + commands + "\n");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private Ended run(Stage stage) throws IOException, InterruptedException {
    return run(stage.argument());
  }

  private Ended run(String command, String... arguments) throws IOException, InterruptedException {
    var log = action.resolve("log").toFile();
    var process = process(command, arguments).redirectOutput(log).start();
    return new Ended(process.waitFor(), Files.readString(log.toPath()));
  }

  /**
   * With the signals' default handling, as in a container: the process that runs this test may
   * ignore one.
   */
  private ProcessBuilder process(String command, String... arguments) {
    var words = new ArrayList<>(List.of("env", "--default-signal=INT", "sh"));
    words.add(action.resolve(command).toString());
    words.addAll(List.of(arguments));
    return new ProcessBuilder(words).redirectErrorStream(true);
  }

  @ParameterizedTest
  @CsvSource({"MAIN, 0, 0", "MAIN, 1, 1", "MAIN, 3, 3", "POST, 0, 0"})
  void the_exit_code_is_that_of_java(Stage stage, int exitCode, int expected)
      throws IOException, InterruptedException {
    java("echo told; exit " + exitCode);
    assertThat(run(stage)).isEqualTo(new Ended(expected, "told\n"));
  }

  @ParameterizedTest
  @CsvSource({"exit 3, 3", "kill -9 $$, 137"})
  void post_fails_no_job_whatever_becomes_of_java(String end, int exitCode)
      throws IOException, InterruptedException {
    java(end);
    var ended = run(Stage.POST);
    assertThat(ended.exitCode()).isZero();
    assertThat(ended.log())
        .contains("::warning title=dood-network-action::", "exit code " + exitCode)
        .contains("docker network disconnect --force");
  }

  @Test
  void post_fails_no_job_if_java_does_not_start() throws IOException, InterruptedException {
    var ended = run(Stage.POST);
    assertThat(ended.exitCode()).isZero();
    assertThat(ended.log()).contains("::warning title=dood-network-action::");
  }

  /** What a JVM prints that may not call clone3, whatever it is to do. */
  private static final String DENIED =
      "echo '[0.005s][warning][os,thread] Failed to start thread \"VM Thread\" - pthread_create"
          + " failed (EPERM) for attributes: stacksize: 1024k, guardsize: 4k, detached.'; exit 1";

  @ParameterizedTest
  @CsvSource({"main, 1, ::error", "post, 0, ::warning", "entrypoint.sh, 3, This engine denies"})
  void engine_that_denies_clone3_is_told(String command, int exitCode, String line)
      throws IOException, InterruptedException {
    java(DENIED);
    var ended = run(command);
    assertThat(ended.exitCode()).isEqualTo(exitCode);
    assertThat(ended.log().lines().skip(1))
        .singleElement()
        .asString()
        .startsWith(line)
        .contains("clone3", "20.10.10");
  }

  @Test
  void host_command_has_its_exit_code_and_its_arguments() throws IOException, InterruptedException {
    java("echo \"$*\"; exit 2");
    assertThat(run("entrypoint.sh", "sweep", "--older-than"))
        .satisfies(ended -> {
          assertThat(ended.exitCode()).isEqualTo(2);
          assertThat(ended.log()).endsWith("cli.HostCommands sweep --older-than\n");
        });
  }

  /** The moments at which signals got lost before: the child was still a copy of the shell. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "INT  | 130 | stage=${",
        "TERM | 143 | (",
        "INT  | 130 | java=$!",
        "TERM | 143 | [ -z \"$signal\" ] || end",
        "TERM | 143 | code=0"
      })
  void a_signal_ends_it_at_once_whenever_it_comes(String signal, int exitCode, String before)
      throws IOException, InterruptedException {
    java("exec /bin/sleep 5");
    var line = "kill -" + signal + " $$";
    var signalled = new StringBuilder();
    entrypoint()
        .lines()
        .forEach(l ->
            signalled.append(
                (l.contains(before) && l.equals(l.stripLeading()) ? line + "\n" : "") + l + "\n"));
    assertThat(signalled.toString()).contains(line);
    Files.writeString(action.resolve("main"), signalled);

    var started = System.nanoTime();
    var ended = run(Stage.MAIN);

    assertThat(ended).isEqualTo(new Ended(exitCode, ""));
    assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(AT_ONCE);
  }

  @Test
  void java_gets_each_variable_that_the_action_reads_and_no_other()
      throws IOException, InterruptedException {
    // The script in the place of Java is a shell, which sets PWD itself.
    java("exec /usr/bin/env --unset=PWD --null");
    var process = process(Stage.MAIN.argument());
    process.environment().clear();
    process
        .environment()
        .putAll(
            Map.of(
                "INPUT_NETWORK", "two\nlines of a 'quoted' \"name\" with $dollars",
                "INPUT_DOCKER_TLS_KEY", "-----BEGIN\nexport GITHUB_STATE='\nexport 1='\nexport -n",
                "GITHUB_STATE", "/state",
                "GITHUB_TOKEN", "secret",
                "JAVA_TOOL_OPTIONS", "-Xmx1k\nexport INPUT_NETWORK=gone",
                "ENV", "/nowhere",
                "PATH", "/nowhere:/usr/bin:/bin",
                "PS4", "$(id)"));

    var log = action.resolve("log").toFile();
    assertThat(process.redirectOutput(log).start().waitFor()).isZero();

    assertThat(Files.readString(log.toPath()).split("\0"))
        .containsExactlyInAnyOrder(
            "LANG=C.UTF-8",
            "GITHUB_STATE=/state",
            "INPUT_NETWORK=" + process.environment().get("INPUT_NETWORK"),
            "INPUT_DOCKER_TLS_KEY=" + process.environment().get("INPUT_DOCKER_TLS_KEY"));
  }

  /** Every user of the host can read the arguments of a process. */
  @Test
  void no_variable_is_expanded_into_the_arguments_of_a_process() throws IOException {
    assertThat(entrypoint()).doesNotContainPattern("\\$\\{?(INPUT|STATE|GITHUB|RUNNER)_");
  }

  @RepeatedTest(5)
  void a_signal_ends_it_while_java_runs() throws IOException, InterruptedException {
    java("echo runs; exec /bin/sleep 5");
    var process = process(Stage.MAIN.argument()).start();
    try (var log = process.inputReader()) {
      assertThat(log.readLine()).isEqualTo("runs");
      process.toHandle().destroy();
      assertThat(process.waitFor(AT_ONCE.toMillis(), TimeUnit.MILLISECONDS)).isTrue();
      assertThat(process.exitValue()).isEqualTo(143);
      assertThat(log.readLine()).isNull();
    }
  }
}
