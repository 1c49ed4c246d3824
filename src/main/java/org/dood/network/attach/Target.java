package org.dood.network.attach;

import java.util.List;
import org.dood.network.engine.model.Container;

/**
 * The container to attach.
 *
 * @param runner the container that the runner, or the job's steps, run in
 * @param namespace the container whose network namespace the runner uses, which is the one to
 *     attach: mostly the runner's container itself
 * @param evidence why {@code runner} is taken for the runner's container
 */
public record Target(Container runner, Container namespace, Evidence evidence) {

  /** Parts of the names that runtimes of sandboxes have in their instructions for engines. */
  private static final List<String> SANDBOXES = List.of("runsc", "gvisor", "kata");

  /**
   * Whether the runner is in a sandbox. gVisor and Kata Containers do not take up an interface that
   * is made while they run (google/gvisor#2280).
   */
  boolean isSandbox() {
    return SANDBOXES.stream().anyMatch(runner.runtime()::contains);
  }

  /** Whether the runner uses the network namespace of another container. */
  public boolean sharesNamespace() {
    return !runner.id().equals(namespace.id());
  }
}
