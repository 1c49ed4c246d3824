package org.dood.network.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dood.network.testing.ContainerAssert.assertThatContainer;
import static org.dood.network.testing.StageRunAssert.assertThatStage;

import org.dood.network.testing.Job;
import org.dood.network.testing.StageRun;
import org.dood.network.testing.engine.FakeContainer;
import org.dood.network.testing.engine.FakeEngine;
import org.dood.network.testing.engine.FakeNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What runners other than GitHub's own give, as their sources have it. */
class KindsOfRunnersTest {

  /** The name runner-1 in hexadecimal digits. */
  private static final String HOOK_LABEL = "72756e6e65722d31";

  private static final String HOOK_NETWORK = "github_network_1b4e28ba-2fa1-11d2-883f-0016d3cca427";
  private static final String GITEA_NETWORK = "WORKFLOW-1a2b3c-network";

  @RegisterExtension private final Job job = Job.withService();
  private final FakeEngine engine = job.engine();

  private FakeContainer service = job.service();
  private FakeNetwork network = job.network();

  /** GitHub's docker container hooks, on a network that they made for the job. */
  private void hook() {
    network = engine.network(HOOK_NETWORK).withLabel(HOOK_LABEL);
    service = engine.container("hook-service").withLabel(HOOK_LABEL).onNetwork(network);
    ownIs(engine.container("hook-action", "feed00000001").withLabel(HOOK_LABEL), HOOK_NETWORK);
    job.with("network", "").with("job-services", services(HOOK_NETWORK));
  }

  private void ownIs(FakeContainer container, String networkMode) {
    container
        .withMount("/home/runner/_work/_temp/_runner_file_commands", "/github/file_commands")
        .inNetworkMode(networkMode)
        .onNetwork(network);
    job.ownContainerHasId(container.id());
  }

  private FakeContainer hookRunner() {
    return job.candidate("runner-1").withProcess("docker run --rm --name hook-action image");
  }

  private String services(String networkName) {
    return """
    {
      "postgres": {
        "id": "%s",
        "ports": {},
        "network": "%s"
      }
    }
    """
        .formatted(service.id(), networkName);
  }

  @Test
  void job_with_services_alone_under_the_docker_hook_is_attached_and_detached() {
    hook();
    var runner = hookRunner();
    assertThatStage(job.main())
        .succeeded()
        .hasOutcome("attached")
        .hasOutput("network", HOOK_NETWORK);
    assertThatContainer(runner).isOn(network, Job.aliasOf(HOOK_LABEL, "__self", HOOK_NETWORK));
    assertThatStage(job.post()).didNotWarn();
    assertThatContainer(runner).isNotOn(network);
  }

  @Test
  void service_under_the_docker_hook_is_called_as_the_workflow_calls_it() {
    hook();
    hookRunner();
    assertThat(job.main().outputs().get("services")).startsWith("{\"postgres\":");
  }

  /** The hooks give a service no alias, so its name does not resolve. */
  @Test
  void service_under_the_docker_hook_is_reached_at_its_address() {
    hook();
    hookRunner();
    var main = job.main();
    assertThatStage(main).printed("steps reach it at 172.").printed("Its name does not resolve");
    assertThat(main.outputs().get("services")).contains("\"host\":\"172.");
  }

  @Test
  void state_that_is_lost_under_the_docker_hook_leaves_nothing_attached() {
    hook();
    var runner = hookRunner();
    job.main();
    job.losesSavedState().post();
    assertThatContainer(runner).isNotOn(network);
  }

  @Test
  void next_job_under_the_docker_hook_removes_what_a_killed_one_left() {
    var killedName = HOOK_NETWORK.replace("1b4e28ba", "9c5f39cb");
    var killed = engine.network(killedName).withLabel(HOOK_LABEL);
    hook();
    hookRunner().onNetwork(killed, Job.aliasOf(HOOK_LABEL, "__self", killedName));
    assertThatStage(job.main()).printed("removed its network " + killedName);
    assertThat(engine.has(killed)).isFalse();
  }

