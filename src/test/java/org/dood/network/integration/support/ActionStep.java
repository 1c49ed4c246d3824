package org.dood.network.integration.support;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.dood.network.inputs.ActionFile;

/** A step of a job that uses one of this repository's actions, whose stages can be run. */
public final class ActionStep {

  /** Stands for the secrets in a stage's environment. */
  static final String SECRET = "a-token-that-no-log-may-show";

  /** What the name of a stage's container starts with: the image's, as the runner has it. */
  static final String CONTAINER_PREFIX = "dood-network-action_";

  private final WorkflowJob job;
  private final String id;
  private final ActionManifest manifest;
  private final Map<String, String> with = new HashMap<>();
  private final Map<String, String> workflowEnvironment = new HashMap<>();
  private final Map<String, String> savedState = new LinkedHashMap<>();
  private List<String> options = List.of();
  private boolean inputsArrive = true;
  private Optional<String> network;

  ActionStep(WorkflowJob job, String id, ActionFile file) {
    this.job = job;
    this.id = id;
    this.manifest = ActionManifest.of(file);
    this.network = job.networkIfAny();
  }

  /** Gives an input to the stages that follow; an empty one suppresses the default. */
  public ActionStep with(String input, String value) {
    with.put(input, value);
    return this;
  }

  /** From now on no input arrives, defaults included. */
  public ActionStep withoutAnyInput() {
    inputsArrive = false;
    return this;
  }

  /** Sets a variable, as {@code env} in a workflow does. */
  public ActionStep env(String name, String value) {
    workflowEnvironment.put(name, value);
    return this;
  }

  /** Adds options to the {@code docker run} of its stages, which GitHub's runner never does. */
  public ActionStep startedWith(String... optionsOfDockerRun) {
    options = List.of(optionsOfDockerRun);
    return this;
  }

  /** Its stages use a container's network, as nektos/act starts them. */
  public ActionStep sharingNetworkOf(String container) {
    network = Optional.of("container:" + container);
    return this;
  }

  /** What main saved does not reach post. */
  public ActionStep losesItsState() {
    savedState.clear();
    return this;
  }

  /**
   * Runs the stage that stands in the step's place in the job, and keeps the state that it saves.
   */
  public StageResult main() {
    var result = run(manifest.entrypoint());
    savedState.putAll(result.savedState());
    return result;
  }

  /** Runs post. */
  public StageResult post() {
    return run(manifest.postEntrypoint());
  }

  private StageResult run(String entrypoint) {
    var runner = job.runner();
    var files = new CommandFiles(runner.commandFiles(), UUID.randomUUID());
    var workFiles = runner.host().files();
    workFiles.prepare(List.of(runner.commandFiles()), files.all());
    var result =
        runner
            .host()
            .run(
                new ActionRun(
                    CONTAINER_PREFIX + Hex.digits(6),
                    runner.label(),
                    environment(files),
                    entrypoint,
                    network,
                    runner.mounts(),
                    options,
                    runner.actionImage()));
    return StageResult.read(
        result,
        workFiles.read(files.path("set_output")),
        workFiles.read(files.path("save_state")),
        workFiles.read(files.path("set_env")));
  }

  private Map<String, String> environment(CommandFiles files) {
    var environment = new LinkedHashMap<>(workflowEnvironment);
    if (inputsArrive) {
      var inputs = manifest.inputs(with, job.networkIfAny(), job.container(), job.servicesAsJson());
      inputs.forEach((name, value) ->
          environment.put("INPUT_" + name.replace(' ', '_').toUpperCase(Locale.ROOT), value));
      manifest.environment(inputs).forEach(environment::putIfAbsent);
    }
    environment.putAll(
        Map.of(
            "HOME", "/github/home",
            "GITHUB_ACTION", id,
            "GITHUB_JOB", "test",
            "GITHUB_REPOSITORY", "example/example",
            "GITHUB_RUN_ATTEMPT", "1",
            "GITHUB_RUN_ID", "1",
            "GITHUB_RUN_NUMBER", "1",
            "GITHUB_WORKFLOW", "test",
            "GITHUB_WORKSPACE", ActionRun.WORKSPACE,
            "ACTIONS_RUNTIME_TOKEN", SECRET));
    environment.putAll(
        Map.of(
            "RUNNER_ARCH", "X64",
            "RUNNER_NAME", "simulated",
            "RUNNER_OS", "Linux",
            "RUNNER_TEMP", "/github/runner_temp",
            "RUNNER_TOOL_CACHE", job.runner().workDirectory() + "/_tool",
            "RUNNER_WORKSPACE", job.runner().workDirectory() + "/example"));
    environment.putIfAbsent("RUNNER_ENVIRONMENT", "self-hosted");
    environment.putAll(files.variables());
    savedState.forEach((name, value) -> environment.put("STATE_" + name, value));
    return environment;
  }

  /** The files that the runner makes for one stage. */
  private record CommandFiles(String directory, UUID uuid) {

    private static final Map<String, String> VARIABLE_BY_FILE =
        Map.of(
            "add_path", "GITHUB_PATH",
            "save_state", "GITHUB_STATE",
            "set_env", "GITHUB_ENV",
            "set_output", "GITHUB_OUTPUT",
            "step_summary", "GITHUB_STEP_SUMMARY");

    String path(String file) {
      return directory + "/" + file + "_" + uuid;
    }

    List<String> all() {
      var paths = new ArrayList<String>();
      VARIABLE_BY_FILE.keySet().forEach(file -> paths.add(path(file)));
      return paths;
    }

    Map<String, String> variables() {
      var variables = new HashMap<String, String>();
      VARIABLE_BY_FILE.forEach((file, variable) ->
          variables.put(variable, "/github/file_commands/" + file + "_" + uuid));
      return variables;
    }
  }
}
