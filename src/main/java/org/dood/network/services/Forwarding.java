package org.dood.network.services;

import java.util.List;
import java.util.Optional;
import org.dood.network.engine.EngineFailure;
import org.dood.network.forward.Announcement;

/** The result of starting the forwarder. */
public sealed interface Forwarding {

  /** No port has to be forwarded. */
  record NotNeeded() implements Forwarding {}

  /**
   * The forwarder runs.
   *
   * @param listening the ports of {@code localhost} at which it listens
   * @param notListening the ports at which it cannot listen
   */
  record Started(List<Integer> listening, List<Announcement.NotListening> notListening)
      implements Forwarding {}

  /** The forwarder does not run. */
  record NotStarted(Reason reason) implements Forwarding {}

  /** The forwarder may run: the engine could not be asked whether it does. */
  record LookFailed(EngineFailure failure) implements Forwarding {}

  /** Why the forwarder does not run. */
  sealed interface Reason {

    /** The engine does not know this step's own container, whose image the forwarder needs. */
    record NoImage() implements Reason {}

    /** The engine shows no network that steps are on with an address. */
    record NoNetwork() implements Reason {}

    /** A call to the engine failed, and the forwarder's container does not run. */
    record CallFailed(EngineFailure failure) implements Reason {}

    /**
     * The forwarder ended before it listened.
     *
     * @param lastLine the last line that it printed; empty if it printed none
     */
    record EndedEarly(Optional<String> lastLine) implements Reason {}
  }
}
