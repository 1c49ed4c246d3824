package org.dood.network.actions;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What main saves for post. Only a short cut: what main attached is recorded on the endpoint too.
 *
 * <p>The runner keeps the names' case and hands them to post as {@code STATE_<name>}.
 */
public sealed interface SavedState {

  /** Main attached the runner, or was about to. */
  record AttachedBy(String container, String network, String alias) implements SavedState {}

  /** Main looked and attached nothing. */
  record NothingAttached() implements SavedState {}

  /** Main saved nothing, or it did not arrive whole. */
  record Lost() implements SavedState {}

  /** What main saved, as post receives it. */
  static SavedState from(Environment environment) {
    if (environment.get("STATE_attached").filter("false"::equals).isPresent()) {
      return new NothingAttached();
    }
    return environment
        .get("STATE_container")
        .flatMap(container ->
            environment
                .get("STATE_network")
                .flatMap(network ->
                    environment
                        .get("STATE_alias")
                        .<SavedState>map(alias -> new AttachedBy(container, network, alias))))
        .orElseGet(Lost::new);
  }

  /** The entries to save, in order. */
  default Map<String, String> entries() {
    return switch (this) {
      case AttachedBy(String container, String network, String alias) -> {
        var entries = new LinkedHashMap<String, String>();
        entries.put("attached", "true");
        entries.put("container", container);
        entries.put("network", network);
        entries.put("alias", alias);
        yield entries;
      }
      case NothingAttached() -> Map.of("attached", "false");
      case Lost() -> Map.of();
    };
  }
}
