package org.dood.network.sharing;

import org.dood.network.engine.ContainerId;
import org.dood.network.engine.NetworkId;

/**
 * A container on a network.
 *
 * @param namespace the container, whose network namespace others may use too
 * @param network the network
 */
public record Attachment(ContainerId namespace, NetworkId network) {

  /** As a label's value. */
  @Override
  public String toString() {
    return namespace.value() + "." + network.value();
  }
}
