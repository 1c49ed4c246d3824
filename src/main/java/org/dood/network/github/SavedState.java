package org.dood.network.github;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The state that main saves for post. It says where to look: what post undoes has the step's mark,
 * which only this run of the step knows.
 *
 * <p>The runner keeps the case of the names and passes them to post as {@code STATE_<name>}.
 */
public sealed interface SavedState {

  /**
   * Main attached the runner, or was about to.
   *
   * @param container the id of the attached container
   * @param networks the ids of the networks to which it is attached
   * @param mark the mark on each endpoint that says whose the attachment is
   * @param routes the aliases that mark how the runner's default route is kept
   * @param engine the address of the engine
   */
  record AttachedBy(
      String container, List<String> networks, String mark, List<String> routes, String engine)
      implements SavedState {}

  /** Main attached nothing. */
  record NothingAttached() implements SavedState {}

  /** Main saved nothing, or what it saved did not arrive completely. */
  record Lost() implements SavedState {}

  /** Reads the state as post receives it. */
  static SavedState from(Environment environment) {
    if (environment.get("STATE_attached").filter("false"::equals).isPresent()) {
      return new NothingAttached();
    }
    var container = environment.get("STATE_container");
    var networks = environment.get("STATE_networks");
    var mark = environment.get("STATE_mark");
    var engine = environment.get("STATE_engine");
    return container.isPresent() && networks.isPresent() && mark.isPresent() && engine.isPresent()
        ? new AttachedBy(
            container.get(),
            words(networks),
            mark.get(),
            words(environment.get("STATE_routes")),
            engine.get())
        : new Lost();
  }

  /** The entries to save, in order. */
  default Map<String, String> entries() {
    return switch (this) {
      case AttachedBy(var container, var networks, var mark, var routes, var engine) -> {
        var entries = new LinkedHashMap<String, String>();
        entries.put("attached", "true");
        entries.put("container", container);
        entries.put("networks", String.join(" ", networks));
        entries.put("mark", mark);
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
