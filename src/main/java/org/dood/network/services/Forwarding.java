package org.dood.network.services;

import java.util.List;
import org.dood.network.forward.Announcement;

/** What became of the forwarder. */
public sealed interface Forwarding {

  /** There is none to be. */
  record NotNeeded() implements Forwarding {}

  /**
   * It runs.
   *
   * @param listening the ports of {@code localhost} at which it listens
   * @param refused those at which it cannot
   */
  record Started(List<Integer> listening, List<Announcement.NotListening> refused)
      implements Forwarding {}

  /** It does not run. */
  record NotStarted(String reason) implements Forwarding {}

  /** It may run, and what it announced could not be read. */
  record LookFailed(String reason) implements Forwarding {}
}
