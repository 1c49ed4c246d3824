package org.dood.network.attach;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.dood.network.engine.Engine;
import org.dood.network.engine.model.Container;
import org.dood.network.engine.model.ContainerId;
import org.dood.network.engine.model.Endpoint;
import org.dood.network.engine.model.ListedContainer;
import org.dood.network.engine.model.Network;
import org.dood.network.engine.model.ObjectName;
import org.dood.network.runner.OwnContainer;
import org.dood.network.runner.Signature;

/** Finds what the user should know, although the job can go on. */
final class FindNotices {

  private static final String SWARM_TASK = "com.docker.swarm.task.id";

  /** On Docker's default bridge, containers do not know each other by name. */
  private static final String NETWORK_WITHOUT_NAMES = "bridge";

  private final Engine engine;
  private final List<ListedContainer> running;
  private final AttachRequest request;
  private final Optional<OwnContainer> own;
  private final Target target;

  FindNotices(
      Engine engine,
      List<ListedContainer> running,
      AttachRequest request,
      Optional<OwnContainer> own,
      Target target) {
    this.running = running;
    this.engine = engine;
    this.request = request;
    this.own = own;
    this.target = target;
  }

  /** Finds the notices about what is planned. */
  List<Notice> about(List<NetworkPlan> plans) {
    return Stream.of(
            workDirectory(request, own).stream(),
            swarmTask(plans),
            sandbox(plans),
            foreignAttachments(plans),
            aliasesNotSet(plans),
            collisions(plans.stream().map(NetworkPlan::network).toList()))
        .flatMap(notices -> notices)
        .toList();
  }

  /** The notice about a work directory that is not the runner's; empty if it is the runner's. */
  static Optional<Notice> workDirectory(AttachRequest request, Optional<OwnContainer> own) {
    return own.flatMap(container ->
        switch (request.commandFiles()) {
          case PRESENT -> Optional.empty();
          case MISSING -> Optional.of(new Notice.WorkDirectoryNotShared(container.workDirectory()));
          case DENIED -> Optional.of(new Notice.WorkDirectoryDenied(container.workDirectory()));
        });
  }

  private Stream<Notice> swarmTask(List<NetworkPlan> plans) {
    return joins(plans) && target.namespace().labels().containsKey(SWARM_TASK)
        ? Stream.of(new Notice.SwarmTaskLosesGateway())
        : Stream.empty();
  }

  /** An earlier step that made the attachment has told of it. */
  private Stream<Notice> sandbox(List<NetworkPlan> plans) {
    return joins(plans) && target.isSandbox()
        ? Stream.of(new Notice.SandboxedRunner(target.runner().runtime()))
        : Stream.empty();
  }

  private static boolean joins(List<NetworkPlan> plans) {
    return plans.stream().anyMatch(NetworkPlan.Join.class::isInstance);
  }

  /**
   * Attachments of others that cannot be claimed, since this step's own container is not known, and
   * so neither is an image for the claim.
   */
  private Stream<Notice> foreignAttachments(List<NetworkPlan> plans) {
    return plans.stream()
        .flatMap(plan ->
            switch (plan) {
              case NetworkPlan.LeaveAlone(_, Endpoint endpoint)
                  when own.isEmpty() && Signature.on(endpoint).isPresent() ->
                  Stream.of(new Notice.AttachedByAnotherRunner(endpoint.networkName()));
              case NetworkPlan.LeaveAlone _, NetworkPlan.Join _, NetworkPlan.Share _ ->
                  Stream.empty();
            });
  }

  /** Aliases are set on the network that the input {@code network} names, which comes first. */
  private Stream<Notice> aliasesNotSet(List<NetworkPlan> plans) {
    var aliases = request.inputs().aliases().stream().map(ObjectName::value).toList();
    if (aliases.isEmpty()) {
      return Stream.empty();
    }
    return request.inputs().network().isPresent()
        ? plans.stream().limit(1).flatMap(plan -> aliasesNotSet(plan).stream())
        : Stream.of(new Notice.AliasesWithoutNetwork(aliases));
  }

  /** The engine sets aliases only when it makes an endpoint. */
  private Optional<Notice> aliasesNotSet(NetworkPlan plan) {
    return switch (plan) {
      case NetworkPlan.Join _ -> Optional.empty();
      case NetworkPlan.Share(_, Endpoint endpoint, _, boolean ofSameJob, _) ->
          aliasesNotSet(endpoint, ofSameJob ? Notice.Who.ANOTHER_STEP : Notice.Who.ANOTHER_JOB);
      case NetworkPlan.LeaveAlone(_, Endpoint endpoint) ->
          aliasesNotSet(
              endpoint,
              Signature.on(endpoint).isPresent() ? Notice.Who.ANOTHER_STEP : Notice.Who.OTHERS);
    };
  }

  private Optional<Notice> aliasesNotSet(Endpoint endpoint, Notice.Who by) {
    return Optional.of(
            request.inputs().aliases().stream()
                .map(ObjectName::value)
                .filter(alias -> !endpoint.aliases().contains(alias))
                .toList())
        .filter(missing -> !missing.isEmpty())
        .map(missing -> new Notice.AliasesNotSet(missing, endpoint.networkName(), by));
  }

  /** Makes no call if the runner is on one network with names only, where none can collide. */
  private Stream<Notice> collisions(List<Network> networks) {
    var joined = networks.stream().map(Network::name).toList();
    var known =
        Stream.concat(
                joined.stream(), target.namespace().endpoints().stream().map(Endpoint::networkName))
            .filter(n -> !n.equals(NETWORK_WITHOUT_NAMES))
            .distinct()
            .toList();
    if (known.size() < 2) {
      return Stream.empty();
    }
    var services =
        running.stream()
            .filter(c -> c.networks().keySet().stream().anyMatch(known::contains))
            .filter(c -> !c.id().equals(target.namespace().id()))
            .filter(c -> own.filter(o -> o.container().id().equals(c.id())).isEmpty())
            .flatMap(c -> engine.containers().find(c.id()).stream())
            .toList();
    return bearersByName(services, known).stream()
        .filter(bearers -> joined.contains(bearers.getFirst().network()))
        .flatMap(bearers -> collision(bearers).stream());
  }

  /** A container that has a name on a network. */
  private record Bearer(String name, String network, ContainerId container) {}

  /** The containers of each name, in the order of the names and, for one name, of the networks. */
  private static Collection<List<Bearer>> bearersByName(
      List<Container> services, List<String> networks) {
    var byName = new TreeMap<String, List<Bearer>>();
    for (var network : networks) {
      for (var service : services) {
        service.endpoints().stream()
            .filter(e -> e.networkName().equals(network))
            .flatMap(e -> Stream.concat(Stream.of(service.name()), e.aliases().stream()))
            .filter(name -> !service.id().value().startsWith(name))
            .forEach(name ->
                byName
                    .computeIfAbsent(name, _ -> new ArrayList<>())
                    .add(new Bearer(name, network, service.id())));
      }
    }
    return byName.values();
  }

  /**
   * The container on the first network is meant. If the same container has the name on the other
   * network too, it does not matter which network answers.
   */
  private Optional<Notice> collision(List<Bearer> bearers) {
    var meant = bearers.getFirst();
    return bearers.stream()
        .filter(b -> !b.network().equals(meant.network()))
        .filter(b -> !b.container().equals(meant.container()))
        .findFirst()
        .map(other ->
            new Notice.NameCollision(
                meant.name(), meant.network(), other.network(), engine.family()));
  }
}
