package org.dood.network.services;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Variables with the addresses of services, such as {@code POSTGRES_HOST} and {@code
 * POSTGRES_PORT}.
 *
 * @param set the variables to set for later steps, with their values
 * @param kept the names of variables that exist already and keep their values
 * @param reserved the names that are not set because tools read them as settings of their own
 */
public record ServiceVariables(Map<String, String> set, List<String> kept, List<String> reserved) {

  /**
   * How names start that the Docker client and other tools read. With {@code DOCKER_HOST} set to a
   * service, the runner's own calls to its engine would fail, those of the post step among them.
   */
  private static final List<String> RESERVED =
      List.of(
          "ACTIONS_",
          "BUILDKIT_",
          "BUILDX_",
          "COMPOSE_",
          "CONTAINERS_",
          "CONTAINER_",
          "DOCKER_",
          "GH_",
          "GITHUB_",
          "KUBERNETES_",
          "PODMAN_",
          "RUNNER_",
          "TESTCONTAINERS_");

  private static final Pattern NOT_IN_NAMES = Pattern.compile("[^A-Z0-9_]");

  /**
   * The variables of all services, for steps that run at a location.
   *
   * @param existing the names of the variables that exist already
   */
  public static ServiceVariables of(
      List<Service> services, StepsLocation steps, Set<String> existing) {
    // Names such as "a-b" and "a_b" become the same variable: the first service gets it.
    var byName = new LinkedHashMap<String, Address>();
    services.forEach(s -> byName.putIfAbsent(inCapitals(s.name()), Address.of(s, steps)));
    var all = new LinkedHashMap<String, String>();
    byName.forEach((name, address) -> all.putAll(of(name, address)));
    var reserved = all.keySet().stream().filter(ServiceVariables::isReserved).toList();
    all.keySet().removeAll(reserved);
    var kept = all.keySet().stream().filter(existing::contains).toList();
    all.keySet().removeAll(kept);
    return new ServiceVariables(all, kept, reserved);
  }

  private static boolean isReserved(String variable) {
    return RESERVED.stream().anyMatch(variable::startsWith);
  }

  /** No variable if the host is unknown: a port alone is of no use. */
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
