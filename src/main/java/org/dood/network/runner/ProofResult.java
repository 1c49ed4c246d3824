package org.dood.network.runner;

/** The result of a proof for one candidate. */
public sealed interface ProofResult {

  /**
   * The candidate is the runner's container.
   *
   * @param evidence what the proof saw at the candidate
   */
  record Yes(String evidence) implements ProofResult {}

  /** The candidate is not the runner's container. */
  record No() implements ProofResult {}

  /**
   * The proof cannot tell.
   *
   * @param reason why not, for a message
   */
  record Unknown(String reason) implements ProofResult {}
}
