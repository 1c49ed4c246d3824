package org.dood.network.host;

import java.util.List;
import org.dood.network.engine.EngineFailure;

/** The result of removing a network. */
public sealed interface Removal {

  /**
   * The network was removed.
   *
   * @param detached the names of the stopped containers that were detached from it first, so that
   *     they can start again
   */
  record Removed(List<String> detached) implements Removal {}

  /** Another process removed the network. */
  record GoneAlready() implements Removal {}

  /**
   * The network stays, since containers use it.
   *
   * @param by the names of those containers
   */
  record StillUsed(List<String> by) implements Removal {}

  /** The network stays, since a call to the engine failed. */
  record Failed(EngineFailure failure) implements Removal {}
}
