package org.dood.network.host;

import java.util.List;
import org.dood.network.engine.EngineFailure;

/** What came of the attempt to remove a network. */
public sealed interface Removal {

  /**
   * The network is gone, by this attempt.
   *
   * @param detached the names of the stopped containers that were taken off it first, without which
   *     they could never start again
   */
  record Removed(List<String> detached) implements Removal {}

  /** Somebody else removed it. */
  record GoneAlready() implements Removal {}

  /**
   * Somebody uses it, so it stays.
   *
   * @param by the names of the containers that do
   */
  record StillUsed(List<String> by) implements Removal {}

  /** The engine would not remove it. */
  record Failed(EngineFailure failure) implements Removal {}
}
