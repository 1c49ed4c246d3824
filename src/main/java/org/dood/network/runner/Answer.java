package org.dood.network.runner;

/** What a proof says of a candidate. */
public sealed interface Answer {

  /**
   * It is the runner's container.
   *
   * @param evidence what was seen there
   */
  record Yes(String evidence) implements Answer {}

  /** It is not. */
  record No() implements Answer {}

  /**
   * The proof cannot tell.
   *
   * @param reason why
   */
  record Unknown(String reason) implements Answer {}
}
