package org.dood.network.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.dood.network.DocumentedCalls;
import org.dood.network.Main;
import org.dood.network.engine.ContainerId;
import org.dood.network.engine.EngineAddress;
import org.dood.network.engine.FakeEngine;
import org.dood.network.engine.FakeEngine.Answer;
import org.dood.network.engine.FakeEngine.FakeContainer;
import org.dood.network.engine.NetworkId;
import org.dood.network.github.CommandFile;
import org.dood.network.github.Environment;
import org.dood.network.runner.EngineLocation;
import org.dood.network.runner.RunnerNames;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Both stages, whole, against an engine behind docker-java's transport. */
class StageTest {

  private static final String JOB_NETWORK = "github_network_0123456789abcdef0123456789abcdef";
  private static final String OWN_NAME = "action_0a1b2c";
  private static final String STATE_FILE = "save_state_5f0c";
  private static final String COMMAND_FILES = "/home/runner/_work/_temp/_runner_file_commands";
  private static final String ALIAS = "dood-network-action.abc123.__self." + JOB_NETWORK;

  /** How the name of a container starts that sets or removes rules for the default route. */
  private static final String ROUTES = "dood-network-action-routes";

  private static final String SERVICE = "0123456789abcdef0123456789abcdef_postgres17_7b3f1e";

  private static final DocumentedCalls DOCUMENTED = DocumentedCalls.read();

  @TempDir private Path files;
  private final FakeEngine engine = new FakeEngine();
  private final Map<String, String> environment = new HashMap<>();
  private NetworkId network = new NetworkId("");
  private ContainerId self = new ContainerId("");
  private final FakeContainer service = engine.run(SERVICE);
  private EngineLocation engineLocation = EngineLocation.HOST;
  private final List<String> addresses = new ArrayList<>();
  private int callsTold;

  /** What a stage left behind for people and for the runner. */
  private record Run(int exitCode, String log, Map<String, String> outputs, String state) {}

  @BeforeEach
  void aJobWithAServiceOnARunnerInSomeContainer() throws IOException {
    network = engine.makeNetwork(JOB_NETWORK);
    self =
        engine
            .run(OWN_NAME)
            .labelled("abc123")
            .mounting(COMMAND_FILES, "/github/file_commands")
            .mounting("/var/run/docker.sock", "/var/run/docker.sock")
            .inNetworkMode(JOB_NETWORK)
            .on(network)
            .id();
    service.labelled("abc123").on(network, "postgres").running("postgres");
    environment.put("INPUT_NETWORK", JOB_NETWORK);
    environment.put("INPUT_DEFAULT_ROUTE", "keep");
    environment.put("GITHUB_ACTION", "__self");
    environment.put("GITHUB_STATE", Files.createFile(files.resolve(STATE_FILE)).toString());
    environment.put("GITHUB_ENV", Files.createFile(files.resolve("set_env_1")).toString());
    environment.put("GITHUB_OUTPUT", Files.createFile(files.resolve("set_output_1")).toString());
  }

  private FakeContainer runner(String name) {
    return engine.run(name).mounting("/var/run/docker.sock", "/var/run/docker.sock");
  }

  private FakeContainer provenRunner() {
    return runner("runner-1").running("docker run --name " + OWN_NAME + " --label abc123 image");
  }

  private String servicesJson(String host, String port, String ports) {
    return """
    {"postgres":{"host":"%s","port":%s,"ports":%s,"ip":"172.18.0.4","container":"%s","health":"none"}}\
    """
        .formatted(host, port, ports, service.id());
  }

  private Run main() {
    return run("main");
  }

  private Run post() {
    return run("post");
  }

  private Run run(String stage) {
    var log = new ByteArrayOutputStream();
    var out = new PrintStream(log, true, StandardCharsets.UTF_8);
    var processInfo = new ProcessInfo(self.shortForm(), engineLocation);
    var main =
        new Main(
            new StageContext(Environment.of(environment::get), this::engineAt, processInfo, out));
    var callsBefore = engine.calls().size();
    var exitCode = main.run(List.of(stage));
    engine.calls().stream().skip(callsBefore).forEach(call -> assertDocumented(call, stage));
    return new Run(
        exitCode,
        log.toString(StandardCharsets.UTF_8),
        CommandFile.parse(read("set_output_1")),
        read(STATE_FILE));
  }

  private static void assertDocumented(String call, String stage) {
    assertThat(DOCUMENTED.rowOf(call))
        .as("a row of docs/api-calls.md for %s in %s", call, stage)
        .hasValueSatisfying(row -> assertThat(row.stages()).contains(stage));
  }

  private FakeEngine engineAt(EngineAddress address) {
    addresses.add(address.uri());
    return engine;
  }

