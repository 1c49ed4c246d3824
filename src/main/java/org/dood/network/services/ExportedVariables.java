package org.dood.network.services;

import org.dood.network.engine.EngineFailure;

/** Whether main exported the variables that say where services are. */
public sealed interface ExportedVariables {

  /** The workflow did not ask for variables, or there is nothing to tell by them. */
  record NotAsked() implements ExportedVariables {}

  /** The variables are set for later steps. */
  record Exported(ServiceVariables variables) implements ExportedVariables {}

  /**
   * No variable is set: the engine could not be asked which variables exist already, and those must
   * keep their values.
   */
  record LookFailed(EngineFailure failure) implements ExportedVariables {}

  /** No variable is set: the engine does not know a container whose variables must keep values. */
  record ContainerNotFound() implements ExportedVariables {}

  /** No variable is set: the runner's file for variables is missing or cannot be written. */
  record Unwritable() implements ExportedVariables {}
}
