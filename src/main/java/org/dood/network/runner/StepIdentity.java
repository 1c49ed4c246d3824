package org.dood.network.runner;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.dood.network.engine.Engine;
import org.dood.network.engine.EngineException;
import org.dood.network.engine.model.Container;
import org.dood.network.engine.model.Network;
import org.dood.network.engine.model.ObjectName;

/**
 * What identifies a step on the engine: its own container, the network of its job, and the
 * signature that follows from both.
 *
 * <p>A stage looks up each of them at most once, when the first part of the stage needs it. Only a
 * look-up that failed is made again. May be used by several threads.
 */
public final class StepIdentity {

  private final Engine engine;
  private final String hostname;
  private final String step;
  private final Optional<StepSecret> secret;
  private final Map<ObjectName, Optional<Network>> networks = new ConcurrentHashMap<>();
  private Lookup lookup = new Lookup.NotMade();

  private sealed interface Lookup {
    record NotMade() implements Lookup {}

    record Made(Optional<Container> found) implements Lookup {}
  }

  /**
   * @param engine the engine that runs the step
   * @param hostname this process's hostname, or its container's id, by which the engine knows the
   *     own container
   * @param step the step's id
   * @param secret the secret of this run of the step; empty in post, which takes it from the saved
   *     state
   */
  public StepIdentity(Engine engine, String hostname, String step, Optional<StepSecret> secret) {
    this.engine = engine;
    this.hostname = hostname;
    this.step = step;
    this.secret = secret;
  }

  /**
   * The own container; empty if the engine does not know it.
   *
   * @throws EngineException if the engine cannot be asked
   */
  public Optional<OwnContainer> ownContainer() {
    return containerOfHostname().flatMap(OwnContainer::of);
  }

  /**
   * The container whose network namespace, and with it the hostname, this step shares; empty if it
   * shares none. Runners other than GitHub's start actions so.
   *
   * @throws EngineException if the engine cannot be asked
   */
  public Optional<Container> sharedNamespace() {
    return containerOfHostname()
        .filter(container -> OwnContainer.of(container).isEmpty())
        // Not just a container that has the hostname as its name.
        .filter(container -> container.id().value().startsWith(hostname));
  }

  /**
   * Whether the engine has the container in which this step runs, or whose network it shares.
   *
   * @throws EngineException if the engine cannot be asked
   */
  public boolean isKnownToEngine() {
    return ownContainer().isPresent() || sharedNamespace().isPresent();
  }

  private synchronized Optional<Container> containerOfHostname() {
    return switch (lookup) {
      case Lookup.Made(var found) -> found;
      case Lookup.NotMade() -> {
        var found = ObjectName.parse(hostname).flatMap(engine.containers()::find);
        lookup = new Lookup.Made(found);
        yield found;
      }
    };
  }

  /**
   * The id of the own container's image; empty if the engine does not know the container.
   *
   * @throws EngineException if the engine cannot be asked
   */
  public Optional<String> image() {
    return ownContainer().map(own -> own.container().image());
  }

  /**
   * A network; empty if there is none of that name or id.
   *
   * @throws EngineException if the engine cannot be asked
   */
  public Optional<Network> network(ObjectName name) {
    return networks.computeIfAbsent(name, engine.networks()::find);
  }

  /**
   * The signature of the step. Without the own container, it names neither a runner label nor a job
   * network.
   *
   * @throws EngineException if the engine cannot be asked
   */
  public Signature signature() {
    var own = ownContainer();
    var jobNetwork = own.flatMap(OwnContainer::jobNetwork);
    return Signature.of(own.flatMap(this::runnerLabel), step, secret, jobNetwork);
  }

  /**
   * The signature with which to compare those of earlier jobs of the same runner. It has the own
   * container's label, whatever network this job is on, and takes no look at the network.
   *
   * @throws EngineException if the engine cannot be asked
   */
  public Signature signatureOfRunner() {
    var own = ownContainer();
    return Signature.of(
        own.flatMap(OwnContainer::runnerLabel),
        step,
        secret,
        own.flatMap(OwnContainer::jobNetwork));
  }

  /**
   * The labels of a container that the step creates. A runner removes what has its label together
   * with everything else that a job left behind, whether or not it made the job's network.
   *
   * @param signature the step's signature
   * @param purpose what the container is for, in one word
   * @throws EngineException if the engine cannot be asked
   */
  public Map<String, String> labels(Signature signature, String purpose) {
    var labels = new LinkedHashMap<>(signature.labels(purpose));
    ownContainer()
        .flatMap(OwnContainer::runnerLabel)
        .ifPresent(label -> labels.put(label.value(), ""));
    return labels;
  }

  /**
   * The label that the own container and the job network have in common: only then did the runner
   * make the network for this one job. Without a job network, the label of the own container.
   */
  private Optional<RunnerLabel> runnerLabel(OwnContainer own) {
    return own.jobNetwork()
        .map(name ->
            ObjectName.parse(name)
                .flatMap(this::network)
                .flatMap(
                    network -> RunnerLabel.inCommon(own.container().labels(), network.labels())))
        .orElseGet(own::runnerLabel);
  }
}