  private String read(String file) {
    try {
      return Files.exists(files.resolve(file)) ? Files.readString(files.resolve(file)) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static RuntimeException cutOff() {
    return new UncheckedIOException(new IOException("Connection reset by peer"));
  }

  /** As the runner does between the stages. */
  private void passSavedStateToPost() {
    CommandFile.parse(read(STATE_FILE)).forEach((k, v) -> environment.put("STATE_" + k, v));
  }

  private static void assertOneError(Run run, String... phrases) {
    assertThat(run.exitCode()).isEqualTo(ExitCode.FAILURE);
    assertThat(run.log().lines().filter(l -> l.startsWith("::error"))).hasSize(1);
    assertThat(run.log()).contains(phrases).doesNotContain("Exception", "\tat ");
    assertThat(run.outputs()).containsEntry("outcome", "failed").containsEntry("attached", "false");
  }

  @Nested
  class MainStage {

    @Test
    void attaches_the_container_in_which_its_own_docker_run_runs() {
      var runner = provenRunner();
      var run = main();
      assertThat(run.exitCode()).isZero();
      assertThat(runner.aliasesOn(network)).contains(List.of(ALIAS));
      assertThat(run.outputs())
          .isEqualTo(
              Map.of(
                  "network",
                  JOB_NETWORK,
                  "runner-container",
                  runner.id().value(),
                  "ip-address",
                  "172.18.0.4",
                  "attached",
                  "true",
                  "outcome",
                  "attached",
                  "services",
                  servicesJson("postgres", "null", "{}")));
    }

    @Test
    void puts_on_record_what_it_is_about_to_attach_before_it_does() {
      var runner = provenRunner();
      engine.fail("connect", new IllegalStateException("cut short"));
      main();
      assertThat(CommandFile.parse(read(STATE_FILE)))
          .isEqualTo(
              Map.of(
                  "attached",
                  "true",
                  "container",
                  runner.id().value(),
                  "networks",
                  network.value(),
                  "alias",
                  ALIAS,
                  "routes",
                  "",
                  "engine",
                  "unix:///var/run/docker.sock"));
    }

    @Test
    void attaches_the_container_that_the_user_names_without_a_search() {
      var named = engine.run("my-runner");
      environment.put("INPUT_RUNNER_CONTAINER", "my-runner");
      var run = main();
      assertThat(named.aliasesOn(network)).contains(List.of(ALIAS));
      assertThat(run.outputs()).containsEntry("runner-container", named.id().value());
      assertThat(engine.calls()).noneMatch(c -> c.contains("top"));
    }

    @Test
    void leaves_a_runner_that_is_on_the_network_already() {
      var runner = provenRunner().on(network, "put-there-by-somebody");
      var run = main();
      passSavedStateToPost();
      var after = post();
      assertThat(run.outputs())
          .containsEntry("outcome", "already-attached")
          .containsEntry("attached", "false")
          .containsEntry("ip-address", "172.18.0.4");
      assertThat(after.exitCode()).isZero();
      assertThat(runner.aliasesOn(network)).contains(List.of("put-there-by-somebody"));
    }

    @Test
    void succeeds_if_the_engine_attached_the_runner_and_then_failed_to_say_so() {
      provenRunner();
      engine.actThenFail("POST /networks/.*/connect", cutOff());
      assertThat(main().outputs()).containsEntry("outcome", "attached");
    }

    /** Docker 20.10 was seen to do so: the container cannot be detached, nor started again. */
    @Test
    void does_not_take_an_endpoint_on_paper_for_an_attachment_if_the_engine_refused() {
      provenRunner();
      engine.actThenAnswer("POST /networks/.*/connect", Answer.refusal(500, "conflicts"));
      assertOneError(main(), "conflicts");
    }

    @Test
    void does_not_take_an_answer_for_an_attachment_if_something_else_gave_it() {
      provenRunner();
      engine.answer("POST /networks/.*/connect", new Answer(200, "<html>It works!</html>"));
      assertOneError(main(), "the container is not on the network", "Nothing was changed");
    }

    @Test
    void leaves_it_to_post_to_detach_what_could_not_be_looked_at() {
      var runner = provenRunner();
      engine.actThenDo(
          "POST /networks/.*/connect", () -> engine.fail("/containers/.*/json", cutOff()));
      assertOneError(main(), "left to the post step");
      assertThat(runner.aliasesOn(network)).contains(List.of(ALIAS));
    }

    @Test
    void has_nothing_to_do_without_a_network() {
      environment.put("INPUT_NETWORK", "");
      var run = main();
      assertThat(run.exitCode()).isZero();
      assertThat(run.outputs()).containsEntry("outcome", "nothing-to-do");
      assertThat(run.log().lines()).hasSize(1);
      assertThat(engine.calls()).hasSize(3).noneMatch(c -> c.contains("top"));
      assertThat(engine.unchanged()).isTrue();
    }

    @Test
    void has_nothing_to_do_without_a_network_whatever_becomes_of_the_engine() {
      environment.put("INPUT_NETWORK", "");
      engine.fail("", new UncheckedIOException(new IOException("Connection refused")));
      var run = main();
      assertThat(run.exitCode()).isZero();
      assertThat(run.log().lines()).hasSize(1);
    }

    @Test
    void has_nothing_to_do_on_a_hosted_runner_and_looks_at_the_services_alone() {
      environment.put("RUNNER_ENVIRONMENT", "github-hosted");
      var run = main();
      assertThat(run.exitCode()).isZero();
      assertThat(run.outputs()).containsEntry("outcome", "nothing-to-do");
      assertThat(engine.calls()).hasSize(2);
      assertThat(engine.unchanged()).isTrue();
    }

    @Test
    void has_nothing_to_do_if_every_container_proves_not_to_be_the_runners() {
      runner("somebody-elses").running("docker run --name other_0a1b2c image");
      var run = main();
      assertThat(run.exitCode()).isZero();
      assertThat(run.outputs())
          .containsEntry("outcome", "nothing-to-do")
          .containsEntry("network", JOB_NETWORK);
      assertThat(engine.unchanged()).isTrue();
    }

    @Test
    void fails_if_no_container_proves_and_the_command_files_are_missing() throws IOException {
      Files.delete(files.resolve(STATE_FILE));
      var run = main();
      assertOneError(run, "'-v /home/runner/_work:/home/runner/_work'", "runner-container");
      assertThat(engine.unchanged()).isTrue();
    }

    @Test
    void warns_that_files_get_lost_if_it_attached_a_runner_whose_work_directory_is_not_mounted()
        throws IOException {
      Files.delete(files.resolve(STATE_FILE));
      Files.delete(files.resolve("set_output_1"));
      provenRunner();
      var run = main();
      assertThat(run.exitCode()).isZero();
      assertThat(run.log())
          .contains("::warning", "'-v /home/runner/_work:/home/runner/_work'")
          .contains("::save-state name=alias::" + ALIAS)
          .contains("::set-output name=attached::true");
      assertThat(files.resolve(STATE_FILE)).doesNotExist();
    }

    @Test
    void fails_with_the_engines_words_if_it_will_not_attach() {
      provenRunner();
      engine.answer("connect", Answer.refusal(403, "cannot be connected to host network"));
      assertOneError(main(), "cannot be connected to host network", "Nothing was changed");
    }

    @Test
    void fails_if_there_is_no_such_network() {
      environment.put("INPUT_NETWORK", "nope");
      assertOneError(main(), "There is no network 'nope'", "docker network ls");
      assertThat(engine.unchanged()).isTrue();
    }

    @Test
    void fails_if_there_is_no_such_container() {
      environment.put("INPUT_RUNNER_CONTAINER", "nope");
      assertOneError(main(), "There is no container 'nope'", "docker ps");
      assertThat(engine.unchanged()).isTrue();
    }

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
    void takes_no_name_that_the_engine_cannot_have(String name) {
      environment.put("INPUT_NETWORK", name);
      var run = main();
      assertOneError(run, "The input 'network'");
      assertThat(run.log().lines()).hasSize(1);
      assertThat(run.log()).doesNotContain("##[");
      assertThat(engine.calls()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
      "INPUT_NETWORK, RUNNER_ENVIRONMENT, github-hosted",
      "INPUT_NETWORK, INPUT_JOB_CONTAINER, 0123456789ab",
      "INPUT_ALIASES, RUNNER_ENVIRONMENT, github-hosted",
      "INPUT_RUNNER_CONTAINER, INPUT_JOB_CONTAINER, 0123456789ab",
      "INPUT_DEFAULT_ROUTE, RUNNER_ENVIRONMENT, github-hosted",
      "INPUT_DEFAULT_ROUTE, INPUT_JOB_CONTAINER, 0123456789ab"
    })
    void takes_no_bad_input_where_it_would_have_nothing_to_do_either(
        String input, String variable, String value) {
      environment.put(variable, value);
      environment.put(input, "::bad::");
      assertOneError(main(), "holds '::bad::'");
      assertThat(engine.calls()).isEmpty();
    }

    @Test
    void fails_if_the_engine_does_not_know_the_container_it_runs_in() {
      provenRunner();
      self = new ContainerId("0000000000000000");
      assertOneError(main(), "knows no container '000000000000'", "runner-container");
      assertThat(engine.unchanged()).isTrue();
    }

    @Test
    void fails_if_the_engine_cannot_be_reached() {
      engine.fail("GET", new UncheckedIOException(new IOException("Permission denied")));
      assertOneError(main(), "Permission denied", "/var/run/docker.sock");
    }

    @Test
    void fails_if_something_else_answers_on_the_socket() {
      engine.answer("GET", new Answer(200, "<html>It works!</html>"));
      assertOneError(main(), "could not be understood", "docker version");
    }
  }

  @Nested
  class Search {

    private static final String FILE = COMMAND_FILES + "/" + STATE_FILE;

    @Test
    void ends_with_the_first_proof_and_asks_containers_with_an_engines_socket_first() {
      engine.run("web").running("nginx");
      provenRunner();
      runner("runner-2");
      main();
      assertThat(engine.calls().stream().filter(c -> c.contains("top"))).hasSize(1);
    }

    @Test
    void finds_a_runner_that_mounts_no_socket_if_those_that_do_are_not() {
      runner("portainer").running("portainer");
      var runner = engine.run("runner-over-tcp").running("docker run --name " + OWN_NAME);
      main();
      assertThat(runner.aliasesOn(network)).isPresent();
    }

    @Test
    void falls_back_on_the_steps_file_where_processes_cannot_be_listed() {
      engine.answer("/top", Answer.refusal(500, "exec: \"ps\": not found"));
      var runner = runner("runner-1").holding(FILE);
      runner("runner-2");
      main();
      assertThat(runner.aliasesOn(network)).isPresent();
    }

    @Test
    void takes_the_steps_file_under_a_mount_for_no_proof() {
      engine.answer("/top", Answer.refusal(500, "exec: \"ps\": not found"));
      runner("runner-1").mounting("/home/runner/_work", "/home/runner/_work").holding(FILE);
      assertOneError(main(), "runner-1", "\"ps\": not found", "from a mount", "runner-container");
      assertThat(engine.unchanged()).isTrue();
    }

    @Test
    void takes_the_absence_of_the_steps_file_in_a_tmpfs_for_no_proof() {
      engine.answer("/top", Answer.refusal(500, "exec: \"ps\": not found"));
      runner("runner-1").withTmpfs("/home/runner/_work");
      assertOneError(main(), "runner-1", "tmpfs", "runner-container");
    }

    @Test
    void takes_no_answer_of_the_engine_for_an_absence() {
      engine.answer("/top", Answer.refusal(500, "exec: \"ps\": not found"));
      engine.answer("/archive", new Answer(500, ""));
      runner("runner-1");
      assertOneError(main(), "runner-1", "answered 500", "runner-container");
    }

    @Test
    void fails_if_two_containers_prove_to_be_the_runners() {
      engine.answer("/top", Answer.refusal(500, "exec: \"ps\": not found"));
      runner("runner-1").holding(FILE);
      runner("runner-2").holding(FILE);
      assertOneError(main(), "runner-1", "runner-2", "does not guess");
      assertThat(engine.unchanged()).isTrue();
    }

    @Test
    void takes_a_container_that_stopped_in_between_for_no_runner() {
      var ended = engine.run("job-that-ended");
      engine.actThenAnswer("/top", Answer.refusal(404, "No such container"));
      engine.actThenDo("GET /containers/json", () -> engine.remove(ended));
      assertThat(main().outputs()).containsEntry("outcome", "nothing-to-do");
    }

    @ParameterizedTest
    @ValueSource(ints = {404, 409})
    void does_not_take_a_hidden_list_of_processes_for_the_end_of_a_container(int status) {
      engine.answer("/top", Answer.refusal(status, "page not found"));
      engine.answer("/archive", Answer.refusal(500, "path escapes from parent"));
      runner("runner-1");
      assertOneError(main(), "runner-1", "though it runs", "does not guess");
    }

    @Test
    void is_not_misled_by_another_process_that_names_our_container() {
      var stranger = runner("logs").running("docker logs --follow " + OWN_NAME);
      main();
      assertThat(stranger.aliasesOn(network)).isEmpty();
    }

    @Test
    void asks_a_host_of_hundreds_of_containers_for_one_list_one_proof_and_the_services() {
      for (int i = 0; i < 300; i++) {
        engine.run("web-" + i).running("nginx");
      }
      provenRunner();
      main();
      assertThat(engine.calls()).hasSize(11);
      assertThat(engine.calls().stream().filter("GET /containers/json"::equals)).hasSize(1);
    }

    @Test
    void lists_the_first_few_of_many_open_candidates() {
      engine.answer("/top", Answer.refusal(500, "exec: \"ps\": not found"));
      for (int i = 0; i < 300; i++) {
        runner("runner-" + i).withTmpfs("/home/runner/_work");
      }
      var run = main();
      assertOneError(run, "and 295 more");
      assertThat(run.log().length()).isLessThan(4096);
    }
  }

  @Nested
  class WhereverTheWorkflowRuns {

    @Test
    void has_nothing_to_do_and_searches_for_nothing_if_steps_run_in_a_job_container() {
      environment.put("INPUT_JOB_CONTAINER", "0123456789ab");
      var run = main();
      assertThat(run.exitCode()).isZero();
      assertThat(run.log()).contains("a container of its own");
      assertThat(run.outputs())
          .containsEntry("outcome", "nothing-to-do")
          .containsEntry("network", JOB_NETWORK);
      assertThat(engine.calls()).hasSize(6).noneMatch(c -> c.contains("top"));
      assertThat(engine.unchanged()).isTrue();
    }

    @Test
    void attaches_the_job_container_itself_to_further_networks() {
      var compose = engine.makeNetwork("compose_default");
      var job = engine.run("job").on(network);
      environment.put("INPUT_JOB_CONTAINER", job.id().value());
      environment.put("INPUT_EXTRA_NETWORKS", "compose_default");
      main();
      assertThat(job.aliasesOn(compose)).isPresent();
    }

    @Test
    void attaches_the_job_container_itself_to_a_network_that_is_not_the_jobs() {
      var compose = engine.makeNetwork("compose_default");
      var job = engine.run("job").on(network);
      provenRunner();
      environment.put("INPUT_JOB_CONTAINER", job.id().value());
      environment.put("INPUT_RUNNER_CONTAINER", "runner-1");
      environment.put("INPUT_NETWORK", "compose_default");
      environment.put("INPUT_ALIASES", "app");
      var run = main();
      assertThat(run.outputs())
          .containsEntry("outcome", "attached")
          .containsEntry("runner-container", job.id().value());
      assertThat(job.aliasesOn(compose))
          .hasValueSatisfying(names -> assertThat(names).contains("app"));
      assertThat(engine.calls()).noneMatch(c -> c.contains("top"));
      passSavedStateToPost();
      post();
      assertThat(job.aliasesOn(compose)).isEmpty();
      assertThat(job.aliasesOn(network)).isPresent();
    }

    @Test
    void takes_a_job_container_on_a_hosted_runner_for_the_place_where_steps_run() {
      environment.put("RUNNER_ENVIRONMENT", "github-hosted");
      var job = engine.run("job").labelled("abc123").on(network);
      environment.put("INPUT_JOB_CONTAINER", job.id().value());
      environment.put("INPUT_EXPORT_ENV", "true");
      service.publishing("5432/tcp", 49153);
      var run = main();
      assertThat(run.log()).contains("a container of its own", "postgres:5432, localhost:49153.");
      assertThat(run.outputs())
          .containsEntry("services", servicesJson("postgres", "5432", "{\"5432/tcp\":5432}"));
      assertThat(CommandFile.parse(read("set_env_1")))
          .isEqualTo(Map.of("POSTGRES_HOST", "postgres", "POSTGRES_PORT", "5432"));
      assertThat(engine.forwarders()).singleElement(STRING).endsWith(" in job");
    }

    @Test
    void has_nothing_to_do_if_the_runner_uses_the_hosts_network() {
      provenRunner().inNetworkMode("host");
      var run = main();
      assertThat(run.exitCode()).isZero();
      assertThat(run.log())
          .contains("the host's network", "localhost:<published port>")
          .doesNotContain("::");
      assertThat(run.outputs()).containsEntry("outcome", "nothing-to-do");
      assertThat(engine.unchanged()).isTrue();
    }

    @Test
    void warns_on_the_hosts_network_too_that_files_get_lost() throws IOException {
      Files.delete(files.resolve(STATE_FILE));
      provenRunner().inNetworkMode("host");
      var run = main();
      assertThat(run.exitCode()).isZero();
      assertThat(run.log())
          .contains("the host's network")
          .contains("::warning", "'-v /home/runner/_work:/home/runner/_work'");
    }

    @Test
    void attaches_the_container_whose_network_the_runner_uses() {
      var vpn = engine.run("vpn");
      provenRunner().inNetworkMode("container:" + vpn.id());
      var run = main();
      assertThat(vpn.aliasesOn(network)).contains(List.of(ALIAS));
      assertThat(run.log()).contains("It uses the network of the container vpn");
      assertThat(run.outputs()).containsEntry("runner-container", vpn.id().value());
      passSavedStateToPost();
      post();
      assertThat(vpn.aliasesOn(network)).isEmpty();
    }

    @Test
    void two_runners_on_one_containers_network_leave_each_others_attachment_alone() {
      var vpn = engine.run("vpn");
      var others = engine.makeNetwork("github_network_of_the_other_runner");
      vpn.on(others, "dood-network-action.def456.__self.github_network_of_the_other_runner");
      provenRunner().inNetworkMode("container:" + vpn.id());
      main();
      post();
      assertThat(vpn.aliasesOn(network)).isEmpty();
      assertThat(vpn.aliasesOn(others)).isPresent();
    }

    @Test
    void has_nothing_to_do_where_the_runner_shares_a_pod_with_its_engine() {
      engineLocation = EngineLocation.POD;
      var run = main();
      assertThat(run.exitCode()).isZero();
      assertThat(run.log()).contains("pod", "localhost:<published port>").doesNotContain("::");
    }

    @Test
    void warns_where_services_answer_if_the_engine_lives_in_a_container_elsewhere() {
      engineLocation = EngineLocation.CONTAINER;
      var run = main();
      assertThat(run.exitCode()).isZero();
      assertThat(run.log()).startsWith("::warning").contains("DOCKER_HOST>:<published port>");
      assertThat(run.outputs()).containsEntry("outcome", "nothing-to-do");
    }

    @ParameterizedTest
    @EnumSource(names = {"POD", "CONTAINER"})
    void warns_that_files_get_lost_where_the_engine_has_no_part_in_the_work_directory(
        EngineLocation home) throws IOException {
      engineLocation = home;
      Files.delete(files.resolve(STATE_FILE));
      var run = main();
      assertThat(run.outputs()).containsEntry("outcome", "nothing-to-do");
      assertThat(run.log())
          .contains("<published port>")
          .contains("/home/runner/_work is not at the same path where the engine lives");
    }

    @Test
    void warns_where_services_answer_if_the_engine_is_on_another_host() throws IOException {
      environment.put("INPUT_DOCKER_HOST", "tcp://build-host:2375");
      Files.delete(files.resolve(STATE_FILE));
      var run = main();
      assertThat(run.exitCode()).isZero();
      assertThat(run.log())
          .contains("::warning", "build-host:<published port>")
          .contains("not at the same path where the engine lives");
      assertThat(addresses).containsExactly("tcp://build-host:2375");
    }

    @Test
    void names_the_engines_host_if_a_sidecar_shares_the_work_directory() {
      environment.put("INPUT_DOCKER_HOST", "tcp://dind:2375");
      engineLocation = EngineLocation.CONTAINER;
      assertThat(main().log())
          .startsWith("::warning")
          .contains("dind:<published port>")
          .doesNotContain("GITHUB_OUTPUT");
    }

    @Test
    void takes_no_proxy_on_the_runners_own_host_for_an_engine_on_another() {
      environment.put("INPUT_DOCKER_HOST", "tcp://socket-proxy:2375");
      var run = main();
      assertThat(run.log())
          .contains("lives in no container of this engine", "localhost:<published port>")
          .doesNotContain("::", "another host");
    }

    @Test
    void post_asks_the_engine_that_main_asked_whatever_the_input_is_now() {
      environment.put("INPUT_DOCKER_HOST", "tcp://proxy:2375/one/");
      provenRunner();
      main();
      passSavedStateToPost();
      environment.put("INPUT_DOCKER_HOST", "nonsense");
      assertThat(post().exitCode()).isZero();
      assertThat(addresses).containsExactly("tcp://proxy:2375/one", "tcp://proxy:2375/one");
    }

    @Test
    void without_saved_state_post_asks_the_engine_that_runs_it_whatever_the_input_is_now() {
      var runner = provenRunner();
      main();
      environment.put("INPUT_DOCKER_HOST", "tcp://another:2375");
      assertThat(post().exitCode()).isZero();
      assertThat(addresses).containsOnly("unix:///var/run/docker.sock");
      assertThat(runner.aliasesOn(network)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp://", "tcp://h", "http://h:1", "h:1", "tcp://h:0", "tcp://h:99999"})
    void takes_no_docker_host_that_is_no_address(String given) {
      environment.put("INPUT_DOCKER_HOST", given);
      assertOneError(main(), "'docker-host' holds '" + given + "'", "tcp://<host>:<port>");
      assertThat(addresses).isEmpty();
    }

    @Test
    void takes_no_socket_that_a_container_action_cannot_see() {
      environment.put("INPUT_DOCKER_HOST", "unix:///run/user/1000/docker.sock");
      assertOneError(main(), "/run/user/1000/docker.sock", "README");
      assertThat(addresses).isEmpty();
    }

    @Test
    void takes_no_tls_material_that_is_none() {
      environment.put("INPUT_DOCKER_HOST", "tcp://h:2376");
      environment.put("INPUT_DOCKER_TLS_CA", "-----BEGIN CERTIFICATE-----\nnonsense\n");
      assertOneError(main(), "'docker-tls-ca'");
    }

    @Test
    void takes_a_hostname_for_the_runners_container_too() {
      var runner = engine.run("runner-1").withHostname("build-7");
      environment.put("INPUT_RUNNER_CONTAINER", "build-7");
      main();
      assertThat(runner.aliasesOn(network)).isPresent();
    }

    @Test
    void takes_no_hostname_that_two_containers_have() {
      engine.run("runner-1").withHostname("build-7");
      engine.run("runner-2").withHostname("build-7");
      environment.put("INPUT_RUNNER_CONTAINER", "build-7");
      assertOneError(main(), "More than one container", "runner-1", "runner-2");
      assertThat(engine.unchanged()).isTrue();
    }

    @Test
    void takes_no_start_of_an_id_that_two_containers_have_be_one_of_them_stopped() {
      engine.run("runner-1", "feed");
      engine.run("runner-2", "feed").in("exited");
      environment.put("INPUT_RUNNER_CONTAINER", "feed");
      assertOneError(main(), "More than one container goes by 'feed'", "runner-1", "runner-2");
      assertThat(engine.unchanged()).isTrue();
    }

    @Test
    void tells_the_engines_words_if_it_refuses_what_is_not_ambiguous() {
      engine.run("runner-1", "feed");
      environment.put("INPUT_RUNNER_CONTAINER", "feed");
      engine.answer("GET /containers/feed/json", Answer.refusal(403, "blocked by the proxy"));
      assertOneError(main(), "blocked by the proxy");
    }

    @Test
    void attaches_no_container_that_does_not_run() {
      engine.run("runner-1").in("exited");
      environment.put("INPUT_RUNNER_CONTAINER", "runner-1");
      assertOneError(main(), "The container runner-1", "does not run, it is 'exited'", "docker ps");
      assertThat(engine.unchanged()).isTrue();
    }

    @Test
    void attaches_no_stopped_container_whose_network_the_runner_uses() {
      var vpn = engine.run("vpn").in("exited");
      provenRunner().inNetworkMode("container:" + vpn.id());
      assertOneError(main(), "The container vpn", "does not run", "runner-1 uses its network");
      assertThat(engine.unchanged()).isTrue();
    }

    @Test
    void names_the_likely_containers_if_there_is_none_of_that_name() {
      runner("runner-1");
      environment.put("INPUT_RUNNER_CONTAINER", "nope");
      assertOneError(main(), "likely ones: runner-1");
    }

    @Test
    void changes_nothing_under_act_which_shares_a_network_namespace_and_saves_no_state() {
      environment.put("INPUT_NETWORK", "");
      self = engine.run("act-job").id();
      var main = main();
      var post = post();
      assertThat(main.exitCode()).isZero();
      assertThat(post.exitCode()).isZero();
      assertThat(engine.unchanged()).isTrue();
    }
  }

  @Nested
  class WithoutHarm {

    private FakeContainer onItsOwnNetwork(String name) {
      return provenRunner().on(engine.makeNetwork(name));
    }

    @Test
    void leaves_the_routes_alone_if_the_job_network_takes_none_over() {
      onItsOwnNetwork("bridge");
      main();
      assertThat(engine.oneShots()).isEmpty();
      assertThat(engine.calls()).doesNotContain("GET /version");
      assertThat(engine.gatewayPriority(network)).contains(0);
    }

    @Test
    void joins_with_a_low_priority_where_the_engine_knows_priorities() {
      engine.speak("1.48");
      onItsOwnNetwork("runners_default");
      main();
      assertThat(engine.gatewayPriority(network)).contains(-1);
      assertThat(engine.oneShots()).isEmpty();
    }

    @Test
    void keeps_it_by_rules_on_older_engines_and_removes_them_again() {
      var runner = onItsOwnNetwork("runners_default");
      main();
      var gateway = "172.18.0." + ("runners_default".hashCode() & 0xff);
      assertThat(runner.aliasesOn(network))
          .contains(List.of(ALIAS, "dood-network-action.kept-route." + gateway));
      post();
      assertThat(engine.oneShots())
          .containsExactly(
              "/action/keep-route set " + gateway + "  in runner-1",
              "/action/keep-route remove " + gateway + "  in runner-1");
    }

    @Test
    void a_container_tells_of_the_rules_as_long_as_no_endpoint_does() {
      var runner = onItsOwnNetwork("runners_default");
      var record =
          "dood-network-action.kept-route.172.18.0." + ("runners_default".hashCode() & 0xff);
      var told = new ArrayList<Map<String, String>>();
      Runnable look = () -> engine.labelsOf(ROUTES).ifPresent(told::add);
      engine.actThenDo("POST /networks/.*/connect", look);
      engine.actThenDo("POST /networks/.*/disconnect", look);
      main();
      assertThat(engine.labelsOf(ROUTES)).isEmpty();
      passSavedStateToPost();
      post();
      assertThat(engine.labelsOf(ROUTES)).isEmpty();
      assertThat(told)
          .hasSize(2)
          .allSatisfy(labels ->
              assertThat(labels)
                  .containsEntry(record, runner.id().value())
                  .as("the runner would remove it before the next main can see it")
                  .doesNotContainKey("abc123"));
    }

    @Test
    void keeps_an_ipv6_default_route_too() {
      environment.put("INPUT_NETWORK", "ci6");
      engine.makeNetwork("ci6");
      onItsOwnNetwork("runners6");
      main();
      passSavedStateToPost();
      post();
      assertThat(engine.oneShots()).hasSize(2).allMatch(s -> s.contains(" fd00::1 in runner-1"));
    }

    @Test
    void a_network_with_ipv6_takes_the_route_over_whatever_its_name() {
      environment.put("INPUT_NETWORK", "kind6");
      engine.makeNetwork("kind6");
      onItsOwnNetwork("bridge");
      main();
      assertThat(engine.oneShots()).hasSize(1).allMatch(s -> s.endsWith("  in runner-1"));
    }

    @Test
    void a_network_without_ipv6_takes_no_route_over_from_one_with_it() {
      onItsOwnNetwork("runners6");
      main();
      assertThat(engine.oneShots()).isEmpty();
    }

    @Test
    void an_internal_network_takes_no_route_over() {
      environment.put("INPUT_NETWORK", "internal_ci");
      engine.makeNetwork("internal_ci");
      onItsOwnNetwork("runners_default");
      main();
      assertThat(engine.oneShots()).isEmpty();
    }

    @Test
    void lets_the_engine_move_the_route_if_asked_to() {
      environment.put("INPUT_DEFAULT_ROUTE", "engine");
      onItsOwnNetwork("runners_default");
      main();
      assertThat(engine.oneShots()).isEmpty();
      assertThat(engine.gatewayPriority(network)).contains(0);
    }

    @Test
    void takes_no_other_choice_for_the_route() {
      environment.put("INPUT_DEFAULT_ROUTE", "yes");
      assertOneError(main(), "'default-route'", "'keep' or 'engine'");
      assertThat(engine.calls()).isEmpty();
    }

    @Test
    void attaches_nothing_if_the_route_cannot_be_kept() {
      var runner = onItsOwnNetwork("runners_default");
      engine.answer("wait", new Answer(200, "{\"StatusCode\": 2}"));
      assertOneError(main(), "exit code 2", "could not be removed", "'default-route'");
      assertThat(runner.aliasesOn(network)).isEmpty();
      assertThat(engine.labelsOf(ROUTES)).isEmpty();
    }

    @Test
    void tells_if_what_was_to_keep_the_route_cannot_be_undone() {
      onItsOwnNetwork("runners_default");
      engine.actThenDo("wait", () -> engine.answer("wait", new Answer(200, "{\"StatusCode\": 2}")));
      engine.answer("POST /networks/.*/connect", Answer.refusal(500, "no addresses left"));
      var run = main();
      assertOneError(run, "no addresses left", "could not be removed", "exit code 2");
      assertThat(run.log()).doesNotContain("Nothing was changed");
    }

    @Test
    void leaves_the_routes_that_another_step_needs_if_it_cannot_attach() {
      onItsOwnNetwork("runners_default");
      main();
      environment.put("GITHUB_ACTION", "second");
      environment.put("INPUT_NETWORK", "ci");
      engine.makeNetwork("ci");
      engine.answer("connect", Answer.refusal(500, "no addresses left"));
      assertOneError(main(), "no addresses left");
      assertThat(engine.oneShots()).noneMatch(s -> s.contains("remove"));
    }

    @Test
    void keeps_the_routes_until_the_last_step_that_needs_them_is_done() {
      onItsOwnNetwork("runners_default");
      main();
      environment.put("GITHUB_ACTION", "second");
      environment.put("INPUT_NETWORK", "ci");
      engine.makeNetwork("ci");
      main();
      environment.put("GITHUB_ACTION", "__self");
      post();
      assertThat(engine.oneShots()).noneMatch(s -> s.contains("remove"));
      environment.put("GITHUB_ACTION", "second");
      post();
      assertThat(engine.oneShots().getLast()).contains("remove");
    }

    @Test
    void gives_the_runner_the_names_that_services_are_to_reach_it_by() {
      environment.put("INPUT_ALIASES", "app, runner");
      var runner = provenRunner();
      main();
      assertThat(runner.aliasesOn(network)).contains(List.of(ALIAS, "app", "runner"));
    }

    @Test
    void joins_further_networks_and_leaves_them_again() {
      var compose = engine.makeNetwork("compose_default");
      environment.put("INPUT_EXTRA_NETWORKS", "compose_default " + JOB_NETWORK);
      var runner = provenRunner();
      main();
      assertThat(runner.aliasesOn(network)).isPresent();
      assertThat(runner.aliasesOn(compose)).isPresent();
      passSavedStateToPost();
      post();
      assertThat(runner.aliasesOn(network)).isEmpty();
      assertThat(runner.aliasesOn(compose)).isEmpty();
    }

    @Test
    void joins_no_network_if_one_is_missing() {
      environment.put("INPUT_EXTRA_NETWORKS", "nope");
      provenRunner();
      assertOneError(main(), "'nope'", "'extra-networks'");
      assertThat(engine.unchanged()).isTrue();
    }

    @Test
    void joins_all_networks_or_none() {
      var compose = engine.makeNetwork("compose_default");
      environment.put("INPUT_EXTRA_NETWORKS", "compose_default");
      var runner = provenRunner();
      engine.answer(
          "POST /networks/" + compose + "/connect", Answer.refusal(500, "no addresses left"));
      assertOneError(
          main(),
          "no addresses left",
          "Nothing was changed",
          "Leave 'compose_default' out of the input 'extra-networks'");
      assertThat(runner.aliasesOn(network)).isEmpty();
    }

    @Test
    void warns_of_a_service_whose_name_another_of_the_runners_networks_knows() {
      var own = engine.makeNetwork("a_runners_default");
      engine.run("old-database").on(own, "postgres");
      provenRunner().on(own);
      assertThat(main().log()).contains("::warning", "'postgres." + JOB_NETWORK + "'");
    }

    @Test
    void warns_of_a_service_whose_name_two_networks_know_that_it_joins() {
      var compose = engine.makeNetwork("compose_default");
      engine.run("compose-database").on(compose, "postgres");
      environment.put("INPUT_EXTRA_NETWORKS", "compose_default");
      provenRunner().on(engine.makeNetwork("bridge"));
      assertThat(main().log().lines().filter(l -> l.startsWith("::warning")))
          .singleElement(STRING)
          .contains("'postgres' is also known on the network compose_default")
          .contains("'postgres." + JOB_NETWORK + "'");
    }

    @Test
    void takes_one_service_on_two_networks_for_no_other() {
      var compose = engine.makeNetwork("compose_default");
      service.on(compose, "postgres");
      environment.put("INPUT_EXTRA_NETWORKS", "compose_default");
      provenRunner();
      assertThat(main().log()).doesNotContain("::");
    }

    @ParameterizedTest
    @CsvSource({
      "put-there-by-somebody, not by this action",
      "dood-network-action.abc123.first.github_network_0123456789abcdef0123456789abcdef,"
          + " by another step",
      "dood-network-action.abc123.__self.github_network_0123456789abcdef0123456789abcdef,"
          + " by an earlier run of this step",
      "dood-network-action.def456.__self.github_network_9, for another job"
    })
    void warns_that_names_are_not_set_where_the_runner_is_already(String alias, String by) {
      var ci = engine.makeNetwork("ci");
      provenRunner().on(ci, alias, "app");
      environment.put("INPUT_NETWORK", "ci");
      environment.put("INPUT_ALIASES", "app web");
      var run = main();
      assertThat(run.exitCode()).isZero();
      assertThat(run.log())
          .contains("::warning", "'web' is not set on the network ci", by)
          .doesNotContain("app");
    }

    @Test
    void warns_that_the_job_container_has_no_further_names_on_the_jobs_network() {
      var job = engine.run("job").on(network);
      environment.put("INPUT_JOB_CONTAINER", job.id().value());
      environment.put("INPUT_ALIASES", "app");
      assertThat(main().log()).contains("::warning", "'app' is not set on the network");
    }

    @Test
    void looks_at_the_list_of_containers_once_whatever_it_looks_for() {
      provenRunner().on(engine.makeNetwork("a_runners_default"));
      main();
      assertThat(engine.calls().stream().filter("GET /containers/json"::equals)).hasSize(1);
    }

    @Test
    void warns_that_a_swarm_task_loses_its_way_out() {
      provenRunner().labelled("com.docker.swarm.task.id");
      var run = main();
      assertThat(run.exitCode()).isZero();
      assertThat(run.log()).contains("::warning", "docker_gwbridge");
    }

    @Test
    void the_step_used_for_two_networks_undoes_each_in_any_order() {
      var ci = engine.makeNetwork("ci");
      var runner = provenRunner();
      main();
      environment.put("GITHUB_ACTION", "second");
      environment.put("INPUT_NETWORK", "ci");
      main();
      environment.put("GITHUB_ACTION", "__self");
      post();
      assertThat(runner.aliasesOn(network)).isEmpty();
      assertThat(runner.aliasesOn(ci)).isPresent();
      environment.put("GITHUB_ACTION", "second");
      post();
      assertThat(runner.aliasesOn(ci)).isEmpty();
    }
  }

  @Nested
  class Services {

    @Test
    void are_told_by_the_address_at_which_steps_reach_them() {
      provenRunner();
      service.publishing("5432/tcp", 49153).inHealth("healthy");
      var run = main();
      assertThat(run.log())
          .contains(
              "Service postgres (healthy): steps reach it at postgres:5432, localhost:49153.");
      assertThat(run.outputs().get("services"))
          .contains("\"host\":\"postgres\",\"port\":5432,\"ports\":{\"5432/tcp\":5432}")
          .contains("\"health\":\"healthy\"");
    }

    @Test
    void are_at_localhost_on_a_hosted_runner_and_no_search_is_made() {
      environment.put("RUNNER_ENVIRONMENT", "github-hosted");
      service.publishing("5432/tcp", 49153);
      assertThat(main().outputs())
          .containsEntry("services", servicesJson("localhost", "49153", "{\"5432/tcp\":49153}"));
      assertThat(engine.calls()).hasSize(2).noneMatch(c -> c.contains("top"));
    }

    @Test
    void are_at_localhost_where_the_runner_lives_in_no_container() {
      service.publishing("5432/tcp", 49153);
      assertThat(main().outputs())
          .containsEntry("services", servicesJson("localhost", "49153", "{\"5432/tcp\":49153}"));
    }

    @Test
    void are_reached_by_name_in_a_job_container_which_is_none_of_them() {
      var job = engine.run("job").labelled("abc123").on(network);
      environment.put("INPUT_JOB_CONTAINER", job.id().value());
      service.publishing("5432/tcp", 49153);
      assertThat(main().outputs())
          .containsEntry("services", servicesJson("postgres", "5432", "{\"5432/tcp\":5432}"));
    }

    @Test
    void are_at_the_engines_host_if_that_is_another() throws IOException {
      environment.put("INPUT_DOCKER_HOST", "tcp://build-host:2375");
      Files.delete(files.resolve(STATE_FILE));
      service.publishing("5432/tcp", 49153);
      assertThat(main().outputs())
          .containsEntry("services", servicesJson("build-host", "49153", "{\"5432/tcp\":49153}"));
    }

    @Test
    void are_those_that_the_runner_started_and_named() {
      provenRunner();
      engine.run("somebodys").on(network, "somebodys");
      engine.run("other-step_0a1b2c").labelled("abc123").on(network);
      engine.run("elsewhere").labelled("abc123").on(engine.makeNetwork("ci"), "elsewhere");
      assertThat(main().outputs())
          .containsEntry("services", servicesJson("postgres", "null", "{}"));
    }

    @Test
    void are_told_with_their_state_if_they_run_no_more() {
      provenRunner();
      service.in("exited");
      assertThat(main().log()).contains("Service postgres (exited)");
    }

    @Test
    void keep_no_job_from_success_if_they_cannot_be_looked_at() {
      environment.put("RUNNER_ENVIRONMENT", "github-hosted");
      engine.answer("GET", Answer.refusal(403, "blocked by the proxy"));
      var run = main();
      assertThat(run.exitCode()).isZero();
      assertThat(run.log()).contains("::warning", "'services' is empty", "blocked by the proxy");
      assertThat(run.outputs()).containsEntry("services", "{}");
    }

    private static final String FORWARDER = "dood-network-action-forwarder-";

    @Test
    void that_publish_a_port_are_at_localhost_too_and_post_ends_that() {
      provenRunner();
      service.publishing("5432/tcp", 49153);
      var run = main();
      assertThat(run.log()).contains("postgres:5432, localhost:49153.");
      assertThat(engine.forwarders())
          .containsExactly(
              "/action/forward " + JOB_NETWORK + " 172.18.0.4 49153=postgres:5432 in runner-1");
      assertThat(engine.labelsOf(FORWARDER))
          .contains(
              Map.of(
                  "abc123", "",
                  "dood-network-action", "forwarder",
                  "dood-network-action.signature", ALIAS));
      passSavedStateToPost();
      assertThat(post().log()).doesNotContain("::");
      assertThat(engine.labelsOf(FORWARDER)).isEmpty();
    }

    @Test
    void post_finds_the_forwarder_by_its_label_if_the_saved_state_is_lost() {
      provenRunner();
      service.publishing("5432/tcp", 49153);
      main();
      post();
      assertThat(engine.labelsOf(FORWARDER)).isEmpty();
    }

    @Test
    void are_at_localhost_in_a_job_container_too() {
      var job = engine.run("job").labelled("abc123").on(network);
      environment.put("INPUT_JOB_CONTAINER", job.id().value());
      service.publishing("5432/tcp", 49153);
      main();
      assertThat(engine.forwarders()).singleElement().asString().endsWith(" in job");
      passSavedStateToPost();
      post();
      assertThat(engine.labelsOf(FORWARDER)).isEmpty();
    }

    @Test
    void that_only_expose_a_port_are_at_localhost_on_request() {
      provenRunner();
      service.exposing("5432/tcp").exposing("53/udp");
      environment.put("INPUT_LOCALHOST", "exposed");
      assertThat(main().log()).contains("localhost:5432.").doesNotContain("UDP", "::");
      assertThat(engine.forwarders()).singleElement().asString().contains(" 5432=postgres:5432 ");
    }

    @Test
    void that_publish_no_port_cost_no_forwarder() {
      provenRunner();
      service.exposing("5432/tcp");
      main();
      assertThat(engine.forwarders()).isEmpty();
    }

    @Test
    void are_left_to_the_engine_where_it_publishes_their_ports() {
      service.publishing("5432/tcp", 49153);
      main();
      assertThat(engine.unchanged()).isTrue();
    }

    @Test
    void are_not_at_localhost_if_that_is_off() {
      provenRunner();
      service.publishing("5432/tcp", 49153);
      environment.put("INPUT_LOCALHOST", "off");
      main();
      assertThat(engine.forwarders()).isEmpty();
    }

    @Test
    void on_a_port_that_is_taken_are_warned_of_and_the_others_are_there() {
      provenRunner();
      service.publishing("5432/tcp", 5432).publishing("5433/tcp", 5433);
      engine.forwardersPrint("refused 5432 Address already in use", "listening 5433", "ready");
      var run = main();
      assertThat(run.exitCode()).isZero();
      assertThat(run.log())
          .contains("::warning", "localhost:5432 does not lead", "Address already in use")
          .contains("localhost:5433.");
    }

    @Test
    void keep_no_job_from_success_if_the_forwarder_does_not_start() {
      provenRunner();
      service.publishing("5432/tcp", 5432);
      engine.answer("POST /containers/.*/start", Answer.refusal(500, "no memory left"));
      var run = main();
      assertThat(run.exitCode()).isZero();
      assertThat(run.log()).contains("::warning", "no memory left", "'localhost' to 'off'");
    }

    @Test
    void are_at_localhost_if_the_engine_started_the_forwarder_and_then_failed_to_say_so() {
      provenRunner();
      service.publishing("5432/tcp", 5432);
      engine.actThenFail("POST /containers/.*/start", cutOff());
      assertThat(main().log()).contains("localhost:5432.").doesNotContain("::warning");
    }

    @Test
    void are_at_localhost_if_what_the_forwarder_announced_was_cut_off_once() {
      provenRunner();
      service.publishing("5432/tcp", 5432);
      engine.answer("GET /containers/.*/logs", new Answer(200, ""));
      engine.actThenDo("GET /containers/dood-network-action-forwarder-", engine::heal);
      assertThat(main().log()).contains("localhost:5432.").doesNotContain("::warning");
    }

    @Test
    void may_be_at_localhost_if_what_the_forwarder_announces_cannot_be_read() {
      provenRunner();
      service.publishing("5432/tcp", 5432);
      engine.answer("GET /containers/.*/logs", Answer.refusal(403, "blocked by the proxy"));
      var run = main();
      assertThat(run.exitCode()).isZero();
      assertThat(run.log())
          .contains("::warning", "not known whether services are at localhost", "blocked by the");
    }

    @Test
    void have_their_udp_ports_named_that_are_not_at_localhost() {
      provenRunner();
      service.publishing("53/udp", 53);
      assertThat(main().log()).contains("Port 53/udp of the service postgres is not at localhost");
      assertThat(engine.forwarders()).isEmpty();
    }

    @Test
    void are_told_to_later_steps_by_variables_that_do_not_exist_yet() {
      provenRunner().with("POSTGRES_PORT", "1");
      engine.run("search-service").labelled("abc123").on(network, "full-text.search");
      engine.run("cache-service").labelled("abc123").on(network, "cache").exposing("6379/tcp");
      engine.named(OWN_NAME).orElseThrow().with("CACHE_HOST", "mine");
      service.exposing("5432/tcp");
      environment.put("INPUT_EXPORT_ENV", "true");
      var run = main();
      assertThat(CommandFile.parse(read("set_env_1")))
          .isEqualTo(
              Map.of(
                  "POSTGRES_HOST", "postgres",
                  "CACHE_PORT", "6379",
                  "FULL_TEXT_SEARCH_HOST", "full-text.search"));
      assertThat(run.log()).contains("Left as they were: CACHE_HOST, POSTGRES_PORT.");
    }

    @Test
    void are_told_by_no_variable_if_those_that_exist_cannot_be_known() {
      environment.put("RUNNER_ENVIRONMENT", "github-hosted");
      environment.put("INPUT_EXPORT_ENV", "true");
      engine.fail("GET /containers/" + self.shortForm() + "/json", cutOff());
      var run = main();
      assertThat(run.exitCode()).isZero();
      assertThat(run.log())
          .contains("::warning", "Set no variables", "Connection reset by peer")
          .doesNotContain("Set for later steps");
      assertThat(read("set_env_1")).isEmpty();
    }

    @Test
    void are_told_by_no_variable_without_the_runners_file_and_nobody_says_they_were()
        throws IOException {
      provenRunner();
      Files.delete(files.resolve("set_env_1"));
      environment.put("INPUT_EXPORT_ENV", "true");
      assertThat(main().log())
          .contains("::warning", "Set no variables", "missing or cannot be written")
          .doesNotContain("Set for later steps");
    }

    @Test
    void that_are_not_waited_for_are_told_all_the_same() {
      provenRunner();
      engine.run("cache-service").labelled("abc123").on(network, "cache");
      environment.put("INPUT_WAIT", "1m");
      environment.put("INPUT_WAIT_FOR", "postgres");
      assertThat(main().log())
          .containsPattern("Service cache: steps reach it at cache\\. (Its|Whether its) name")
          .contains("Service postgres: steps reach it at postgres.\n")
          .contains("Ready after 0s: postgres.");
    }

    @Test
    void are_waited_for_no_longer_than_asked_and_what_they_printed_is_told() {
      provenRunner();
      service.inHealth("starting").printing("initdb: ::error::no space left");
      environment.put("INPUT_WAIT", "1s");
      var run = main();
      assertThat(run.exitCode()).isEqualTo(ExitCode.FAILURE);
      assertThat(run.outputs()).containsEntry("outcome", "attached");
      assertThat(run.log().lines().filter(l -> l.startsWith("::error"))).hasSize(1);
      assertThat(run.log())
          .contains("Not ready after 1s: postgres: starting", "  postgres | initdb: ");
    }

    @Test
    void are_not_waited_for_if_they_ended() {
      provenRunner();
      service.in("exited").printing("FATAL: no password");
      environment.put("INPUT_WAIT", "5m");
      assertThat(main().log()).contains("Not ready after 0s: postgres: exited", "no password");
    }

    @Test
    void that_are_well_are_not_waited_for() {
      provenRunner();
      service.inHealth("healthy");
      environment.put("INPUT_WAIT", "5m");
      var run = main();
      assertThat(run.exitCode()).isZero();
      assertThat(run.log()).contains("Ready after 0s: postgres.");
    }

    @Test
    void that_there_are_not_cannot_be_waited_for() {
      provenRunner();
      environment.put("INPUT_WAIT", "5m");
      environment.put("INPUT_WAIT_FOR", "postgres redis:6379");
      var run = main();
      assertThat(run.exitCode()).isEqualTo(ExitCode.FAILURE);
      assertThat(run.log()).contains("names 'redis:6379'", "Services: postgres.");
    }

    @ParameterizedTest
    @CsvSource({
      "INPUT_LOCALHOST, everything",
      "INPUT_EXPORT_ENV, yes",
      "INPUT_WAIT, soon",
      "INPUT_WAIT_FOR, postgres"
    })
    void take_no_input_that_makes_no_sense(String input, String given) {
      environment.put(input, given);
      assertOneError(main(), "holds '" + given + "'. It takes");
      assertThat(engine.calls()).isEmpty();
    }

    @Test
    void are_none_without_a_network() {
      environment.put("INPUT_NETWORK", "");
      assertThat(main().outputs()).containsEntry("services", "{}");
    }
  }

  @Nested
  class PostStage {

    @Test
    void detaches_what_main_attached() {
      var runner = provenRunner();
      main();
      passSavedStateToPost();
      var run = post();
      assertThat(run.exitCode()).isZero();
      assertThat(run.log()).contains("Detached the runner's container runner-1 from the network");
      assertThat(runner.aliasesOn(network)).isEmpty();
    }

    @Test
    void finds_what_main_attached_by_its_alias_if_the_saved_state_is_lost() {
      var runner = provenRunner();
      main();
      post();
      assertThat(runner.aliasesOn(network)).isEmpty();
    }

    @Test
    void says_that_the_saved_state_is_lost_if_it_finds_nothing_without() {
      provenRunner();
      var run = post();
      assertThat(run.exitCode()).isZero();
      assertThat(run.log().lines()).singleElement(STRING).contains("saved state did not arrive");
    }

    @Test
    void leaves_what_another_step_or_runner_attached() {
      var other = runner("runner-2").on(network, "dood-network-action.def456.__self.other_net");
      provenRunner();
      main();
      post();
      assertThat(other.aliasesOn(network)).isPresent();
    }

    @Test
    void leaves_an_endpoint_that_somebody_put_in_the_place_of_ours() {
      var runner = provenRunner();
      main();
      passSavedStateToPost();
      runner.on(network, "somebody-elses");
      var run = post();
      assertThat(run.exitCode()).isZero();
      assertThat(runner.aliasesOn(network)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "another_network", "a\nb", "::error::x"})
    void reads_no_input(String input) {
      var runner = provenRunner();
      main();
      passSavedStateToPost();
      environment.put("INPUT_NETWORK", input);
      environment.put("INPUT_RUNNER_CONTAINER", input);
      var run = post();
      assertThat(run.exitCode()).isZero();
      assertThat(run.log()).doesNotContain("::");
      assertThat(runner.aliasesOn(network)).isEmpty();
    }

    @Test
    void finds_all_well_if_the_attachment_is_gone_already() {
      provenRunner();
      main();
      passSavedStateToPost();
      post();
      var again = post();
      assertThat(again.exitCode()).isZero();
      assertThat(again.log()).contains("gone already").doesNotContain("::");
    }

    @Test
    void succeeds_if_the_engine_detached_the_runner_and_then_failed_to_say_so() {
      provenRunner();
      main();
      passSavedStateToPost();
      engine.actThenFail("disconnect", cutOff());
      assertThat(post().log()).contains("Detached").doesNotContain("::warning");
    }

    @Test
    void warns_with_the_command_that_finishes_by_hand_if_it_cannot_detach() {
      provenRunner();
      main();
      passSavedStateToPost();
      engine.answer("disconnect", Answer.refusal(500, "the bridge is up in the air"));
      var run = post();
      assertThat(run.exitCode()).isZero();
      assertThat(run.log())
          .contains("::warning", "the bridge is up in the air")
          .contains("docker network disconnect --force " + JOB_NETWORK + " runner-1");
    }

    @Test
    void does_not_advise_to_remove_the_runner_that_it_cannot_detach() {
      provenRunner();
      main();
      passSavedStateToPost();
      engine.answer("disconnect", Answer.refusal(500, "the bridge is up in the air"));
      assertThat(post().log()).doesNotContain("docker rm --force");
    }

    @Test
    void warns_if_the_engine_cannot_be_reached() {
      engine.fail("GET", new UncheckedIOException(new IOException("Connection refused")));
      var run = post();
      assertThat(run.exitCode()).isZero();
      assertThat(run.log()).contains("::warning", "Connection refused");
    }

    @Test
    void says_that_it_detached_the_runner_if_what_kept_its_route_cannot_be_removed() {
      provenRunner().on(engine.makeNetwork("runners_default"));
      main();
      passSavedStateToPost();
      engine.answer("GET /containers/" + self.shortForm() + "/json", Answer.refusal(500, "busy"));
      assertThat(post().log()).contains("Detached", "::warning", "Could not remove the rules");
    }

    @Test
    void removes_what_a_main_that_was_cut_short_had_no_time_to_remove() {
      provenRunner().on(engine.makeNetwork("runners_default"));
      main();
      passSavedStateToPost();
      var oneShot = madeBy(ALIAS, "routes").in("exited");
      var anothers = madeBy("dood-network-action.abc123.second." + JOB_NETWORK, "routes");
      assertThat(post().log()).doesNotContain("::");
      assertThat(engine.has(oneShot)).isFalse();
      assertThat(engine.has(anothers)).isTrue();
    }

    @Test
    void removes_a_claim_whose_attachment_is_gone() {
      engine.makeNetwork("compose_default");
      environment.put("INPUT_EXTRA_NETWORKS", "compose_default");
      provenRunner();
      main();
      passSavedStateToPost();
      var claim =
          madeBy(ALIAS, "claim").in("created").labelled("dood-network-action.claim", "c.gone");
      assertThat(post().log()).doesNotContain("::");
      assertThat(engine.has(claim)).isFalse();
    }

    private FakeContainer madeBy(String alias, String purpose) {
      return engine
          .run(purpose + " of " + alias)
          .labelled("dood-network-action", purpose)
          .labelled("dood-network-action.signature", alias);
    }

    @ParameterizedTest
    @CsvSource({"paused, abc123, false", "paused, fed321, true", "exited, fed321, false"})
    void names_what_holds_the_network_and_is_not_the_runners(
        String state, String label, boolean named) {
      provenRunner();
      main();
      passSavedStateToPost();
      engine.run("browser").labelled(label).on(network).in(state);
      assertThat(post().log().contains("docker rm --force browser")).isEqualTo(named);
    }

    @Test
    void asks_the_engine_nothing_if_main_attached_nothing() {
      environment.put("STATE_attached", "false");
      var run = post();
      assertThat(run.exitCode()).isZero();
      assertThat(engine.calls()).isEmpty();
    }

    @Test
    void warns_rather_than_fails_if_it_has_a_bug() {
      engine.fail("GET", new StackOverflowException());
      var run = post();
      assertThat(run.exitCode()).isZero();
      assertThat(run.log()).contains("::warning").doesNotContain("\tat ");
    }
  }

  @ParameterizedTest
  @CsvSource({"post, 0, ::warning", "main, 1, ::error"})
  void what_no_outcome_stands_for_is_told_in_a_line_and_post_succeeds(
      String stage, int exitCode, String command) {
    var log = new ByteArrayOutputStream();
    var context =
        new StageContext(
            Environment.of(environment::get),
            _ -> {
              throw new NoClassDefFoundError("org/example/Missing");
            },
            new ProcessInfo(self.shortForm(), engineLocation),
            new PrintStream(log, true, StandardCharsets.UTF_8));
    assertThat(new Main(context).run(List.of(stage))).isEqualTo(exitCode);
    assertThat(log.toString(StandardCharsets.UTF_8).lines())
        .singleElement(STRING)
        .startsWith(command)
        .contains("org/example/Missing");
  }

  /** Jobs whose runners use one container's network namespace, attached to one network. */
  @Nested
  class SharedAttachment {

    private static final String ANOTHER_ALIAS =
        "dood-network-action.def456.__self.github_network_9";

    private NetworkId compose = new NetworkId("");
    private FakeContainer runner = engine.run("to be replaced");

    @BeforeEach
    void anotherJobAttachedTheRunnersContainer() {
      compose = engine.makeNetwork("compose_default");
      runner = provenRunner().on(compose, ANOTHER_ALIAS);
      environment.put("INPUT_EXTRA_NETWORKS", "compose_default");
    }

    @Test
    void stays_until_the_last_of_them_is_done() {
      var run = main();
      passSavedStateToPost();
      engine.claimsOf(ANOTHER_ALIAS).forEach(engine::remove);
      var after = post();
      assertThat(run.log()).contains("the post step of the last of them will detach it");
      assertThat(after.log()).contains("from the network compose_default");
      assertThat(runner.aliasesOn(compose)).isEmpty();
      assertThat(engine.claimsOf(ALIAS)).isEmpty();
    }

    @Test
    void is_left_to_the_job_that_still_needs_it() {
      main();
      passSavedStateToPost();
      var after = post();
      assertThat(after.log()).contains("for another job that shares its network namespace");
      assertThat(runner.aliasesOn(compose)).contains(List.of(ANOTHER_ALIAS));
      assertThat(engine.claimsOf(ANOTHER_ALIAS)).hasSize(1);
      assertThat(engine.claimsOf(ALIAS)).isEmpty();
    }

    @Test
    void is_left_without_saved_state_too() {
      main();
      assertThat(post().log()).contains("for another job that shares its network namespace");
      assertThat(runner.aliasesOn(compose)).contains(List.of(ANOTHER_ALIAS));
    }

    @Test
    void is_made_anew_if_it_was_claimed_while_it_was_ended() {
      engine.disconnect(compose, runner);
      main();
      passSavedStateToPost();
      engine.actThenDo(
          "POST /networks/" + compose + "/disconnect",
          () -> engine.claim(runner, compose, ANOTHER_ALIAS));
      var after = post();
      assertThat(after.log()).contains("for another job that shares its network namespace");
      assertThat(runner.aliasesOn(compose)).contains(List.of(ANOTHER_ALIAS));
    }

    @Test
    void is_made_if_the_other_ended_it_before_it_saw_the_claim() {
      engine.actThenDo("POST /containers/create", () -> engine.disconnect(compose, runner));
      var run = main();
      assertThat(run.exitCode()).isZero();
      assertThat(runner.aliasesOn(compose)).contains(List.of(ALIAS));
      assertThat(engine.claimsOf(ANOTHER_ALIAS)).isEmpty();
    }

    @Test
    void is_joined_if_another_came_first() {
      engine.disconnect(compose, runner);
      engine.doInstead(
          "POST /networks/" + compose + "/connect",
          () -> runner.on(compose, ANOTHER_ALIAS),
          Answer.refusal(403, "endpoint already exists"));
      assertThat(main().exitCode()).isZero();
      assertThat(engine.claimsOf(ALIAS)).hasSize(1);
      assertThat(engine.claimsOf(ANOTHER_ALIAS)).hasSize(1);
    }
  }

  /** The runner, or the action's container, was killed while an earlier job ran. */
  @Nested
  class AfterAKilledJob {

    private static final String KILLED = "github_network_ffffffffffffffffffffffffffffffff";
    private static final String ITS_ALIAS = "dood-network-action.abc123.__self." + KILLED;

    private NetworkId left = new NetworkId("");

    @BeforeEach
    void itsNetworkIsThere() {
      left = engine.makeNetwork(KILLED, "abc123", Instant.EPOCH);
    }

    @Test
    void its_endpoint_and_its_network_are_removed() {
      var runner = provenRunner().on(left, ITS_ALIAS);
      var run = main();
      assertThat(run.exitCode()).isZero();
      assertThat(run.log())
          .contains("detached the runner's container runner-1 from its network " + KILLED)
          .contains("removed its network " + KILLED);
      assertThat(engine.has(left)).isFalse();
      assertThat(runner.aliasesOn(network)).isPresent();
    }

    @Test
    void its_containers_are_removed() {
      provenRunner().on(left, ITS_ALIAS);
      var claim = its("claim").in("created");
      assertThat(main().log()).contains("removed its container claim");
      assertThat(engine.has(claim)).isFalse();
    }

    @Test
    void its_containers_are_removed_without_an_endpoint_beside_them_too() {
      var runner = provenRunner();
      var rules = its("rules").in("exited");
      var run = main();
      assertThat(run.exitCode()).isZero();
      assertThat(run.log()).contains("removed its container rules");
      assertThat(engine.has(rules)).isFalse();
      assertThat(runner.aliasesOn(network)).isPresent();
    }

    @Test
    void its_containers_are_removed_where_the_runner_is_attached_already() {
      provenRunner().on(network);
      var forwarder = its("forwarder");
      assertThat(main().outputs()).containsEntry("outcome", "already-attached");
      assertThat(engine.has(forwarder)).isFalse();
    }

    @Test
    void its_forwarder_is_gone_before_another_wants_its_port() {
      provenRunner();
      service.publishing("5432/tcp", 5432);
      var forwarder = its("forwarder");
      main();
      assertThat(engine.calls())
          .containsSubsequence(
              "DELETE /containers/" + forwarder.id() + "?force=true&v=true",
              engine.calls().stream()
                  .filter(c -> c.startsWith("POST /containers/create"))
                  .findFirst()
                  .orElseThrow());
    }

    @Test
    void its_container_that_cannot_be_removed_makes_a_warning_and_the_job_goes_on() {
      provenRunner();
      var forwarder = its("forwarder");
      engine.answer("DELETE /containers/" + forwarder.id(), Answer.refusal(500, "out of order"));
      var run = main();
      assertThat(run.exitCode()).isZero();
      assertThat(run.log()).contains("::warning", "out of order", "docker rm --force forwarder");
    }

    @Test
    void its_containers_that_cannot_be_looked_for_make_a_warning_and_the_job_goes_on() {
      provenRunner();
      engine.answer("GET /containers/json.*label.*", Answer.refusal(500, "out of order"));
      var run = main();
      assertThat(run.exitCode()).isZero();
      assertThat(run.log()).contains("::warning", "that killed jobs", "out of order");
      assertThat(run.outputs()).containsEntry("outcome", "attached");
    }

    private FakeEngine.FakeContainer its(String name) {
      return engine
          .run(name)
          .labelled("abc123")
          .labelled("dood-network-action.signature", ITS_ALIAS);
    }

    @Test
    void the_containers_of_another_killed_job_go_with_it_and_those_of_a_living_one_stay() {
      provenRunner().on(left, ITS_ALIAS);
      var living = engine.makeNetwork("github_network_" + "e".repeat(32));
      engine.run("its-postgres").labelled("abc123").on(living);
      var its =
          engine
              .run("forwarder")
              .labelled("abc123")
              .labelled(
                  "dood-network-action.signature",
                  "dood-network-action.abc123.__self.github_network_" + "e".repeat(32));
      var anothers =
          engine
              .run("routes")
              .in("exited")
              .labelled("abc123")
              .labelled(
                  "dood-network-action.signature",
                  "dood-network-action.abc123.__self.github_network_" + "d".repeat(32));
      assertThat(main().log()).contains("removed its container routes");
      assertThat(engine.has(anothers)).isFalse();
      assertThat(engine.has(its)).isTrue();
    }

    @Test
    void its_rules_for_the_default_route_are_removed() {
      provenRunner().on(left, ITS_ALIAS, "dood-network-action.kept-route.172.18.0.1");
      assertThat(main().log())
          .contains("removed the rules that kept the default route of the runner's container");
      assertThat(engine.oneShots()).contains("/action/keep-route remove 172.18.0.1  in runner-1");
    }

    @Test
    void its_rules_are_removed_by_post_if_main_was_cut_short_before_it_did_so() {
      provenRunner().on(left, ITS_ALIAS, "dood-network-action.kept-route.172.18.0.1");
      engine.fail("POST /containers/create", cutOff());
      main();
      passSavedStateToPost();
      engine.heal();
      post();
      assertThat(engine.oneShots())
          .containsExactly("/action/keep-route remove 172.18.0.1  in runner-1");
    }

    @Test
    void rules_that_its_container_alone_tells_of_are_removed() {
      var runner = provenRunner();
      var record = itsRules(runner.id());
      assertThat(main().log()).contains("removed the rules", "removed its container rules");
      assertThat(engine.oneShots()).contains("/action/keep-route remove 172.18.0.1  in runner-1");
      assertThat(engine.has(record)).isFalse();
    }

    @Test
    void rules_that_went_with_their_network_namespace_are_not() {
      provenRunner();
      var record = itsRules(new ContainerId("a container that is gone"));
      assertThat(main().log()).doesNotContain("removed the rules");
      assertThat(engine.oneShots()).isEmpty();
      assertThat(engine.has(record)).isFalse();
    }

    private FakeContainer itsRules(ContainerId namespace) {
      return engine
          .run("rules")
          .in("exited")
          .labelled("dood-network-action.signature", ITS_ALIAS)
          .labelled("dood-network-action.kept-route.172.18.0.1", namespace.value());
    }

    @ParameterizedTest
    @CsvSource({"'', ''", JOB_NETWORK + ", 0123456789ab"})
    void all_that_it_left_goes_in_a_job_that_needs_nothing_too(
        String jobNetwork, String jobContainer) {
      environment.put("INPUT_NETWORK", jobNetwork);
      environment.put("INPUT_JOB_CONTAINER", jobContainer);
      var runner = provenRunner().on(left, ITS_ALIAS);
      var forwarder = its("forwarder");
      var run = main();
      assertThat(run.outputs()).containsEntry("outcome", "nothing-to-do");
      assertThat(run.log()).contains("removed its network " + KILLED);
      assertThat(runner.aliasesOn(left)).isEmpty();
      assertThat(engine.has(left)).isFalse();
      assertThat(engine.has(forwarder)).isFalse();
    }

    @Test
    void rules_that_its_container_tells_of_go_in_a_job_that_needs_nothing_too() {
      environment.put("INPUT_NETWORK", "");
      itsRules(provenRunner().id());
      main();
      assertThat(engine.oneShots()).contains("/action/keep-route remove 172.18.0.1  in runner-1");
    }

    @Test
    void a_job_that_needs_nothing_leaves_rules_if_it_cannot_find_the_runner() {
      environment.put("INPUT_NETWORK", "");
      var rules = itsRules(runner("somebodys").running("nginx").id());
      assertThat(main().exitCode()).isZero();
      assertThat(engine.has(rules)).isTrue();
    }

    @Test
    void a_job_that_needs_nothing_searches_for_no_runner_where_every_network_has_its_job() {
      environment.put("INPUT_NETWORK", "");
      var runner = provenRunner().on(left, ITS_ALIAS);
      engine.run("its-postgres").labelled("abc123").on(left);
      main();
      assertThat(runner.aliasesOn(left)).isPresent();
      assertThat(engine.calls()).noneMatch(c -> c.contains("top"));
    }

    @Test
    void its_containers_are_removed_where_the_runner_lives_in_none() {
      var forwarder = its("forwarder");
      assertThat(main().outputs()).containsEntry("outcome", "nothing-to-do");
      assertThat(engine.has(forwarder)).isFalse();
    }

    @Test
    void its_network_stays_if_somebody_uses_it() {
      provenRunner().on(left, ITS_ALIAS);
      engine.run("somebody-elses").on(left);
      assertThat(main().log())
          .contains("left its network " + KILLED + ", which is in use by somebody-elses");
      assertThat(engine.has(left)).isTrue();
    }

    @Test
    void a_neighbours_job_whose_services_run_is_none() {
      var runner = provenRunner().on(left, ITS_ALIAS);
      engine.run("its-postgres").labelled("abc123").on(left);
      assertThat(main().exitCode()).isZero();
      assertThat(runner.aliasesOn(left)).isPresent();
    }

    @Test
    void what_bears_another_runners_label_is_not_touched() {
      var runner = provenRunner().on(left, "dood-network-action.def456.__self." + KILLED);
      assertThat(main().exitCode()).isZero();
      assertThat(runner.aliasesOn(left)).isPresent();
      assertThat(engine.has(left)).isTrue();
    }

    @Test
    void what_cannot_be_healed_makes_a_warning_and_the_job_goes_on() {
      provenRunner().on(left, ITS_ALIAS);
      engine.answer("POST /networks/" + left + "/disconnect", Answer.refusal(500, "out of order"));
      var run = main();
      assertThat(run.exitCode()).isZero();
      assertThat(run.log())
          .contains("::warning", "out of order", "docker network disconnect --force");
    }

    @Test
    void what_an_earlier_run_of_this_very_step_attached_is_detached_by_post() {
      var runner = provenRunner().on(network, ALIAS);
      var run = main();
      passSavedStateToPost();
      post();
      assertThat(run.outputs()).containsEntry("attached", "true");
      assertThat(runner.aliasesOn(network)).isEmpty();
    }

    @Test
    void rules_that_main_set_before_it_was_killed_are_removed_by_post() {
      provenRunner().on(engine.makeNetwork("runners_default"));
      engine.fail("POST /networks/.*/connect", cutOff());
      engine.fail("DELETE", cutOff());
      main();
      passSavedStateToPost();
      engine.heal();
      post();
      assertThat(engine.oneShots().getLast()).startsWith("/action/keep-route remove");
    }
  }

  @Nested
  class Host {

    @Test
    void removes_what_other_runners_left_behind_if_that_is_asked_for() {
      provenRunner();
      environment.put("INPUT_PRUNE_AFTER", "1d");
      var orphan = orphanOf("def456", 3);
      var young = orphanOf("fed654", 0);
      var run = main();
      assertThat(run.exitCode()).isZero();
      assertThat(engine.has(orphan)).isFalse();
      assertThat(engine.has(young)).isTrue();
      assertThat(run.log()).contains("Removed the network github_network_", "left behind 3d ago");
    }

    @Test
    void removes_it_from_a_job_whose_steps_run_in_a_job_container_too() {
      environment.put("INPUT_JOB_CONTAINER", "0123456789ab");
      environment.put("INPUT_PRUNE_AFTER", "1d");
      var orphan = orphanOf("def456", 3);
      assertThat(main().log()).contains("Removed the network github_network_");
      assertThat(engine.has(orphan)).isFalse();
    }

    @Test
    void tells_what_it_removed_though_it_is_not_known_whether_addresses_are_scarce() {
      provenRunner();
      environment.put("INPUT_PRUNE_AFTER", "1d");
      orphanOf("def456", 3);
      IntStream.range(0, 30).forEach(n -> engine.makeNetwork("other_" + n));
      engine.answer("GET /info", Answer.refusal(403, "Forbidden"));
      assertThat(main().log()).contains("Removed the network").doesNotContain("::");
    }

    @Test
    void removes_nothing_unless_that_is_asked_for() {
      provenRunner();
      IntStream.range(0, 5).forEach(_ -> orphanOf("def456", 3));
      assertThat(main().log()).doesNotContain("::");
      assertThat(engine.calls()).noneMatch(c -> c.startsWith("DELETE"));
    }

    @Test
    void warns_once_if_what_other_runners_left_behind_is_more_than_a_handful() {
      provenRunner();
      IntStream.range(0, 5).forEach(_ -> orphanOf("def456", 3));
      orphanOf("fed654", 9);
      var run = main();
      assertThat(run.exitCode()).isZero();
      assertThat(run.log().lines().filter(l -> l.startsWith("::")))
          .singleElement(STRING)
          .contains("6 networks", "the oldest 9d", "'prune-after'");
      assertThat(engine.calls()).noneMatch(c -> c.startsWith("DELETE"));
    }

    @Test
    void warns_if_hardly_any_addresses_for_networks_are_left() {
      provenRunner();
      IntStream.range(0, 30).forEach(n -> engine.makeNetwork("other_" + n));
      assertThat(main().log()).contains("::warning", "serve 31 networks, of which 31 are taken");
    }

    @Test
    void believes_the_engine_if_it_has_more_addresses_than_usual() {
      provenRunner();
      IntStream.range(0, 30).forEach(n -> engine.makeNetwork("other_" + n));
      engine.answer(
          "GET /info",
          new Answer(200, "{\"DefaultAddressPools\": [{\"Base\": \"10.0.0.0/8\", \"Size\": 24}]}"));
      assertThat(main().log()).doesNotContain("::warning");
    }

    @Test
    void takes_no_harm_if_networks_cannot_be_listed() {
      provenRunner();
      engine.answer("GET /networks$", Answer.refusal(403, "Forbidden"));
      var run = main();
      assertThat(run.outputs()).containsEntry("outcome", "attached");
      assertThat(run.log()).doesNotContain("::");
    }

    @Test
    void warns_if_networks_are_to_be_removed_and_cannot_be_listed() {
      provenRunner();
      environment.put("INPUT_PRUNE_AFTER", "1d");
      engine.answer("GET /networks$", Answer.refusal(403, "Forbidden"));
      var run = main();
      assertThat(run.outputs()).containsEntry("outcome", "attached");
      assertThat(run.log()).contains("::warning", "Forbidden");
    }

    @ParameterizedTest
    @ValueSource(strings = {"soon", "0s", "-1d", "1", "7 days"})
    void takes_no_age_that_is_none(String given) {
      environment.put("INPUT_PRUNE_AFTER", given);
      assertOneError(main(), "The input 'prune-after' holds '" + given + "'");
      assertThat(engine.calls()).isEmpty();
    }
  }

  private NetworkId orphanOf(String label, int days) {
    var name = RunnerNames.network();
    return engine.makeNetwork(name, label, Instant.now().minus(days, ChronoUnit.DAYS));
  }

  private static final class StackOverflowException extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "sweep", "MAIN"})
  void an_unknown_stage_is_a_usage_error(String argument) {
    var run = run(argument);
    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(run.log()).contains("'main' or 'post'");
  }

  @Test
  void the_calls_of_each_stage_are_few() {
    provenRunner();
    main();
    passSavedStateToPost();
    post();
    assertThat(
            engine.calls().stream()
                .map(c -> c.replaceAll("\\b([0-9a-f]{64}|[0-9a-f]{12})\\b", "<id>")))
        .as("services are looked at beside attaching the runner")
        .containsExactlyInAnyOrderElementsOf(
            """
            GET /networks/%s
            GET /containers/<id>/json
            GET /containers/json
            GET /containers/json?all=true&filters=%%7B%%22label%%22%%3A%%5B%%22dood-network-action.signature%%22%%5D%%7D
            GET /containers/<id>/top?ps_args=-eo+pid%%2Cargs
            GET /containers/<id>/json
            GET /containers/json?all=true&filters=%%7B%%22network%%22%%3A%%5B%%22%s%%22%%5D%%7D
            GET /containers/<id>/json
            POST /networks/<id>/connect
            GET /containers/<id>/json
            GET /networks
            GET /containers/<id>/json
            POST /networks/<id>/disconnect
            GET /containers/json?all=true&filters=%%7B%%22network%%22%%3A%%5B%%22%s%%22%%5D%%7D\
            """
                .formatted(JOB_NETWORK, JOB_NETWORK, JOB_NETWORK)
                .lines()
                .toList());
  }

  @Test
  void every_documented_call_is_made_by_the_stages_that_the_table_says() {
    engine.answer("/top", Answer.refusal(500, "exec: \"ps\": not found"));
    var runner = runner("runner-1").holding(COMMAND_FILES + "/" + STATE_FILE);
    runner.on(engine.makeNetwork("runners_default"));
    var ci = engine.makeNetwork("ci");
    service.publishing("5432/tcp", 49153);
    environment.put("INPUT_EXTRA_NETWORKS", "ci");
    environment.put("INPUT_PRUNE_AFTER", "1d");
    orphanOf("def456", 3);
    IntStream.range(0, 30).forEach(n -> engine.makeNetwork("other_" + n));
    main();
    var byMain = callsAsDocumented();
    engine.actThenDo(
        "POST /networks/" + ci + "/disconnect",
        () -> engine.claim(runner, ci, "dood-network-action.def456.a.b"));
    post();
    assertThat(callsAsDocumented()).hasSameElementsAs(rows("post"));
    engine.disconnect(ci, runner);
    engine.answer("POST /networks/.*/connect", Answer.refusal(500, "no addresses left"));
    engine.actThenAnswer("POST /networks/" + network + "/connect", new Answer(200, ""));
    main();
    byMain.addAll(callsAsDocumented());
    assertThat(byMain).hasSameElementsAs(rows("main"));
  }

  private static List<String> rows(String stage) {
    return DOCUMENTED.calls().stream()
        .filter(row -> row.stages().contains(stage))
        .map(DocumentedCalls.Call::text)
        .toList();
  }

  /** The calls since this was last asked, by the rows of the table. */
  private Set<String> callsAsDocumented() {
    var rows =
        engine.calls().stream()
            .skip(callsTold)
            .flatMap(call -> DOCUMENTED.rowOf(call).stream())
            .map(DocumentedCalls.Call::text)
            .collect(Collectors.toCollection(HashSet::new));
    callsTold = engine.calls().size();
    return rows;
  }
}
