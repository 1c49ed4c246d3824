package org.dood.network.github;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The container that main started to listen at {@code localhost}, or was about to, as saved for
 * post. Only a short cut, as {@link SavedState} is: the container is labelled too.
 *
 * @param container its name
 * @param engine the address of the engine
 */
public record SavedForwarder(String container, String engine) {

  /** What main saved, as post receives it; empty if there is none, or it did not arrive. */
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
