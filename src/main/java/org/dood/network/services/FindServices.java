package org.dood.network.services;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.dood.network.engine.Engine;
import org.dood.network.engine.EngineException;
import org.dood.network.engine.model.Container;
import org.dood.network.engine.model.ContainerId;
import org.dood.network.engine.model.Endpoint;
import org.dood.network.engine.model.ListedContainer;
import org.dood.network.engine.model.ObjectName;
import org.dood.network.inputs.DeclaredService;
import org.dood.network.inputs.JobContext;
import org.dood.network.runner.Signature;

/**
 * Finds the job's services: the containers on the job's network that the runner declares, and those
 * that bear the same runner label as this step's own container and have an alias there. The job's
 * own container is none of them, whatever aliases its options give it.
 *
 * <p>One call lists the network's containers, and one more call inspects each service.
 */
public final class FindServices {

  private final Engine engine;
  private final String hostname;
  private final Function<Map<String, String>, Optional<String>> runnerLabel;
  private final JobContext job;

  /**
   * @param hostname this process's hostname, which is the start of its own container's id
   * @param runnerLabel finds the runner's label, given the labels of this step's own container
   * @param job what the runner says of the job
   */
  public FindServices(
      Engine engine,
      String hostname,
      Function<Map<String, String>, Optional<String>> runnerLabel,
      JobContext job) {
    this.engine = engine;
    this.hostname = hostname;
    this.runnerLabel = runnerLabel;
    this.job = job;
  }

  /**
   * The services on a network, by name, including those whose container has ended.
   *
   * @param network the network's name or id
   */
  public JobServices on(ObjectName network, StepsLocation steps) {
    try {
      return new JobServices.Found(steps, on(network));
    } catch (EngineException e) {
      return new JobServices.LookFailed(e.failure());
    }
  }

  private List<Service> on(ObjectName network) {
    var members =
        engine.containers().referringTo(network).stream()
            // Of this action, and with the runner's label too.
            .filter(m -> !m.labels().containsKey(Signature.PURPOSE_LABEL))
            .toList();
    var started =
        members.stream()
            .filter(this::isOwn)
            .flatMap(own -> runnerLabel.apply(own.labels()).stream())
            .flatMap(label -> startedBy(label, members));
    var declared = members.stream().filter(m -> declaredName(m.id()).isPresent());
    return Stream.concat(declared, started)
        .filter(m -> !isOwn(m) && !isJobContainer(m))
        .distinct()
        .flatMap(member -> service(member, network).stream())
        // Comparator.comparing would make the JVM generate a class.
        .sorted((one, other) -> one.name().compareTo(other.name()))
        .toList();
  }

  private Stream<ListedContainer> startedBy(String runner, List<ListedContainer> members) {
    return members.stream().filter(m -> m.labels().containsKey(runner));
  }

  private Optional<String> declaredName(ContainerId container) {
    return job.services().stream()
        .filter(service -> container.value().startsWith(service.container().value()))
        .map(DeclaredService::name)
        .findFirst();
  }

  private boolean isOwn(ListedContainer member) {
    return member.id().value().startsWith(hostname);
  }

  private boolean isJobContainer(ListedContainer member) {
    return job.container().filter(id -> member.id().value().startsWith(id.value())).isPresent();
  }

  private Optional<Service> service(ListedContainer member, ObjectName network) {
    return engine
        .containers()
        .find(member.id())
        .flatMap(container -> service(container, member.image(), network));
  }

  private Optional<Service> service(Container container, String image, ObjectName network) {
    return container.endpoints().stream()
        .filter(e -> isOn(e, network))
        .findFirst()
        .flatMap(e -> name(e, container).map(name -> service(name, container, image, e)));
  }

  private static boolean isOn(Endpoint endpoint, ObjectName network) {
    return endpoint.networkName().equals(network.value())
        || endpoint.network().value().startsWith(network.value());
  }

  private Optional<String> name(Endpoint endpoint, Container container) {
    return declaredName(container.id()).or(() -> alias(endpoint, container));
  }

  /**
   * The alias that the runner gave. Engines add the short form of the container's id, and no other
   * start of it: a service called {@code db} is one, whatever its container's id is.
   */
  private static Optional<String> alias(Endpoint endpoint, Container container) {
    return endpoint.aliases().stream()
        .filter(alias -> !alias.equals(container.id().shortForm()))
        .findFirst();
  }

  private static Service service(
      String name, Container container, String image, Endpoint endpoint) {
    return new Service(
        name,
        container.id(),
        endpoint.networkName(),
        endpoint.address(),
        endpoint.ipv6Address(),
        image,
        container.workload(),
        endpoint.aliases().contains(name));
  }
}
