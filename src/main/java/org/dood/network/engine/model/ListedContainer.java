package org.dood.network.engine.model;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A container in one of the engine's lists.
 *
 * @param id its id
 * @param name its name, without the slash that the API puts before it
 * @param state what it is doing
 * @param labels its labels
 * @param mounts its mounts, as far as the list shows them
 * @param networks the networks that it is on, or will be when it starts: each one's name, and its
 *     id as far as the container was ever on it, else an empty one
 */
public record ListedContainer(
    ContainerId id,
    String name,
    State state,
    Map<String, String> labels,
    List<Mount> mounts,
    Map<String, NetworkId> networks) {

  /** What a container is doing, as far as it matters to its networks. */
  public enum State {
    /** It runs. */
    RUNNING,
    /** It does not run, and can be started. */
    STOPPED,
    /** It will never run again. */
    GOING,
    /** It is between these, or in a state that is not known here. */
    OTHER;

    private static final Set<String> CAN_START =
        Set.of("created", "exited", "configured", "initialized", "stopped");
    private static final Set<String> CANNOT_START = Set.of("dead", "removing");

    /** Reads the word that the engine has for it, Docker or Podman. */
    public static State of(String word) {
      if (CAN_START.contains(word)) {
        return STOPPED;
      }
      if (CANNOT_START.contains(word)) {
        return GOING;
      }
      return word.equals("running") ? RUNNING : OTHER;
    }
  }

  /** Whether an engine's socket, or the directory that holds it, is mounted into it. */
  public boolean mountsEngineSocket() {
    return mounts.stream().anyMatch(Mount::leadsToEngineSocket);
  }
}
