package org.dood.network.integration.support;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.dood.network.github.CommandFile;

/**
 * The job of a workflow of {@code examples/}, run from that very file as the runner does it: its
 * services on a network of the job, its steps one after another, the post steps in reverse order.
 *
 * <p>What the file itself does not bring has a stand-in: an image that cannot be pulled here, and
 * {@code actions/checkout}, which brings {@code examples/project}.
 */
public final class ExampleJob {

  /** Runs commands at the place where the steps of a job run. */
  @FunctionalInterface
  public interface StepShell {
    /** Runs a command to its end. */
    CommandResult run(Map<String, String> environment, String... command);
  }

  private static final Path EXAMPLES = Checkout.path("examples");
  private static final Path PROJECT = EXAMPLES.resolve("project");
  private static final String ACTION = "/dood-network-action@";
  private static final String DETACH = "/dood-network-action/detach@";
  private static final Pattern WORD = Pattern.compile("\"(?<quoted>[^\"]*)\"|(?<plain>\\S+)");

  /**
   * Runs a script in the workspace, and ends with it although processes that it has started in the
   * background hold its output.
   */
  private static final String RUN =
      "cd \"$GITHUB_WORKSPACE\" && code=0; bash --noprofile --norc -e -c \"$1\" > \"$2\" 2>&1"
          + " || code=$?; cat \"$2\"; exit $code";

  private final String file;
  private final Map<String, String> standIns = new LinkedHashMap<>();
  private final Map<String, String> given = new HashMap<>();
  private final Map<String, String> variables = new LinkedHashMap<>();
  private final Deque<ActionStep> posts = new ArrayDeque<>();
  private final StringBuilder log = new StringBuilder();

  private ExampleJob(String file) {
    this.file = file;
    given.put("github.run_id", Long.toString(ThreadLocalRandom.current().nextLong(1_000_000_000)));
    given.put("github.run_attempt", "1");
    given.put("always()", "true");
  }

  /** The only job of a file in {@code examples/workflows}. */
  public static ExampleJob of(String file) {
    return new ExampleJob(file);
  }

  /** Has another image take the place of one that the example names. */
  public ExampleJob standIn(String image, String inItsPlace) {
    standIns.put(image, inItsPlace);
    return this;
  }

  /** Gives a value that the file takes from elsewhere, such as {@code matrix.runner}. */
  public ExampleJob given(String name, String value) {
    given.put(name, value);
    return this;
  }

  /** The value of a name that the file takes from elsewhere. */
  public String value(String name) {
    return given.getOrDefault(name, "");
  }

  /** Sets a variable in the environment of the runner, which its steps inherit. */
  public ExampleJob variableOfRunner(String name, String value) {
    variables.put(name, value);
    return this;
  }

  /** Runs it on a runner in a container. */
  public ExampleJob runOn(SimulatedRunner runner) {
    return runOn(runner, runner::run, Map.of());
  }

  /**
   * Runs it on a runner whose steps run elsewhere.
   *
   * @param environment what this runner adds to the environment of the action
   */
  public ExampleJob runOn(
      SimulatedRunner runner, StepShell shell, Map<String, String> environment) {
    var workflow = parse(read(EXAMPLES.resolve("workflows").resolve(file)));
    var description = workflow.path("jobs").elements().next();
    var names = new HashMap<>(given);
    variables.putAll(texts(workflow.path("env"), names));
    variables.putAll(texts(description.path("env"), names));
    var job = runner.startJob(services(description.path("services"), names));
    names.putAll(job.context());
    try {
      new Steps(runner, job, shell, environment, names).run(description.path("steps"));
    } finally {
      posts.forEach(post -> log.append(post.post().log()));
      job.end();
    }
    return this;
  }

  /** The output of its steps, the stages of the action among them. */
  public String log() {
    return log.toString();
  }

  /** A service whose image is empty is none. */
  private Service[] services(JsonNode services, Map<String, String> names) {
    return services.properties().stream()
        .map(entry ->
            service(entry.getKey(), entry.getValue(), new Scope(names, variables, "of a service")))
        .filter(service -> !service.image().isEmpty())
        .toArray(Service[]::new);
  }

  private static Service service(String name, JsonNode service, Scope scope) {
    var options = new ArrayList<String>();
    service.path("ports").forEach(port -> options.addAll(List.of("-p", scope.text(port))));
    service
        .path("env")
        .properties()
        .forEach(e -> options.addAll(List.of("-e", e.getKey() + "=" + scope.text(e.getValue()))));
    options.addAll(words(scope.text(service.path("options"))));
    return new Service(name, scope.text(service.path("image")), options);
  }

  private static List<String> words(String text) {
    return WORD.matcher(text)
        .results()
        .map(word -> word.group("quoted") == null ? word.group("plain") : word.group("quoted"))
        .toList();
  }

  private Map<String, String> texts(JsonNode node, Map<String, String> names) {
    return new Scope(names, variables, "of env").texts(node);
  }

