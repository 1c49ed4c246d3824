package org.dood.network.integration.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dood.network.integration.support.StageResultAssert.assertThatStage;

import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.NotFoundException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.dood.network.integration.support.Fate.End;

/**
 * Job after job on several runners of one engine of our own, some of which are killed. The jobs of
 * every second runner have a service that steps talk to, at {@code localhost} too. Every second job
 * detaches the runner before it ends.
 */
public final class Soak {

  private static final Duration UNTIL_STAGE = Duration.ofSeconds(30);

  private final NestedEngine engine;
  private final Workbench bench;
  private final List<SimulatedRunner> runners = new ArrayList<>();
  private final Set<SimulatedRunner> talkative = new HashSet<>();
  private final Service echo;
  private final Set<String> homes;
  private final Map<SimulatedRunner, Set<String>> ownNetworks = new ConcurrentHashMap<>();
  private final Map<End, Integer> ends = Collections.synchronizedMap(new EnumMap<>(End.class));
  private final AtomicInteger looks = new AtomicInteger();
  private final AtomicInteger detaches = new AtomicInteger();
  private int restarts;

  /**
   * Starts the runners.
   *
   * @param bench on the engine
   */
  public Soak(NestedEngine engine, Workbench bench, int runners) {
    this.engine = engine;
    this.bench = bench;
    var compose = bench.network("runners_default");
    this.homes = Set.of("bridge", compose);
    for (int i = 0; i < runners; i++) {
      var description = bench.runner();
      var runner = (i % 2 == 0 ? description.onNetwork(compose) : description).start();
      this.runners.add(runner);
      if (i % 2 == 0) {
        talkative.add(runner);
      }
    }
    this.echo = EchoService.service(bench);
  }

  /** Runs the jobs, and at the end one on each runner that lives. */
  public void run(List<Fate> fates, Random random) {
    var left = new ConcurrentLinkedQueue<>(fates);
    var over = new AtomicBoolean();
    var watch = aside(() -> watch(over, random));
    var work = runners.stream().map(r -> aside(() -> work(r, left))).toList();
    try {
      work.forEach(CompletableFuture::join);
    } finally {
      over.set(true);
    }
    watch.join();
    for (var runner : runners) {
      bench.keepUp(runner.container());
      live(runner, Duration.ZERO);
    }
  }

  /** How many jobs ended how. */
  public Map<End, Integer> ends() {
    return Map.copyOf(ends);
  }

  /** How many jobs did not live. */
  public int killed() {
    return ends().entrySet().stream()
        .filter(end -> end.getKey() != End.LIVES)
        .mapToInt(Map.Entry::getValue)
        .sum();
  }

  /** How many times all runners' networks were looked at. */
  public int looks() {
    return looks.get();
  }

  /** Nothing is on the engine but the runners, each on the network that it was started on. */
  public void assertNothingLeft() {
    assertThat(bench.networkNames()).noneMatch(name -> name.startsWith("github_network_"));
    assertThat(bench.containerNames()).hasSameSizeAs(runners);
    for (var runner : runners) {
      assertThat(runner.networks()).hasSize(1).isSubsetOf(homes);
      assertThat(runner.run(Map.of(), "ip", "rule").output()).doesNotContain("7100");
    }
  }

  private void work(SimulatedRunner runner, Queue<Fate> left) {
    for (var fate = left.poll(); fate != null; fate = left.poll()) {
      var restartsBefore = restarts();
      var end = fate.end();
      try {
        bench.keepUp(runner.container());
        end = take(runner, fate);
      } catch (AssertionError | RuntimeException e) {
        if (restarts() == restartsBefore) {
          throw new AssertionError("a job that was to end so: " + fate, e);
        }
        end = End.ENGINE_RESTARTED;
      }
      ends.merge(end, 1, Integer::sum);
      if (end == End.LIVES && fate.end() != End.LIVES) {
        left.add(fate.sooner());
      }
    }
  }

  /** Returns how the job ended in fact: what is to be killed can be faster. */
  private End take(SimulatedRunner runner, Fate fate) {
    var delay = Duration.ofMillis(fate.millis());
    return switch (fate.end()) {
      case LIVES -> live(runner, delay);
      case ACTION_KILLED -> loseAction(runner, fate.stage(), delay);
      case RUNNER_KILLED -> {
        var kill = after(delay, () -> bench.kill(runner.container()));
        var lived = livesWhileItCan(runner);
        kill.join();
        yield lived ? End.LIVES : End.RUNNER_KILLED;
      }
      case ENGINE_RESTARTED -> {
        var restart = after(delay, this::restart);
        var _ = livesWhileItCan(runner);
        restart.join();
        yield End.ENGINE_RESTARTED;
      }
    };
  }

