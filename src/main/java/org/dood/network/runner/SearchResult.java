package org.dood.network.runner;

import java.util.List;
import org.dood.network.engine.model.ListedContainer;

/** The result of the search for the runner's container. */
public sealed interface SearchResult {

  /**
   * One container proved to be the runner's.
   *
   * @param seen what the proof saw there
   */
  record Proven(ListedContainer runner, ProofResult.Sighting seen) implements SearchResult {}

  /**
   * Every container on the engine proved not to be the runner's, so the runner is in none of them.
   *
   * @param asked how many containers there are
   */
  record InNoContainer(int asked) implements SearchResult {}

  /**
   * No container proved to be the runner's, and for some the proofs cannot tell.
   *
   * @param open the evidence about those
   */
  record Unproven(List<CandidateEvidence> open) implements SearchResult {}

  /**
   * More than one container proved to be the runner's.
   *
   * @param proven each of these containers
   */
  record Contested(List<Proven> proven) implements SearchResult {}
}