  @Test
  void job_with_a_container_under_the_docker_hook_has_nothing_to_do() {
    hook();
    job.with("network", HOOK_NETWORK).with("job-network", HOOK_NETWORK);
    job.with("job-container", engine.container("job").onNetwork(network).id().value());
    assertThatStage(job.main()).hasOutcome("nothing-to-do").didNotWarn();
    assertThat(engine.isUnchanged()).isTrue();
  }

  /** ACTIONS_RUNNER_NETWORK_DRIVER names a network that stays, and that all jobs share. */
  @Test
  void container_on_a_network_that_stays_is_a_service_only_if_the_runner_says_so() {
    network = engine.network("ci");
    service = engine.container("hook-service").withLabel(HOOK_LABEL).onNetwork(network);
    engine.container("anothers-service").withLabel(HOOK_LABEL).onNetwork(network, "redis");
    ownIs(engine.container("hook-action", "feed00000001").withLabel(HOOK_LABEL), "ci");
    job.with("network", "").with("job-services", services("ci"));
    var runner = hookRunner();
    assertThat(job.main().outputs().get("services"))
        .startsWith("{\"postgres\":")
        .doesNotContain("redis");
    assertThatContainer(runner).isOn(network);
    job.post();
    assertThatContainer(runner).isNotOn(network);
    assertThat(engine.has(network)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"host", "bridge"})
  void network_that_each_engine_has_is_no_jobs_network(String mode) {
    hook();
    job.with("job-services", services(mode));
    assertThatStage(job.main()).succeeded().hasOutcome("nothing-to-do").didNotWarn();
    assertThat(engine.isUnchanged()).isTrue();
  }

  @Test
  void job_under_the_kubernetes_hook_has_nothing_to_do() {
    engine.onCall("").fail("No such file or directory");
    job.with("network", "")
        .with("job-services", "{\"postgres\": {\"id\": null, \"ports\": {}, \"network\": null}}");
    assertThatStage(job.main()).succeeded().hasOutcome("nothing-to-do").didNotWarn();
    assertThatStage(job.post()).succeeded().didNotWarn();
  }

  @Test
  void empty_network_input_suppresses_the_network_that_the_runner_gives() {
    job.runner();
    job.with("network", "")
        .with("job-network", Job.NETWORK)
        .with("job-services", services(Job.NETWORK));
    assertThatStage(job.main()).hasOutcome("nothing-to-do");
  }

  @Test
  void job_under_gitea_without_a_socket_has_nothing_to_do() {
    gitea();
    engine.onCall("").fail("No such file or directory");
    assertThatStage(job.main()).succeeded().hasOutcome("nothing-to-do").didNotWarn();
    assertThatStage(job.post()).succeeded().didNotWarn();
    assertThatStage(job.losesSavedState().post()).succeeded().didNotWarn();
  }

  @Test
  void services_under_gitea_are_those_that_the_runner_names() {
    StageRun run = gitea();
    assertThatStage(run).succeeded().hasOutcome("nothing-to-do").didNotWarn();
    assertThat(run.outputs().get("services")).startsWith("{\"postgres\":{\"host\":\"postgres\"");
    assertThatStage(job.post()).succeeded().didNotWarn();
    assertThat(engine.isUnchanged()).isTrue();
  }

  /** The step shares the job container's network namespace, and has no label. */
  private StageRun gitea() {
    network = engine.network(GITEA_NETWORK).withLabel("com.gitea.runner.uuid");
    service = engine.container("gitea-service").onNetwork(network, "postgres");
    var steps = engine.container("gitea-job").onNetwork(network);
    job.ownContainerHasId(steps.id());
    job.with("network", GITEA_NETWORK)
        .with("job-network", GITEA_NETWORK)
        .with("job-container", steps.id().value())
        .with("job-services", services(GITEA_NETWORK));
    return job.main();
  }
}
