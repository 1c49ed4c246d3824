package org.dood.network.sharing;

import org.dood.network.engine.model.ContainerId;
import org.dood.network.engine.model.NetworkId;

/**
 * An attachment that several jobs may need: of a container whose network namespace other containers
 * may use too, to a network.
 *
 * @param namespace the container
 * @param network the network
 */
public record SharedAttachment(ContainerId namespace, NetworkId network) {

  /** The value of the label by which a claim names its attachment. */
  String labelValue() {
    return namespace.value() + "." + network.value();
  }
}
