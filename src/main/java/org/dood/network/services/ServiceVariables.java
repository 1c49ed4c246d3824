package org.dood.network.services;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Variables that say where services are, such as {@code POSTGRES_HOST} and {@code POSTGRES_PORT}.
 *
 * @param set those to be set for later steps, with their values
 * @param kept those that exist already and stay as they are
 */
public record ServiceVariables(Map<String, String> set, List<String> kept) {

  /** None. */
  public static final ServiceVariables NONE = new ServiceVariables(Map.of(), List.of());

  private static final Pattern NOT_IN_NAMES = Pattern.compile("[^A-Z0-9_]");

  /**
   * The variables of all services, for steps that run in a place.
   *
   * @param existing the names that there are already
   */
  public static ServiceVariables of(List<Service> services, Place place, Set<String> existing) {
    var all = new LinkedHashMap<String, String>();
    for (var service : services) {
      var address = Address.of(service, place);
      var name = NOT_IN_NAMES.matcher(service.name().toUpperCase(Locale.ROOT)).replaceAll("_");
      // Of two services whose names become one, the first has it.
      all.putIfAbsent(name + "_HOST", address.host());
      address.port().ifPresent(port -> all.putIfAbsent(name + "_PORT", port.toString()));
    }
    var kept = all.keySet().stream().filter(existing::contains).toList();
    all.keySet().removeAll(kept);
    return new ServiceVariables(all, kept);
  }
}
