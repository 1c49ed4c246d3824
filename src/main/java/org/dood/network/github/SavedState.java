package org.dood.network.github;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What main saves for post. Only a short cut: what main attached is recorded on the endpoint too.
 *
 * <p>The runner keeps the names' case and hands them to post as {@code STATE_<name>}.
 */
public sealed interface SavedState {

  /**
   * Main attached the runner, or was about to.
   *
   * @param container the id of the container that it attached
   * @param networks the ids of the networks that it attached it to
   * @param alias the name on each endpoint that says whose the attachment is
   * @param routes the names that record how the runner's default route is kept
   * @param engine the address of the engine
   */
  record AttachedBy(
      String container, List<String> networks, String alias, List<String> routes, String engine)
      implements SavedState {}

  /** Main looked and attached nothing. */
  record NothingAttached() implements SavedState {}

  /** Main saved nothing, or it did not arrive whole. */
  record Lost() implements SavedState {}

  /** What main saved, as post receives it. */
  static SavedState from(Environment environment) {
    if (environment.get("STATE_attached").filter("false"::equals).isPresent()) {
      return new NothingAttached();
    }
    var container = environment.get("STATE_container");
    var networks = environment.get("STATE_networks");
    var alias = environment.get("STATE_alias");
    var engine = environment.get("STATE_engine");
    return container.isPresent() && networks.isPresent() && alias.isPresent() && engine.isPresent()
        ? new AttachedBy(
            container.get(),
            words(networks),
            alias.get(),
            words(environment.get("STATE_routes")),
            engine.get())
        : new Lost();
  }

  /** The entries to save, in order. */
  default Map<String, String> entries() {
    return switch (this) {
      case AttachedBy(var container, var networks, var alias, var routes, var engine) -> {
        var entries = new LinkedHashMap<String, String>();
        entries.put("attached", "true");
        entries.put("container", container);
        entries.put("networks", String.join(" ", networks));
        entries.put("alias", alias);
        entries.put("routes", String.join(" ", routes));
        entries.put("engine", engine);
        yield entries;
      }
      case NothingAttached() -> Map.of("attached", "false");
      case Lost() -> Map.of();
    };
  }

  private static List<String> words(Optional<String> text) {
    return text.stream().flatMap(t -> Stream.of(t.split(" "))).toList();
  }
}
