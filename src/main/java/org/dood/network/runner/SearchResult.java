package org.dood.network.runner;

import java.util.List;
import org.dood.network.engine.ListedContainer;

/** What the search for the runner's container came to. */
public sealed interface SearchResult {

  /**
   * One container proved to be the runner's.
   *
   * @param evidence what was seen there
   */
  record Proven(ListedContainer runner, String evidence) implements SearchResult {}

  /**
   * Every container on the engine proved not to be the runner's: it lives outside of them.
   *
   * @param asked how many containers there were to ask
   */
  record InNoContainer(int asked) implements SearchResult {}

  /**
   * No container proved to be the runner's, and of some that stayed open.
   *
   * @param open what the proofs said of those
   */
  record Unproven(List<CandidateEvidence> open) implements SearchResult {}

  /**
   * More than one container proved to be the runner's.
   *
   * @param proven each of them
   */
  record Contested(List<Proven> proven) implements SearchResult {}
}
