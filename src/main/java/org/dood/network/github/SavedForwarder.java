package org.dood.network.github;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The forwarder that main started, or was about to start, as saved for post.
 *
 * @param container the name of the forwarder's container
 * @param mark the mark that the container has
 * @param engine the address of the engine
 */
public record SavedForwarder(String container, String mark, String engine) {

  /** Reads the entries as post receives them; empty if main saved none, or they did not arrive. */
  public static Optional<SavedForwarder> from(Environment environment) {
    var container = environment.get("STATE_forwarder");
    var mark = environment.get("STATE_mark");
    var engine = environment.get("STATE_engine");
    return container.isPresent() && mark.isPresent() && engine.isPresent()
        ? Optional.of(new SavedForwarder(container.get(), mark.get(), engine.get()))
        : Optional.empty();
  }

  /** The entries to save, in order. */
  public Map<String, String> entries() {
    var entries = new LinkedHashMap<String, String>();
    entries.put("forwarder", container);
    entries.put("mark", mark);
    entries.put("engine", engine);
    return entries;
  }
}
