package org.dood.network.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dood.network.testing.StageRunAssert.assertThatStage;

import org.dood.network.testing.Job;
import org.dood.network.testing.engine.FakeEngine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Inputs that make no sense are errors before anything else is done. */
class InputsTest {

  @RegisterExtension private final Job job = Job.withService();
  private final FakeEngine engine = job.engine();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a\n::set-output name=x::y",
        "a\r##[error]b",
        "::add-mask::a",
        "../containers/json",
        "a b",
        "\u001b[31mred",
        "$(reboot)"
      })
  void network_name_that_no_engine_accepts_is_an_error_and_no_call_is_made(String name) {
    job.with("network", name);
    var run = job.main();
    assertThatStage(run)
        .failedWithOneError("The input 'network'")
        .printedOneLine()
        .didNotPrint("##[");
    assertThat(engine.calls()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "network, RUNNER_ENVIRONMENT, github-hosted",
    "network, INPUT_JOB_CONTAINER, 0123456789ab",
    "aliases, RUNNER_ENVIRONMENT, github-hosted",
    "runner-container, INPUT_JOB_CONTAINER, 0123456789ab",
    "default-route, RUNNER_ENVIRONMENT, github-hosted",
    "default-route, INPUT_JOB_CONTAINER, 0123456789ab"
  })
  void bad_input_is_an_error_even_where_there_is_nothing_to_do(
      String input, String variable, String value) {
    job.step().withVariable(variable, value);
    job.with(input, "::bad::");
    assertThatStage(job.main()).failedWithOneError("holds '::bad::'");
    assertThat(engine.calls()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"tcp://", "tcp://h", "http://h:1", "h:1", "tcp://h:0", "tcp://h:99999"})
  void docker_host_that_is_no_address_is_an_error(String given) {
    job.with("docker-host", given);
    assertThatStage(job.main())
        .failedWithOneError("'docker-host' holds '" + given + "'", "tcp://<host>:<port>");
    assertThat(job.addresses()).isEmpty();
  }

  @Test
  void docker_host_that_is_a_socket_on_the_host_is_an_error() {
    job.with("docker-host", "unix:///run/user/1000/docker.sock");
    assertThatStage(job.main())
        .failedWithOneError("/run/user/1000/docker.sock", "DOOD-SOCKET-ELSEWHERE");
    assertThat(job.addresses()).isEmpty();
  }

  @Test
  void tls_material_that_cannot_be_read_is_an_error() {
    job.with("docker-host", "tcp://h:2376");
    job.with("docker-tls-ca", "-----BEGIN CERTIFICATE-----\nnonsense\n");
    assertThatStage(job.main()).failedWithOneError("'docker-tls-ca'");
  }

  @Test
  void unknown_choice_for_the_default_route_is_an_error() {
    job.with("default-route", "yes");
    assertThatStage(job.main()).failedWithOneError("'default-route'", "'keep' or 'engine'");
    assertThat(engine.calls()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"localhost, everything", "export-env, yes", "wait, soon", "wait-for, postgres"})
  void service_input_that_makes_no_sense_is_an_error_and_no_call_is_made(
      String input, String given) {
    job.with(input, given);
    assertThatStage(job.main()).failedWithOneError("holds '" + given + "'. It takes");
    assertThat(engine.calls()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"soon", "0s", "-1d", "1", "7 days"})
  void age_that_is_no_duration_is_an_error_and_no_call_is_made(String given) {
    job.with("prune-after", given);
    assertThatStage(job.main()).failedWithOneError("The input 'prune-after' holds '" + given + "'");
    assertThat(engine.calls()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "sweep", "MAIN"})
  void argument_that_is_no_stage_is_a_usage_error(String argument) {
    var run = job.step().run(argument);
    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThatStage(run).printed("'main', 'post' or 'detach'");
  }
}
