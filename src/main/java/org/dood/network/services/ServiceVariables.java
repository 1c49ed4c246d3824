package org.dood.network.services;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Variables with the addresses of services, such as {@code POSTGRES_HOST} and {@code
 * POSTGRES_PORT}, and with the host for Testcontainers.
 *
 * @param set the variables to set for later steps, with their values
 * @param kept the names of variables that exist already and keep their values
 * @param reserved the names that are not set because tools read them as settings of their own
 * @param withoutVariables the services that have no variables, since another one's have the names
 */
public record ServiceVariables(
    Map<String, String> set,
    List<String> kept,
    List<String> reserved,
    List<NameTaken> withoutVariables) {

  /**
   * A service whose variables would have the names of another service's: {@code DB} and {@code db},
   * or {@code my-db} and {@code my_db}.
   *
   * @param service the service that has no variables
   * @param by the service that has them: the one whose name sorts first
   * @param prefix what the names of the variables start with, such as {@code DB}
   */
  public record NameTaken(String service, String by, String prefix) {}

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
   * @param services the services, by name
   * @param existing the names of the variables that exist already
   */
  public static ServiceVariables of(
      List<Service> services, StepsLocation steps, Set<String> existing) {
    var byPrefix = new LinkedHashMap<String, String>();
    var withoutVariables = new ArrayList<NameTaken>();
    var all = new LinkedHashMap<String, String>();
    for (var service : services) {
      var prefix = inCapitals(service.name());
      var first = byPrefix.putIfAbsent(prefix, service.name());
      if (first == null) {
        all.putAll(of(prefix, Address.of(service, steps)));
      } else {
        withoutVariables.add(new NameTaken(service.name(), first, prefix));
      }
    }
    var reserved = all.keySet().stream().filter(ServiceVariables::isReserved).toList();
    all.keySet().removeAll(reserved);
    var kept = all.keySet().stream().filter(existing::contains).toList();
    all.keySet().removeAll(kept);
    return new ServiceVariables(all, kept, reserved, List.copyOf(withoutVariables));
  }

  /** The same with a further variable, unless it exists. */
  public ServiceVariables with(String variable, String value, Set<String> existing) {
    var more = new LinkedHashMap<>(set);
    var left = new ArrayList<>(kept);
    if (existing.contains(variable)) {
      left.add(variable);
    } else {
      more.put(variable, value);
    }
    return new ServiceVariables(more, List.copyOf(left), reserved, withoutVariables);
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
