package org.dood.network.engine.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A container, as far as it matters here.
 *
 * @param id its id
 * @param name its name, without the slash that the API puts before it
 * @param hostname the hostname that it was given
 * @param image the id of the image that it was made from
 * @param networkMode the network that it was started on, as given: a network's name, {@code host},
 *     {@code container:<id>} …
 * @param runtime the program that runs it, as the engine calls it, such as {@code runc}; may be
 *     empty
 * @param labels its labels
 * @param mounts its mounts, each tmpfs included
 * @param endpoints the networks that it is attached to
 * @param workload what runs in it
 */
public record Container(
    ContainerId id,
    String name,
    String hostname,
    String image,
    String networkMode,
    String runtime,
    Map<String, String> labels,
    List<Mount> mounts,
    List<Endpoint> endpoints,
    Workload workload) {

  /** Its attachment to a network. */
  public Optional<Endpoint> endpointOn(NetworkId network) {
    return endpoints.stream().filter(e -> e.network().equals(network)).findFirst();
  }

  /** The same container, with other endpoints. */
  public Container withEndpoints(List<Endpoint> others) {
    return new Container(
        id, name, hostname, image, networkMode, runtime, labels, mounts, others, workload);
  }

  /** Whether it uses the network namespace of another container. */
  public boolean usesNetworkOf(ContainerId other) {
    return networkMode.equals("container:" + other);
  }

  /** The source of the mount at a path. */
  public Optional<String> sourceMountedAt(String destination) {
    return mounts.stream()
        .filter(m -> m.destination().equals(destination))
        .map(Mount::source)
        .findFirst();
  }

  /** Whether a path in it lies under one of its mounts. */
  public boolean mountsOver(String path) {
    return mounts.stream().anyMatch(m -> m.covers(path));
  }

  /** Whether a path in it lies in a tmpfs, which the engine cannot look into. */
  public boolean hidesFromEngine(String path) {
    return mounts.stream().anyMatch(m -> m.isTmpfs() && m.covers(path));
  }
}
