package org.dood.network.engine.model;

import java.util.List;
import java.util.Map;

/**
 * A container in one of the engine's lists.
 *
 * @param id its id
 * @param name its name, without the slash that the API puts before it
 * @param image the name of its image, as it was given
 * @param state what it is doing
 * @param labels its labels
 * @param mounts its mounts, as far as the list shows them
 * @param networks the networks that it is on, or will be when it starts: each one's name, and its
 *     id as far as the container was ever on it, else an empty one
 */
public record ListedContainer(
    ContainerId id,
    String name,
    String image,
    ContainerState state,
    Map<String, String> labels,
    List<Mount> mounts,
    Map<String, NetworkId> networks) {

  /** A container of which its id and its name are known at most. */
  public static ListedContainer of(LeftOut container) {
    return new ListedContainer(
        new ContainerId(container.id().orElse("")),
        container.name().orElse(""),
        "",
        new ContainerState(""),
        Map.of(),
        List.of(),
        Map.of());
  }

  /** Whether an engine's socket, or the directory that holds it, is mounted into it. */
  public boolean mountsEngineSocket() {
    return mounts.stream().anyMatch(Mount::leadsToEngineSocket);
  }
}
