package org.dood.network.services;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** A network on which nothing resolves and no port accepts, unless a test says otherwise. */
final class FakeNetworkAccess implements NetworkAccess {

  private final Set<String> accepting = new HashSet<>();
  private final Set<String> answering = new HashSet<>();
  private final Set<String> resolving = new HashSet<>();
  private final Set<String> stalling = new HashSet<>();
  private final List<String> asked = new CopyOnWriteArrayList<>();

  FakeNetworkAccess accepting(String host, int port) {
    accepting.add(host + ":" + port);
    return this;
  }

  FakeNetworkAccess answering(String host, int port) {
    answering.add(host + ":" + port);
    return this;
  }

  FakeNetworkAccess resolving(String name) {
    resolving.add(name);
    return this;
  }

  /** Gives no answer for {@code name} or {@code name:port}. */
  FakeNetworkAccess stalling(String question) {
    stalling.add(question);
    return this;
  }

  /** The names and ports that were tried. */
  List<String> asked() {
    return List.copyOf(asked);
  }

  @Override
  public boolean resolves(String name) {
    return answer(name, resolving);
  }

  @Override
  public boolean accepts(String host, int port) {
    return answer(host + ":" + port, accepting);
  }

  @Override
  public boolean answers(String host, int port) {
    return answer(host + ":" + port, answering);
  }

  private boolean answer(String question, Set<String> yes) {
    asked.add(question);
    if (stalling.contains(question)) {
      stall();
    }
    return yes.contains(question);
  }

  private static void stall() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
