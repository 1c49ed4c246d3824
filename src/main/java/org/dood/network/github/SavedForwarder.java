package org.dood.network.github;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The forwarder that main started, or was about to start, as saved for post. Like {@link
 * SavedState} it only spares calls, since the container has a mark too.
 *
 * @param container the name of the forwarder's container
 * @param engine the address of the engine
 */
public record SavedForwarder(String container, String engine) {

  /** Reads the entries as post receives them; empty if main saved none, or they did not arrive. */
  public static Optional<SavedForwarder> from(Environment environment) {
    var container = environment.get("STATE_forwarder");
    var engine = environment.get("STATE_engine");
    return container.flatMap(name -> engine.map(address -> new SavedForwarder(name, address)));
  }

  /** The entries to save, in order. */
  public Map<String, String> entries() {
    var entries = new LinkedHashMap<String, String>();
    entries.put("forwarder", container);
    entries.put("engine", engine);
    return entries;
  }
}
