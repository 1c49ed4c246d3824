package org.dood.network.services;

import java.util.List;
import java.util.stream.Stream;
import org.dood.network.engine.model.ContainerId;
import org.dood.network.engine.model.Port;
import org.dood.network.engine.model.Workload;

/**
 * A service of the job.
 *
 * @param name its key in the workflow
 * @param container the id of its container
 * @param network the name of the job's network
 * @param ip its IPv4 address there, or its IPv6 address if the network has no IPv4; empty while it
 *     has none
 * @param ipv6 its IPv6 address there; empty while it has none
 * @param image the name of its image, as the workflow gave it
 * @param workload the state of its container
 * @param answersByName whether steps reach it by its name. For this its name must be an alias on
 *     the job's network, as GitHub's runner makes it; GitHub's docker container hooks do not
 *     (actions/runner#2783)
 */
public record Service(
    String name,
    ContainerId container,
    String network,
    String ip,
    String ipv6,
    String image,
    Workload workload,
    boolean answersByName) {

  /** A service that answers by its name. */
  public Service(
      String name,
      ContainerId container,
      String network,
      String ip,
      String ipv6,
      String image,
      Workload workload) {
    this(name, container, network, ip, ipv6, image, workload, true);
  }

  /** Where others on the job's network reach it: its name, or its address if that has no alias. */
  public String host() {
    return answersByName ? name : ip;
  }

  /** The same, to be reached by its address alone. */
  Service answeringByAddress() {
    return new Service(name, container, network, ip, ipv6, image, workload, false);
  }

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
