package org.dood.network.integration.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dood.network.integration.support.StageResultAssert.assertThatStage;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** A runner behind a proxy that disturbs one call of one stage of a job, in job after job. */
public final class DisturbedRunner {

  /** The two stages of a step. */
  public enum Stage {
    MAIN,
    POST
  }

  /**
   * A call of a stage that goes well.
   *
   * @param call its method and resource, with what stands there for names that change
   * @param number which of the calls like it, from 1 on
   */
  public record Spot(Stage stage, String call, int number) {

    /** How long the action waits for it, by {@code docs/runners.md}. */
    Duration deadline() {
      if (call.endsWith("/top") || call.endsWith("/archive")) {
        return Duration.ofSeconds(3);
      }
      return Duration.ofSeconds(call.startsWith("GET ") ? 10 : 30);
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
   * @param complaint what is wrong with it; empty if nothing is
   */
  public record Outcome(Spot spot, Fault fault, String inAWord, Optional<String> complaint) {}

  private static final Pattern MADE =
      Pattern.compile("/containers/create\\?name=dood-network-action-([a-z]+)-");

  /** What it may take to start a stage and to make all the other calls, on a busy machine. */
  private static final Duration ALLOWANCE = Duration.ofSeconds(20);

  private final Workbench bench;
  private final EngineProxy proxy;
  private final SimulatedRunner runner;
  private final Service service;
  private final Set<String> before;
  private WorkflowJob job;

  private DisturbedRunner(Workbench bench, String network, Service service) {
    this.bench = bench;
    this.service = service;
    this.proxy = bench.engineProxy();
    this.runner = bench.runner().onNetwork(network).behind(proxy).start();
    this.before = runner.networks();
    this.job = runner.startJob(service);
  }

  /**
   * Starts one, on a network that has its default route only if that is kept.
   *
   * @param service its jobs' service, which publishes a port
   */
  public static DisturbedRunner start(Workbench bench, String network, Service service) {
    return new DisturbedRunner(bench, network, service);
  }

  /** The calls of both stages of a job in which nothing goes wrong. */
  public List<Spot> spots() {
    var step = job.step();
    var spots = new ArrayList<Spot>();
    spots.addAll(spotsOf(Stage.MAIN, step::main));
    spots.addAll(spotsOf(Stage.POST, step::post));
    return spots;
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
    for (var service : job.serviceContainers()) {
      resource = resource.replace(service, "{service}");
    }
    return call.method()
        + " "
        + resource
            .replaceAll("-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "-{uuid}")
            .replaceAll("[0-9a-f]{64}", "{id}")
            .replaceAll("github_network_[0-9a-f]{32}", "{network}")
            .replaceAll("/[0-9a-f]{12}/", "/{self}/");
  }

  /** Runs a job with a fault, and where that leaves something, a healthy one. */
  public Outcome disturb(Spot spot, Fault fault) {
    try {
      var step = job.step();
      var word =
          switch (spot.stage()) {
            case MAIN -> {
              var main = afterwards(disturbed(spot, fault, step::main));
              assertThatStage(step.post()).succeededWithAWarningAtMost();
              yield main;
            }
            case POST -> {
              assertThatStage(step.main()).succeeded();
              var post = disturbed(spot, fault, step::post);
              assertThatStage(post).succeededWithAWarningAtMost();
              yield post.dataOf("warning").isEmpty() ? "ok" : "warned";
            }
          };
      return new Outcome(spot, fault, word + cleanUp(), Optional.empty());
    } catch (AssertionError | RuntimeException e) {
      proxy.passAll();
      var complaint = "%s, %s: %s".formatted(spot, fault, e.getMessage());
      return new Outcome(spot, fault, "WRONG", Optional.of(complaint + afterAll()));
    }
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

  private StageResult disturbed(Spot spot, Fault fault, Supplier<StageResult> stage) {
    var seen = new AtomicInteger();
    proxy.on(
        call -> inGeneral(call).equals(spot.call()) && seen.incrementAndGet() == spot.number(),
        fault::serve);
    var started = System.nanoTime();
    var result = stage.get();
    var took = Duration.ofNanos(System.nanoTime() - started);
    proxy.passAll();
    assertThat(seen.get()).as("calls, or the fault came to nothing").isPositive();
    assertThat(took).as(result.log()).isLessThan(spot.deadline().plus(ALLOWANCE));
    return result;
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
    runner.run(Map.of(), "getent", "hosts", service.name()).output();
    return main.dataOf("warning").isEmpty() ? "ok" : "ok, warned";
  }

  /** Returns a mark if it took another job. */
  private String cleanUp() {
    if (left().isEmpty()) {
      return "";
    }
    var left = left();
    var earlier = job;
    earlier.endAnyway();
    job = runner.startJob(service);
    var step = job.step();
    assertThatStage(step.main()).succeededWithAWarningAtMost().hasOutput("outcome", "attached");
    assertThatStage(step.post()).succeeded();
    assertThat(left()).as("left by a healthy job; before it: " + left).isEmpty();
    assertThat(bench.networkNames()).doesNotContain(earlier.network());
    return "*";
  }

  private List<String> left() {
    var left = new ArrayList<>(runner.containersOfTheAction());
    runner.networks().stream()
        .filter(network -> !before.contains(network))
        .map("endpoint on "::concat)
        .forEach(left::add);
    runner
        .run(Map.of(), "ip", "rule")
        .output()
        .lines()
        .filter(rule -> rule.contains("7100"))
        .forEach(left::add);
    return left;
  }

  /** Ends its last job, which must find its network free. */
  public void end() {
    job.end();
  }
}
