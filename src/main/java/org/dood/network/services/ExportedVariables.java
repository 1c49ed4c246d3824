package org.dood.network.services;

import org.dood.network.engine.EngineFailure;

/** What became of the variables that say where services are. */
public sealed interface ExportedVariables {

  /** There are none to be. */
  record NotAsked() implements ExportedVariables {}

  /** They are set. */
  record Exported(ServiceVariables variables) implements ExportedVariables {}

  /** None is set: what exists could not be known, and that must stay as it is. */
  record Blind(EngineFailure failure) implements ExportedVariables {}

  /** None is set: the engine does not know the container that would say what exists. */
  record Unknown() implements ExportedVariables {}

  /** None is set: the runner's file for them is not here, or cannot be written. */
  record Unwritable() implements ExportedVariables {}
}
