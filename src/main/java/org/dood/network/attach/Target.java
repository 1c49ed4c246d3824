package org.dood.network.attach;

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

  /** Whether the runner uses the network namespace of another container. */
  public boolean sharesNamespace() {
    return !runner.id().equals(namespace.id());
  }
}
