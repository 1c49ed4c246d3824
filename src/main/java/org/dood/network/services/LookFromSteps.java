package org.dood.network.services;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.dood.network.engine.ContainerSpec.Background;
import org.dood.network.engine.Engine;
import org.dood.network.engine.EngineException;
import org.dood.network.engine.EngineFailure;
import org.dood.network.engine.model.ContainerId;
import org.dood.network.engine.model.ObjectName;
import org.dood.network.runner.Signature;
import org.dood.network.services.StepsLocation.OnJobNetwork;

/**
 * Looks at services from where steps run, if something indicates that steps may see something else
 * than this process: they share another container's network namespace, in which a VPN client may
 * rule, or the server that they ask for names is not the engine's.
 */
public final class LookFromSteps {

  private static final long MEMORY = 256L * 1024 * 1024;

  private static final int PROCESSES = 512;

  private final Engine engine;
  private final ResolverConfiguration own;

  /**
   * @param own how this process looks up names, which the engine set up
   */
  public LookFromSteps(Engine engine, ResolverConfiguration own) {
    this.engine = engine;
    this.own = own;
  }

  /**
   * Whether steps may see something else. To be asked when the container is on the job's network,
   * since an engine sets up its resolver only then.
   */
  public boolean mayDiffer(OnJobNetwork steps) {
    return !steps.container().equals(steps.namespace()) || hasResolverOfOthers(steps.container());
  }

  /**
   * Engines write the same file into each container of a network that they create, but for options
   * of the container. The size is asked for, and not the text: with the right to read files, who
   * has got into a container of this action could read those of every other container. If the
   * engine cannot tell, nothing indicates a difference.
   */
  private boolean hasResolverOfOthers(ContainerId container) {
    try {
      return engine
          .containers()
          .sizeOfFile(container, ResolverConfiguration.PATH)
          .filter(size -> size != own.size())
          .isPresent();
    } catch (EngineException e) {
      return false;
    }
  }

  /**
   * Looks, by a container that shares the network namespace of steps, and with it the resolver.
   *
   * @param gateway where the engine's host may answer; empty if there is nothing to try
   * @param image the id of the action's image
   * @param labels the labels by which the container is recognised as this step's
   */
  public StepsView look(
      OnJobNetwork steps,
      List<Service> services,
      Optional<String> gateway,
      String image,
      Map<String, String> labels) {
    var there = services.stream().filter(s -> s.workload().runs() && !s.ip().isEmpty()).toList();
    var container =
        new Background(
            new ObjectName(Signature.PREFIX + "-look-" + UUID.randomUUID()),
            image,
            labels,
            EarlierForwarder.networkMode(steps),
            LookCommand.line(gateway, there),
            MEMORY,
            PROCESSES);
    try {
      return view(lines(container), there, gateway);
    } catch (EngineException e) {
      return new StepsView.Unknown(e.failure());
    }
  }

  private List<String> lines(Background container) {
    try {
      engine.containers().start(container);
      return engine.containers().linesUntil(_ -> false, container.name());
    } finally {
      remove(container.name());
    }
  }

  /** A container that stays has ended, and has the runner's label: the runner removes it. */
  private void remove(ObjectName container) {
    try {
      engine.containers().remove(container);
    } catch (EngineException ignored) {
      // Nothing depends on it.
    }
  }

  private static StepsView view(
      List<String> lines, List<Service> services, Optional<String> gateway) {
    var seen = lines.stream().flatMap(line -> ServiceAsSeen.parse(line).stream()).toList();
    var hostAnswers =
        lines.stream().flatMap(line -> LookCommand.hostAnswers(line).stream()).findFirst();
    if (seen.size() != services.size() || hostAnswers.isPresent() != gateway.isPresent()) {
      return new StepsView.Unknown(
          new EngineFailure.Unintelligible(
              "look at services from where steps run",
              lines.isEmpty() ? "it is empty" : lines.getLast()));
    }
    var byName = new LinkedHashMap<String, ServiceAsSeen>();
    for (int i = 0; i < services.size(); i++) {
      byName.put(services.get(i).name(), seen.get(i));
    }
    return new StepsView.Seen(
        byName,
        lines.stream().flatMap(l -> LookCommand.server(l).stream()).findFirst(),
        hostAnswers.orElse(false));
  }
}
