package org.dood.network.integration.support;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the tests of one JVM share: the engine, and the action's image on it. Clears up at the end,
 * also when the JVM is told to stop.
 */
final class TestRun implements AutoCloseable {

  private final EngineUnderTest engine;
  private final Set<Workbench> open = ConcurrentHashMap.newKeySet();
  private Optional<ActionImage> image = Optional.empty();
  private boolean over;

  private TestRun(EngineUnderTest engine) {
    this.engine = engine;
  }

  static TestRun begin() {
    var run = new TestRun(EngineUnderTest.fromEnvironment());
    Runtime.getRuntime().addShutdownHook(new Thread(run::close));
    var bench = run.open();
    try {
      run.image = Optional.of(ActionImage.build(bench, ActionImage.Builder.LEGACY));
    } finally {
      run.end(bench);
    }
    return run;
  }

  /** One on another engine, which has this one's image. */
  TestRun on(EngineUnderTest other) {
    var run = new TestRun(other);
    run.image = image;
    return run;
  }

  EngineUnderTest engine() {
    return engine;
  }

  ActionImage image() {
    return image.orElseThrow();
  }

  Workbench open() {
    return open(Path.of("/tmp"));
  }

  /** Opens one whose directory lies below one that its engine's host sees at the same path. */
  synchronized Workbench open(Path parent) {
    if (over) {
      throw new IllegalStateException("the test run is over");
    }
    var bench = new Workbench(this, parent);
    open.add(bench);
    return bench;
  }

  void end(Workbench bench) {
    bench.close();
    open.remove(bench);
  }

  @Override
  public synchronized void close() {
    if (over) {
      return;
    }
    over = true;
    var failures = new ArrayList<Throwable>();
    List.copyOf(open).forEach(bench -> attempt(bench, failures));
    image.ifPresent(i -> attempt(i, failures));
    if (!failures.isEmpty()) {
      var failure = new AssertionError("could not clear up");
      failures.forEach(failure::addSuppressed);
      throw failure;
    }
  }

  private static void attempt(AutoCloseable resource, List<Throwable> failures) {
    try {
      resource.close();
    } catch (Exception | AssertionError e) {
      failures.add(e);
    }
  }
}
