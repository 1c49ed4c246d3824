package org.dood.network;

import java.util.Map;
import java.util.Optional;
import org.dood.network.docker.Engine;
import org.dood.network.docker.EngineException;
import org.dood.network.runner.ActionContainer;
import org.dood.network.runner.Signature;

/** The labels by which the forwarder's container can be found, whatever became of saved state. */
final class ForwarderLabels {

  private static final String KIND = Signature.PREFIX;
  private static final String SIGNATURE = Signature.PREFIX + ".signature";

  private ForwarderLabels() {}

  /** Its labels, with their values, apart from the runner's own. */
  static Map<String, String> of(Signature signature) {
    return Map.of(KIND, "forwarder", SIGNATURE, signature.alias());
  }

  /**
   * The label that a step's forwarder alone has, as the engine's filter takes it; empty if the
   * engine does not know whose the step is.
   */
  static Optional<String> ofStep(Engine engine, String hostname, String step) {
    try {
      return ActionContainer.find(engine, hostname)
          .map(self -> SIGNATURE + "=" + Signature.of(Optional.of(self), step).alias());
    } catch (EngineException e) {
      return Optional.empty();
    }
  }
}
