package org.dood.network.integration.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dood.network.integration.support.StageResultAssert.assertThatStage;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dood.network.engine.Deadlines;

/** A runner behind a proxy that disturbs one call of one stage of a job, in job after job. */
public final class DisturbedRunner {

  /** What is disturbed. */
  public enum Stage {
    MAIN("main"),
    /** What it does beside, where the job before was killed. */
    HEALING("main, healing"),
    DETACH("detach"),
    POST("post");

    private final String inWords;

    Stage(String inWords) {
      this.inWords = inWords;
    }

    @Override
    public String toString() {
      return inWords;
    }
  }

  /**
   * A call of a stage that goes well.
   *
   * @param call its method and resource, with what stands there for names that change
   * @param number which of the calls like it, from 1 on
   */
  public record Spot(Stage stage, String call, int number) {

    /** How long the action waits for the call. */
    Duration deadline(Deadlines deadlines) {
      if (call.endsWith("/top") || call.endsWith("/archive")) {
        return deadlines.probe();
      }
      return call.startsWith("GET ") ? deadlines.look() : deadlines.change();
    }

    @Override
    public String toString() {
      return "%s: %s%s".formatted(stage, call, number == 1 ? "" : " #" + number);
    }
  }

  /**
   * What a disturbed stage came to.
   *
   * @param inAWord for the matrix
   * @param said the error or warning that it gave; empty if it gave none
   * @param beyondDeadline how much longer it took than its call may wait; negative if it took less
   * @param complaint what is wrong with it; empty if nothing is
   */
  public record Outcome(
      Spot spot,
      Fault fault,
      String inAWord,
      String said,
      Duration beyondDeadline,
      Optional<String> complaint) {}

  /** A stage that ran while a call of its was disturbed. */
  private record Disturbed(StageResult result, Duration took) {
    String said() {
      return Stream.of("error", "warning")
          .flatMap(command -> result.dataOf(command).stream())
          .collect(Collectors.joining(" "));
    }
  }

  private static final Pattern MADE =
      Pattern.compile("/containers/create\\?name=dood-network-action-([a-z]+)-");

  private static final Pattern ID = Pattern.compile("[0-9a-f]{64}");

  /** How the calls that list are told apart, some of which are made at a time. */
  private static final Pattern FILTER = Pattern.compile("filters=%7B%22([a-z]+)%22");

  /** A command, an input that helps, or what is to be started. */
  private static final Pattern WHAT_TO_DO =
      Pattern.compile(
          "'(docker|systemctl|journalctl) |: docker |: sudo |[Tt]he input '|Start an engine ");

  /** What a stage may take beside, by {@code docs/runners.md}: its start and all other calls. */
  private static final Duration ALLOWANCE = Duration.ofSeconds(10);

  private final TrialRunner runner;
  private final EngineProxy proxy;
  private final Set<String> before;
  private final Set<String> earlierJobs = new HashSet<>();
  private TrialRunner.Job job;

  /** Starts the first job of a runner. */
  public DisturbedRunner(TrialRunner runner) {
    this.runner = runner;
    this.proxy = runner.proxy();
    this.before = runner.networks();
    this.job = runner.startJob();
  }

  /** The calls of all stages where nothing goes wrong, and those by which main heals. */
  public List<Spot> spots() {
    var step = job.step();
    var main = spotsOf(Stage.MAIN, step::main);
    var post = spotsOf(Stage.POST, step::post);
    var leaving = job.step();
    assertThatStage(leaving.main()).succeeded();
    var detach = spotsOf(Stage.DETACH, leaving::detach);
    assertThatStage(leaving.post()).succeeded();
    var next = afterAKilledJob();
    var healing = spotsOf(Stage.HEALING, next::main);
    assertThatStage(next.post()).succeeded();
    return Stream.of(main, beside(main, healing), detach, post).flatMap(List::stream).toList();
  }

  /** The calls that are made more often than usual. */
  private static List<Spot> beside(List<Spot> usual, List<Spot> all) {
    return all.stream().filter(spot -> count(spot, all) > count(spot, usual)).toList();
  }

  private static long count(Spot like, List<Spot> spots) {
    return spots.stream().filter(spot -> spot.call().equals(like.call())).count();
  }

  private List<Spot> spotsOf(Stage stage, Supplier<StageResult> run) {
    var earlier = proxy.calls().size();
    assertThatStage(run.get()).succeeded();
    var counts = new HashMap<String, Integer>();
    return proxy.calls().stream()
        .skip(earlier)
        .map(this::inGeneral)
        // How many others there are is another matter, and which are asked, one of their order.
        .filter(call -> !call.equals("GET /containers/{id}/top"))
        .map(call -> new Spot(stage, call, counts.merge(call, 1, Integer::sum)))
        .filter(spot -> !spot.call().equals("GET /containers/{id}/json") || spot.number() == 1)
        .toList();
  }

