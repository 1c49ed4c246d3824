package org.dood.network.attach;

import org.dood.network.engine.Container;

/**
 * What is to be attached for the sake of the runner.
 *
 * @param runner the container that the runner, or the job's steps, live in
 * @param namespace the container whose network namespace that one uses: mostly itself
 * @param evidence why it is taken for the runner's
 */
public record Target(Container runner, Container namespace, String evidence) {

  /** Whether the runner uses another container's network namespace. */
  public boolean sharesNamespace() {
    return !runner.id().equals(namespace.id());
  }
}
