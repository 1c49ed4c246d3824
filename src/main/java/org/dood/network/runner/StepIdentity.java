package org.dood.network.runner;

import java.util.Optional;
import org.dood.network.engine.Engine;
import org.dood.network.engine.EngineException;

/**
 * What identifies a step on the engine: its own container, and the signature that follows from it.
 *
 * <p>A stage looks up the own container at most once, when the first part of the stage needs it.
 * Only a look-up that failed is made again. May be used by several threads.
 */
public final class StepIdentity {

  private final Engine engine;
  private final String hostname;
  private final String step;
  private Lookup lookup = new Lookup.NotMade();

  private sealed interface Lookup {
    record NotMade() implements Lookup {}

    record Made(Optional<OwnContainer> found) implements Lookup {}
  }

  /**
   * @param engine the engine that runs the step
   * @param hostname this process's hostname, by which the engine knows the own container
   * @param step the step's id
   */
  public StepIdentity(Engine engine, String hostname, String step) {
    this.engine = engine;
    this.hostname = hostname;
    this.step = step;
  }

  /**
   * The own container; empty if the engine does not know it.
   *
   * @throws EngineException if the engine cannot be asked
   */
  public synchronized Optional<OwnContainer> ownContainer() {
    return switch (lookup) {
      case Lookup.Made(var found) -> found;
      case Lookup.NotMade() -> {
        var found = OwnContainer.find(engine, hostname);
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
   * The signature of the step. Without the own container, it names neither a runner label nor a job
   * network.
   *
   * @throws EngineException if the engine cannot be asked
   */
  public Signature signature() {
    return Signature.of(ownContainer(), step);
  }
}