  /** Two containers of ours are made at a time. */
  private String inGeneral(EngineProxy.Call call) {
    var made = MADE.matcher(call.path());
    var resource =
        made.find()
            ? call.resource() + " of " + made.group(1)
            : call.resource().replace(runner.container(), "{runner}");
    var filter = FILTER.matcher(call.path());
    if (filter.find()) {
      resource += " by " + filter.group(1);
    }
    for (var service : job.serviceContainers()) {
      resource = resource.replace(service, "{service}");
    }
    var id = ID.matcher(resource);
    if (id.find()) {
      resource =
          runner
              .purposeOf(id.group())
              .map(purpose -> id.replaceFirst("{" + purpose + "}"))
              .orElse(resource);
    }
    return call.method()
        + " "
        + resource
            .replaceAll("-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "-{uuid}")
            .replaceAll(ID.pattern(), "{id}")
            .replaceAll("github_network_[0-9a-f]{32}", "{network}")
            .replaceAll("/[0-9a-f]{12}/", "/{self}/");
  }

  /** Runs a job with a fault, and where that leaves something, a healthy one. */
  public Outcome disturb(Spot spot, Fault fault) {
    try {
      return switch (spot.stage()) {
        case MAIN -> disturbMain(job.step(), spot, fault);
        case HEALING -> disturbMain(afterAKilledJob(), spot, fault);
        case DETACH -> {
          var step = job.step();
          assertThatStage(step.main()).succeeded();
          var detach = disturbed(spot, fault, step::detach);
          var word = afterDetach(detach.result());
          assertThatStage(step.post()).succeededWithAWarningAtMost();
          yield outcome(spot, fault, word + cleanUp(), detach);
        }
        case POST -> {
          var step = job.step();
          assertThatStage(step.main()).succeeded();
          var post = disturbed(spot, fault, step::post);
          assertThatStage(post.result()).succeededWithAWarningAtMost();
          var word = post.said().isEmpty() ? "ok" : "warned";
          yield outcome(spot, fault, word + cleanUp(), post);
        }
      };
    } catch (AssertionError | RuntimeException e) {
      proxy.passAll();
      var complaint = "%s, %s: %s".formatted(spot, fault, e.getMessage());
      return new Outcome(
          spot, fault, "WRONG", "", Duration.ZERO, Optional.of(complaint + afterAll()));
    }
  }

  private Outcome disturbMain(TrialRunner.Step step, Spot spot, Fault fault) {
    var main = disturbed(spot, fault, step::main);
    var word = afterwards(main.result());
    assertThatStage(step.post()).succeededWithAWarningAtMost();
    return outcome(spot, fault, word + cleanUp(), main);
  }

  /** The step of the next job. */
  private TrialRunner.Step afterAKilledJob() {
    assertThatStage(job.step().main()).succeeded();
    nextJob();
    return job.step();
  }

  private void nextJob() {
    job.endAnyway();
    earlierJobs.add(job.network());
    job = runner.startJob();
  }

  private Outcome outcome(Spot spot, Fault fault, String word, Disturbed stage) {
    return new Outcome(
        spot, fault, word, stage.said(), stage.took().minus(deadline(spot)), Optional.empty());
  }

  /** A failure must not be another's too. */
  private String afterAll() {
    try {
      cleanUp();
      return "";
    } catch (AssertionError | RuntimeException e) {
      return "\nand the next job does not make up for it: " + e.getMessage();
    }
  }

  private Disturbed disturbed(Spot spot, Fault fault, Supplier<StageResult> stage) {
    var seen = new AtomicInteger();
    proxy.on(
        call -> inGeneral(call).equals(spot.call()) && seen.incrementAndGet() == spot.number(),
        exchange -> fault.serve(exchange, runner.slowness()));
    var started = System.nanoTime();
    var result = stage.get();
    var took = Duration.ofNanos(System.nanoTime() - started);
    proxy.passAll();
    assertThat(seen.get()).as("calls, or the fault came to nothing").isPositive();
    assertThat(took).as(result.log()).isLessThan(deadline(spot).plus(ALLOWANCE));
    var disturbed = new Disturbed(result, took);
    if (!disturbed.said().isEmpty()) {
      assertThat(disturbed.said()).containsPattern(fault.toldAs()).containsPattern(WHAT_TO_DO);
    }
    return disturbed;
  }

  /** It failed and said so, or the runner is where it was before main. */
  private String afterDetach(StageResult detach) {
    if (detach.exitCode() != 0) {
      assertThat(detach.dataOf("error")).as(detach.log()).hasSize(1);
      return "failed";
    }
    assertThatStage(detach).succeededWithAWarningAtMost();
    assertThat(runner.networks()).as(detach.log()).isEqualTo(before);
    return detach.dataOf("warning").isEmpty() ? "ok" : "ok, warned";
  }

  /** It failed and said so, or is attached as it said. */
  private String afterwards(StageResult main) {
    if (main.exitCode() != 0) {
      assertThatStage(main).failedWithOneError();
      return "failed";
    }
    assertThatStage(main).succeededWithAWarningAtMost().hasOutput("outcome", "attached");
    assertThat(runner.networks()).as(main.log()).contains(job.network());
    assertThat(main.outputs()).containsEntry("ip-address", runner.addressOn(job.network()));
    job.useService();
    return main.dataOf("warning").isEmpty() ? "ok" : "ok, warned";
  }

  /** Returns a mark if it took another job. */
  private String cleanUp() {
    var left = left();
    if (left.isEmpty()) {
      return "";
    }
    nextJob();
    var step = job.step();
    assertThatStage(step.main()).succeededWithAWarningAtMost().hasOutput("outcome", "attached");
    assertThatStage(step.post()).succeeded();
    assertThat(left()).as("left by a healthy job; before it: " + left).isEmpty();
    return "*";
  }

  private List<String> left() {
    var left = new ArrayList<>(runner.containersOfTheAction());
    runner.networks().stream()
        .filter(network -> !before.contains(network))
        .map("endpoint on "::concat)
        .forEach(left::add);
    runner.networksOfTheEngine().stream()
        .filter(earlierJobs::contains)
        .map("network "::concat)
        .forEach(left::add);
    left.addAll(runner.routingRules());
    return left;
  }

  private Duration deadline(Spot spot) {
    return spot.deadline(runner.deadlines());
  }

  /** Ends its last job, which must find its network free. */
  public void end() {
    job.end();
  }
}
