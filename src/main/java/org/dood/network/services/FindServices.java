package org.dood.network.services;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.dood.network.engine.Container;
import org.dood.network.engine.Endpoint;
import org.dood.network.engine.Engine;
import org.dood.network.engine.EngineException;
import org.dood.network.engine.ListedContainer;
import org.dood.network.engine.ObjectName;

/**
 * Finds the job's services: the containers on its network that bear the runner's label, as our own
 * does, and a name there, which a job's own container has not.
 *
 * <p>One call lists the network's containers, and one more is made for each service.
 */
public final class FindServices {

  private final Engine engine;
  private final String hostname;
  private final Function<Set<String>, Optional<String>> runnerLabel;

  /**
   * @param hostname this process's hostname, the start of its container's id
   * @param runnerLabel finds the runner's label among the names of a container's labels
   */
  public FindServices(
      Engine engine, String hostname, Function<Set<String>, Optional<String>> runnerLabel) {
    this.engine = engine;
    this.hostname = hostname;
    this.runnerLabel = runnerLabel;
  }

  /** The services on a network, by name; those too that run no more. */
  public JobServices on(ObjectName network, StepsLocation place) {
    try {
      return new JobServices.Found(place, on(network));
    } catch (EngineException e) {
      return new JobServices.LookFailed(e.failure());
    }
  }

  private List<Service> on(ObjectName network) {
    var members = engine.containersOn(network);
    return members.stream()
        .filter(this::isThis)
        .flatMap(own -> runnerLabel.apply(own.labels().keySet()).stream())
        .flatMap(label -> startedBy(label, members))
        .flatMap(member -> engine.container(member.id()).stream())
        .flatMap(container -> service(container, network).stream())
        .sorted((one, other) -> one.name().compareTo(other.name()))
        .toList();
  }

  private Stream<ListedContainer> startedBy(String runner, List<ListedContainer> members) {
    return members.stream().filter(m -> !isThis(m) && m.labels().containsKey(runner));
  }

  private boolean isThis(ListedContainer member) {
    return member.id().value().startsWith(hostname);
  }

  private static Optional<Service> service(Container container, ObjectName network) {
    return container.endpoints().stream()
        .filter(e -> isOn(e, network))
        .findFirst()
        .flatMap(e -> name(e, container).map(name -> service(name, container, e)));
  }

  private static boolean isOn(Endpoint endpoint, ObjectName network) {
    return endpoint.networkName().equals(network.value())
        || endpoint.network().value().startsWith(network.value());
  }

  /** The runner gives its name first; engines add the start of the container's id. */
  private static Optional<String> name(Endpoint endpoint, Container container) {
    return endpoint.aliases().stream()
        .filter(alias -> !container.id().value().startsWith(alias))
        .findFirst();
  }

  private static Service service(String name, Container container, Endpoint endpoint) {
    return new Service(
        name, container.id(), endpoint.networkName(), endpoint.ipAddress(), container.workload());
  }
}
