package org.dood.network.services;

import java.util.List;
import java.util.stream.Stream;
import org.dood.network.engine.model.ContainerId;
import org.dood.network.engine.model.Port;
import org.dood.network.engine.model.Workload;

/**
 * A service of the job.
 *
 * @param name its key in the workflow, which is also its alias on the job's network
 * @param container the id of its container
 * @param network the name of the job's network
 * @param ip its IPv4 address there, or its IPv6 address if the network has no IPv4; empty while it
 *     has none
 * @param ipv6 its IPv6 address there; empty while it has none
 * @param image the name of its image, as the workflow gave it
 * @param workload the state of its container
 */
public record Service(
    String name,
    ContainerId container,
    String network,
    String ip,
    String ipv6,
    String image,
    Workload workload) {

  /** The ports of its container: published ones first, since the workflow names those. */
  public List<Port> ports() {
    return Stream.concat(
            publishedPorts().stream(),
            workload.ports().stream().filter(port -> port.published().isEmpty()))
        .toList();
  }

  /** The ports that the workflow publishes. */
  public List<Port> publishedPorts() {
    return workload.ports().stream().filter(port -> !port.published().isEmpty()).toList();
  }

  /** The TCP ports that clients are meant to use: the published ones, or if none is, all. */
  public List<Integer> tcpPorts() {
    return (publishedPorts().isEmpty() ? workload.ports() : publishedPorts())
        .stream().filter(Port::isTcp).map(Port::number).toList();
  }
}