  private End live(SimulatedRunner runner, Duration work) {
    var job = start(runner);
    var step = step(job);
    assertThatStage(step.main()).succeededWithAWarningAtMost().hasOutput("outcome", "attached");
    Poll.pass(work);
    assertThat(runner.networks()).as("just before post").contains(job.network());
    useService(runner);
    if (detaches.getAndIncrement() % 2 == 0) {
      assertThatStage(job.detachStep().main()).succeeded().says("Detached");
      assertThatStage(step.post()).succeeded().says("gone already");
    } else {
      assertThatStage(step.post()).succeeded().says("Detached");
    }
    job.end();
    return End.LIVES;
  }

  /** As a later step does. */
  private void useService(SimulatedRunner runner) {
    if (!talkative.contains(runner)) {
      runner.run(Map.of(), "getent", "hosts", "web").output();
      return;
    }
    var port = Integer.toString(EchoService.PORT);
    for (var host : List.of(echo.name(), "localhost")) {
      assertThat(runner.run(Map.of(), EchoService.say("hello", host, port)).output())
          .as("what %s:%s says", host, port)
          .isEqualTo("hello");
    }
  }

  private End loseAction(SimulatedRunner runner, Fate.Stage stage, Duration delay) {
    var job = start(runner);
    var step = step(job);
    var killed = new AtomicBoolean();
    switch (stage) {
      case MAIN -> {
        var kill = aside(() -> killStage(runner, delay, killed));
        step.main();
        kill.join();
        assertThatStage(step.post()).succeededWithAWarningAtMost();
      }
      case POST -> {
        assertThatStage(step.main()).succeededWithAWarningAtMost();
        var kill = aside(() -> killStage(runner, delay, killed));
        step.post();
        kill.join();
      }
    }
    job.endAnyway();
    return killed.get() ? End.ACTION_KILLED : End.LIVES;
  }

  private void killStage(SimulatedRunner runner, Duration delay, AtomicBoolean killed) {
    var stage = new ArrayList<String>();
    Poll.until(
        "a stage runs",
        UNTIL_STAGE,
        () -> {
          runner.stageThatRuns().ifPresent(stage::add);
          return !stage.isEmpty();
        });
    Poll.pass(delay);
    try {
      bench.kill(stage.getFirst());
      killed.set(true);
    } catch (NotFoundException | ConflictException _) {
      // It was faster.
    }
  }

  /** A job on a runner that is about to die under it. Returns whether it was over before. */
  private boolean livesWhileItCan(SimulatedRunner runner) {
    try {
      live(runner, Duration.ofMillis(500));
      return true;
    } catch (AssertionError | RuntimeException _) {
      return false;
    }
  }

  private WorkflowJob start(SimulatedRunner runner) {
    var job = talkative.contains(runner) ? runner.startJob(echo) : runner.startJobWithService();
    networksOf(runner).add(job.network());
    return job;
  }

  private static ActionStep step(WorkflowJob job) {
    return job.step().with("localhost", "exposed").with("localhost-ports", "18200-18209");
  }

  private Set<String> networksOf(SimulatedRunner runner) {
    return ownNetworks.computeIfAbsent(runner, _ -> ConcurrentHashMap.newKeySet());
  }

  private static CompletableFuture<Void> after(Duration delay, Runnable act) {
    return aside(() -> {
      Poll.pass(delay);
      act.run();
    });
  }

  private static CompletableFuture<Void> aside(Runnable act) {
    return CompletableFuture.runAsync(act, Thread::startVirtualThread);
  }

  private synchronized void restart() {
    restarts++;
    engine.restart();
  }

  /** How many there were; while there is one, nobody begins a job. */
  private synchronized int restarts() {
    return restarts;
  }

  /** No runner is ever on a network that is neither its own nor its job's. */
  private void watch(AtomicBoolean over, Random random) {
    while (!over.get()) {
      var restartsBefore = restarts();
      try {
        for (var runner : runners) {
          var strange = new HashSet<>(runner.networks());
          strange.removeAll(homes);
          strange.removeAll(networksOf(runner));
          assertThat(strange).as("networks that are no job's of this runner").isEmpty();
        }
        looks.incrementAndGet();
      } catch (RuntimeException e) {
        if (restarts() == restartsBefore) {
          throw e;
        }
      }
      Poll.pass(Duration.ofMillis(random.nextLong(500)));
    }
  }
}
