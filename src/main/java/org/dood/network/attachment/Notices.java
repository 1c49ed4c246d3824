package org.dood.network.attachment;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dood.network.docker.Container;
import org.dood.network.docker.Endpoint;
import org.dood.network.docker.Engine;
import org.dood.network.docker.ListedContainer;
import org.dood.network.docker.Network;
import org.dood.network.runner.ActionContainer;
import org.dood.network.runner.Signature;

/** Looks for what the user should know though nothing stands in the way. */
final class Notices {

  private static final String SWARM_TASK = "com.docker.swarm.task.id";

  /** Docker's own bridge knows no names. */
  private static final String NAMELESS_NETWORK = "bridge";

  private final Engine engine;
  private final List<ListedContainer> running;
  private final AttachRequest request;
  private final Optional<ActionContainer> self;
  private final Target target;

  Notices(
      Engine engine,
      List<ListedContainer> running,
      AttachRequest request,
      Optional<ActionContainer> self,
      Target target) {
    this.running = running;
    this.engine = engine;
    this.request = request;
    this.self = self;
    this.target = target;
  }

  List<Notice> on(List<NetworkPlan> plans) {
    return Stream.of(
            workDirectory(request, self).stream(),
            swarmTask(plans),
            foreignAttachments(plans),
            collisions(plans.stream().map(NetworkPlan::network).toList()))
        .flatMap(notices -> notices)
        .toList();
  }

  static Optional<Notice> workDirectory(AttachRequest request, Optional<ActionContainer> self) {
    return self.filter(_ -> !request.commandFilesPresent())
        .map(own -> new Notice.WorkDirectoryNotShared(own.workDirectory()));
  }

  private Stream<Notice> swarmTask(List<NetworkPlan> plans) {
    var joins = plans.stream().anyMatch(NetworkPlan.Join.class::isInstance);
    return joins && target.namespace().labels().contains(SWARM_TASK)
        ? Stream.of(new Notice.SwarmTaskLosesGateway())
        : Stream.empty();
  }

  /** What cannot be claimed: this step's own container, and so its image, is not known. */
  private Stream<Notice> foreignAttachments(List<NetworkPlan> plans) {
    return plans.stream()
        .flatMap(plan ->
            switch (plan) {
              case NetworkPlan.LeaveAlone(_, Endpoint endpoint)
                  when self.isEmpty() && Signature.on(endpoint).isPresent() ->
                  Stream.of(new Notice.AttachedByAnotherRunner(endpoint.networkName()));
              case NetworkPlan.LeaveAlone _,
                  NetworkPlan.Join _,
                  NetworkPlan.Adopt _,
                  NetworkPlan.Share _ ->
                  Stream.empty();
            });
  }

  /** Where the runner has no other network that knows names, none can collide: no call is made. */
  private Stream<Notice> collisions(List<Network> networks) {
    var joined = networks.stream().map(Network::name).collect(Collectors.toSet());
    var others =
        target.namespace().endpoints().stream()
            .map(Endpoint::networkName)
            .filter(n -> !n.equals(NAMELESS_NETWORK) && !joined.contains(n))
            .collect(Collectors.toSet());
    if (others.isEmpty()) {
      return Stream.empty();
    }
    var services =
        running.stream()
            .filter(c ->
                c.networks().keySet().stream()
                    .anyMatch(n -> joined.contains(n) || others.contains(n)))
            .filter(c -> !c.id().equals(target.namespace().id()))
            .filter(c -> self.filter(own -> own.container().id().equals(c.id())).isEmpty())
            .flatMap(c -> engine.container(c.id()).stream())
            .toList();
    var known = networksByName(services, others);
    return networksByName(services, joined).entrySet().stream()
        .flatMap(e ->
            Optional.ofNullable(known.get(e.getKey()))
                .map(other -> new Notice.NameCollision(e.getKey(), e.getValue(), other))
                .stream());
  }

  private static Map<String, String> networksByName(
      List<Container> services, Set<String> networks) {
    var byName = new TreeMap<String, String>();
    for (var service : services) {
      for (var endpoint : service.endpoints()) {
        if (networks.contains(endpoint.networkName())) {
          Stream.concat(Stream.of(service.name()), endpoint.aliases().stream())
              .filter(name -> !service.id().value().startsWith(name))
              .forEach(name -> byName.put(name, endpoint.networkName()));
        }
      }
    }
    return byName;
  }
}