  private String read(Path path) {
    try {
      var text = Files.readString(path);
      for (var standIn : standIns.entrySet()) {
        text = text.replace(standIn.getKey(), standIn.getValue());
      }
      return text;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonNode parse(String yaml) {
    try {
      return new YAMLMapper().readTree(yaml);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The names that the expressions at one place of a file may use.
   *
   * @param names what has a value there, by its whole name
   * @param variables the context {@code env}
   */
  private record Scope(Map<String, String> names, Map<String, String> variables, String where) {

    String text(JsonNode node) {
      return Expressions.substitute(node.asText(), this::valueOf);
    }

    Map<String, String> texts(JsonNode node) {
      var texts = new LinkedHashMap<String, String>();
      node.properties().forEach(e -> texts.put(e.getKey(), text(e.getValue())));
      return texts;
    }

    boolean holds(String condition) {
      return Expressions.holds(condition, this::valueOf);
    }

    private String valueOf(String name) {
      if (name.startsWith("env.")) {
        return variables.getOrDefault(name.substring("env.".length()), "");
      }
      var value = names.get(name);
      if (value == null) {
        throw new AssertionError("an expression %s: %s".formatted(where, name));
      }
      return value;
    }
  }

  /** The steps of the job, or of a composite action in it. */
  private final class Steps {
    private final SimulatedRunner runner;
    private final WorkflowJob job;
    private final StepShell shell;
    private final Map<String, String> environment;
    private final Map<String, String> names;

    Steps(
        SimulatedRunner runner,
        WorkflowJob job,
        StepShell shell,
        Map<String, String> environment,
        Map<String, String> names) {
      this.runner = runner;
      this.job = job;
      this.shell = shell;
      this.environment = environment;
      this.names = names;
    }

    /** After a step that failed, those run that have to run always. */
    void run(JsonNode steps) {
      var failures = new ArrayList<AssertionError>();
      for (var step : steps) {
        var condition = step.path("if").asText("");
        var runs =
            failures.isEmpty()
                ? condition.isEmpty() || scope(step).holds(condition)
                : condition.contains("always()");
        if (runs) {
          try {
            run(step, failures.isEmpty());
          } catch (AssertionError e) {
            failures.add(e);
          }
        }
      }
      if (!failures.isEmpty()) {
        throw failures.getFirst();
      }
    }

    private void run(JsonNode step, boolean soFarWell) {
      var uses = step.path("uses").asText("");
      if (uses.isEmpty()) {
        runScript(step);
      } else if (uses.startsWith("actions/checkout@")) {
        copyProject();
      } else if (uses.startsWith("./")) {
        runComposite(step, uses);
      } else if (uses.contains(ACTION) && soFarWell) {
        var action = job.step(idOf(step));
        posts.addFirst(action);
        runAction(step, action);
      } else if (uses.contains(DETACH)) {
        runAction(step, job.detachStep());
      } else {
        throw new AssertionError("the simulated runner has no " + uses);
      }
    }

    private void runAction(JsonNode step, ActionStep action) {
      environment.forEach(action::env);
      scope(step).texts(step.path("with")).forEach(action::with);
      var main = action.main();
      log.append(main.log());
      StageResultAssert.assertThatStage(main).succeededWithAWarningAtMost();
      main.outputs().forEach((name, value) -> putOutput(step, name, value));
      variables.putAll(main.variables());
    }

    private void runScript(JsonNode step) {
      var scope = scope(step);
      var files = new StepFiles(runner, UUID.randomUUID());
      runner.host().files().prepare(List.of(runner.commandFiles()), files.all());
      var env = new LinkedHashMap<>(variables);
      env.putAll(
          Map.of(
              "CI", "true",
              "GITHUB_ENV", files.env(),
              "GITHUB_OUTPUT", files.output(),
              "GITHUB_WORKSPACE", runner.workspace()));
      env.putAll(scope.texts(step.path("env")));
      var script = scope.text(step.path("run"));
      log.append("$ ").append(script.strip()).append('\n');
      var result = shell.run(env, "bash", "-c", RUN, "-", script, files.log());
      log.append(result.stdout()).append(result.stderr());
      if (result.exitCode() != 0) {
        throw new AssertionError(
            "a step ended with exit code %d:%n%s".formatted(result.exitCode(), log));
      }
      variables.putAll(CommandFile.parse(runner.host().files().read(files.env())));
      CommandFile.parse(runner.host().files().read(files.output()))
          .forEach((name, value) -> putOutput(step, name, value));
    }

    private void runComposite(JsonNode step, String uses) {
      var action =
          parse(read(PROJECT.resolve(uses.substring("./".length())).resolve("action.yml")));
      var inside = new HashMap<>(given);
      inside.putAll(job.context());
      action
          .path("inputs")
          .properties()
          .forEach(
              i -> inside.put("inputs." + i.getKey(), i.getValue().path("default").asText("")));
      scope(step)
          .texts(step.path("with"))
          .forEach((name, value) -> inside.put("inputs." + name, value));
      new Steps(runner, job, shell, environment, inside).run(action.path("runs").path("steps"));
      var outputs = new Scope(inside, variables, "of an output of " + uses);
      action
          .path("outputs")
          .properties()
          .forEach(o -> putOutput(step, o.getKey(), outputs.text(o.getValue().path("value"))));
    }

    private void copyProject() {
      try (var files = Files.walk(PROJECT)) {
        for (var source : files.filter(Files::isRegularFile).toList()) {
          var target = Path.of(runner.workspace()).resolve(PROJECT.relativize(source).toString());
          Files.createDirectories(target.resolveSibling(""));
          Files.writeString(target, read(source));
          if (Files.isExecutable(source)) {
            Files.setPosixFilePermissions(target, Files.getPosixFilePermissions(source));
          }
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private Scope scope(JsonNode step) {
      return new Scope(names, variables, "of the step " + step);
    }

    private void putOutput(JsonNode step, String name, String value) {
      if (step.has("id")) {
        names.put("steps.%s.outputs.%s".formatted(idOf(step), name), value);
      }
    }

    private String idOf(JsonNode step) {
      return step.path("id").asText("__dood-network-action");
    }
  }

  /** The files of a step that runs a script. */
  private record StepFiles(SimulatedRunner runner, UUID uuid) {

    String env() {
      return path("set_env");
    }

    String output() {
      return path("set_output");
    }

    String log() {
      return path("log");
    }

    List<String> all() {
      return List.of(env(), output());
    }

    private String path(String file) {
      return "%s/%s_%s".formatted(runner.commandFiles(), file, uuid);
    }
  }
}
