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

  private static final Pattern NOT_IN_NAMES = Pattern.compile("[^A-Z0-9_]");

  /**
   * The variables of all services, for steps that run in a place.
   *
   * @param existing the names that there are already
   */
  public static ServiceVariables of(
      List<Service> services, StepsLocation place, Set<String> existing) {
    // Of two services whose names become one, the first has it.
    var byName = new LinkedHashMap<String, Address>();
    services.forEach(s -> byName.putIfAbsent(inCapitals(s.name()), Address.of(s, place)));
    var all = new LinkedHashMap<String, String>();
    byName.forEach((name, address) -> all.putAll(of(name, address)));
    var kept = all.keySet().stream().filter(existing::contains).toList();
    all.keySet().removeAll(kept);
    return new ServiceVariables(all, kept);
  }

  /** None where the host is not known: a port alone leads nowhere. */
  private static Map<String, String> of(String name, Address address) {
    var variables = new LinkedHashMap<String, String>();
    if (!address.host().isEmpty()) {
      variables.put(name + "_HOST", address.host());
      address.port().ifPresent(port -> variables.put(name + "_PORT", port.toString()));
    }
    return variables;
  }

  private static String inCapitals(String name) {
    return NOT_IN_NAMES.matcher(name.toUpperCase(Locale.ROOT)).replaceAll("_");
  }
}
