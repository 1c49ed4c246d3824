package org.dood.network.route;

import java.util.List;
import org.dood.network.engine.EngineFailure;

/** Why routing rules could not be set or removed. */
public sealed interface RulesFailure {

  /**
   * The engine does not know this step's own container, so it is not known from which image to make
   * the container that sets or removes the rules.
   */
  record ImageUnknown() implements RulesFailure {}

  /** The program that sets or removes the rules failed. */
  record ProgramFailed(List<String> command, int exitCode) implements RulesFailure {}

  /** A call to the engine failed. */
  record CallFailed(EngineFailure failure) implements RulesFailure {}
}
